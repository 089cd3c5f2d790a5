"""Debian's web servers over a folder, on a free port of this machine; skipped, visibly, where they are not."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

__all__ = ["SERVERS", "Web", "serving"]

SERVERS = ("nginx", "apache")

_NGINX = """\
daemon off; {user} pid {work}/pid; error_log {work}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
    uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
    server {{
        listen 127.0.0.1:{port};
        root {folder};
        include {work}/kawat.conf;
        location / {{ try_files $uri $uri/ =404; }}
    }}
}}
"""
_APACHE = """\
ServerRoot {work}
ServerName 127.0.0.1
PidFile {work}/pid
ErrorLog {work}/error.log
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
TypesConfig /dev/null
DocumentRoot {folder}
<Directory {folder}>
    Require all granted
    Include {work}/kawat.conf
</Directory>
"""
_MODULES = "/usr/lib/apache2/modules"


class Web:
    """A web server that answers."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (names in lower case) and body; `If_None_Match` is written so."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@contextlib.contextmanager
def serving(server: str, folder: Path, work: Path, told: str) -> Iterator[Web]:
    """Serve a folder with what `tasks.py headers` prints for the server; its own files lie in `work`."""
    program = shutil.which({"nginx": "nginx", "apache": "apache2"}[server], path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip(f"no {server} here: install Debian's `{'nginx-light' if server == 'nginx' else 'apache2'}`")
    work.mkdir(parents=True, exist_ok=True)
    if server == "apache":  # never works as root; its workers are nobody, and pytest's folders are pytest's alone
        for one in (work, *work.parents):
            if one.stat().st_mode & 0o005 != 0o005:
                one.chmod(one.stat().st_mode | 0o055)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    template = _NGINX if server == "nginx" else _APACHE
    text = template.format(work=work, folder=folder, port=port, modules=_MODULES, user=user)
    (work / "server.conf").write_text(text, "utf-8")
    (work / "kawat.conf").write_text(told, "utf-8")
    given = ["-e", f"{work}/first.log", "-c"] if server == "nginx" else ["-D", "FOREGROUND", "-f"]
    running = subprocess.Popen(
        [program, *given, str(work / "server.conf")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        _wait(running, port)
        yield Web(port)
    finally:
        running.terminate()
        running.wait(20)


def _wait(running: "subprocess.Popen[str]", port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if running.poll() is not None:
            assert running.stdout is not None
            raise AssertionError(running.stdout.read())
        time.sleep(0.05)
    raise AssertionError("the web server does not answer")
