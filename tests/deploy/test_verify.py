"""A published site is what was built, to the last bit, and its manifest is ours."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from smallsites import NOW, order, put, send, site
from webservers import serving

from kawat import cli
from kawat.deploy import minisign, run
from kawat.deploy.minisign import BadSignatureError, check, public_key
from kawat.deploy.source import SIGNATURE
from kawat.deploy.verify import verify
from kawat.problems import KawatError, UsageError

FILES = site(["angklung", "batik"], style="p {}")

# Made by minisign 0.11 of the bytes b"Kawat\n", with a key that was thrown away.
KEY = "RWQ+jppgKZ2lVhgw1ibJQRTE0ccN4/u9pjXwKKWhV6kuEFjoYTjLVOW9"
SIGNED = """\
untrusted comment: signature from minisign secret key
RUQ+jppgKZ2lVrGVINusW0tnLWslQG8rG60kq8dgnOig8XJOhQxi0HADnyM+l2fOqnHp7wPpbWAXTSKLiHIkRXzqf9sOXROfBQM=
trusted comment: of a test
j/NOCZIAJWbjw+wGrVWzi6WWHa2/OD9CWQ2BPKww+zDGAjEt/GiQNqyglk7H6aOS5LrCLKmELaj4DhcHaU3HDQ==
"""


def found(place: object, key: str = "") -> tuple[tuple[str, str], ...]:
    return verify(str(place), public_key(key) if key else None, NOW, lambda stage, done, total: None)[1]


def test_any_bit_of_any_file_that_changes_is_found(tmp_path: Path) -> None:
    output, dice = put(tmp_path / "output", FILES), random.Random(1)
    assert found(output) == ()
    for path, data in FILES.items():
        for _ in range(5):
            bit = dice.randrange(8 * len(data))
            changed = bytearray(data)
            changed[bit // 8] ^= 1 << bit % 8
            (output / path).write_bytes(changed)
            assert found(output) == ((path, "is not what was built"),)
        (output / path).unlink()
        assert found(output) == ((path, "is missing"),)
        (output / path).write_bytes(data)


def test_what_should_not_be_there_is_found_but_for_what_is_on_its_way_out(tmp_path: Path) -> None:
    output, target = put(tmp_path / "output", FILES), tmp_path / "srv"
    send(output, target, tmp_path)
    send(put(output, site(["angklung", "batik"], style="p { color: red }")), target, tmp_path)
    assert found(target) == ()
    (target / "current" / "news" / "shell.php").write_bytes(b"<?php")
    assert found(target) == (("news/shell.php", "is not in the manifest"),)


def test_a_site_on_the_web_is_compared_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = put(tmp_path / "output", FILES)
    with serving("nginx", output, tmp_path / "nginx", "") as web:
        assert cli.main(["verify", web.url]) == cli.OK
        assert capsys.readouterr().err == f"all {len(FILES)} files are as they were built\n"
        (output / "news/batik/index.html").write_bytes(b"other")
        assert cli.main(["verify", web.url, "--lang", "id"]) == cli.QUARANTINED
        told = capsys.readouterr()
        assert told.out == "news/batik/index.html: is not what was built\n"
        assert told.err == f"1 dari {len(FILES)} berkas tidak seperti saat dibuat\n"
        (output / "manifest.json").unlink()
        assert cli.main(["verify", web.url]) == cli.NOTHING


def test_a_signature_of_minisign_holds_and_any_other_does_not() -> None:
    key, data = public_key(KEY), b"Kawat\n"
    assert check(key, data, SIGNED.encode()) == "of a test"
    for wrong in (b"Kawat", b"kawat\n"):
        with pytest.raises(BadSignatureError, match="was changed after it was signed"):
            check(key, wrong, SIGNED.encode())
    with pytest.raises(BadSignatureError, match="was changed after it was signed"):
        check(key, data, SIGNED.replace("of a test", "of a toast").encode())
    for broken in (b"", b"\xff", SIGNED.encode()[:-60], SIGNED.replace("trusted comment: of", "of").encode()):
        with pytest.raises(BadSignatureError, match="is none of minisign's"):
            check(key, data, broken)
    other = minisign.PublicKey(b"12345678", key.key)
    with pytest.raises(BadSignatureError, match="is by another key"):
        check(other, data, SIGNED.encode())


@pytest.mark.parametrize("typed", ["", "RW", "no key", "UlcA", KEY[:-4]])
def test_a_key_that_is_none_is_said(typed: str) -> None:
    with pytest.raises(UsageError, match="is no public key of minisign"):
        public_key(typed)


def test_a_manifest_that_minisign_has_signed_is_published_with_it_and_verified(tmp_path: Path) -> None:
    if not shutil.which("minisign"):
        pytest.skip("no minisign here: install Debian's `minisign`")
    output, target = put(tmp_path / "output", FILES), tmp_path / "srv"
    signature = tmp_path / "manifest.minisig"
    secret, public = tmp_path / "key", tmp_path / "key.pub"
    subprocess.run(["minisign", "-G", "-W", "-p", public, "-s", secret], check=True, capture_output=True)
    sign = ["minisign", "-S", "-s", secret, "-m", output / "manifest.json", "-x", signature]
    subprocess.run(sign, check=True, capture_output=True)
    send(output, target, tmp_path, signature=str(signature))
    assert found(target, public.read_text()) == ()
    with pytest.raises(BadSignatureError, match="by another key"):
        found(target, KEY)
    manifest = target / "current" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"Kawat", b"kawat"))
    with pytest.raises(BadSignatureError, match="was changed after it was signed"):
        found(target, public.read_text())
    run.deploy(order(target, tmp_path), str(put(output, site(["angklung", "batik", "gamelan"]))))
    assert not (target / "current" / SIGNATURE).exists(), "a signature never outlives its manifest"
    with pytest.raises(KawatError, match="is none of minisign's"):
        found(target, public.read_text())
