"""Search indexes of small and of large trees, without building their sites; and the pages that ask them."""

import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from catalogues import press, world
from conftest import NETWORK, PROJECT, text

from kawat.publish import outputs, rendering
from kawat.publish.desk import Desk
from kawat.publish.search import planning

Files = dict[str, str | bytes | None]

SHIPPED = {
    str(path.relative_to(PROJECT)): path.read_text("utf-8") for path in sorted((PROJECT / "missions").rglob("*.yaml"))
}
"""The network that the repository ships."""


def story(
    site: str, slug: str, title: str, body: str = "", language: str = "id", kind: str = "news", **fields: str
) -> Files:
    """Return one text, of October 2026 unless another date is given."""
    date = fields.pop("date", "2026-10-01")
    return {f"content/{site}/{kind}/{date[:4]}/{slug}/index.{language}.md": text(title, date, body, **fields)}


SMALL: Files = {
    **story("tokyo", "sawah", "Menanam padi bersama", "Warga menanam padi. Rencana besar untuk anak-anak Tokyo."),
    **story("tokyo", "kebun", "Kebun kota", "Tanaman hias dan penanaman pohon di kebun raya Jakarta."),
    **story("osaka", "surat", "Surat dari Osaka", "Petugas mengirim surat kepada warga.", date="2025-05-01"),
    **story("osaka", "kirim", "Kiriman buku", "Buku besar dari rencana Jakarta, kiriman warga.", date="2025-06-01"),
    **story("cairo", "azhar", "Mahasiswa al-Azhar", "E-paspor terbit di Kairo. L'accord culturel.", kind="press"),
    **story("cairo", "arab", "مَهْرَجَان الثَّقافة", "مهرجان في القاهرة", "ar"),
    **story("tokyo", "matsuri", "東京の祭り", "大使館で文化祭が開かれました。", "ja"),
    **story("portal", "bali", "Festival Bali", "Kesenian Bali dan perbankan.", date="2024-01-01"),
    **story("portal", "english", "Running a festival", "They were running in Tokyo.", "en"),
}
"""Stories that tell whether words, phrases, languages and filters are understood."""


def write(folder: Path, files: Mapping[str, str | bytes | None], network: Mapping[str, str] = NETWORK) -> Desk:
    """Put the index of some texts below a folder, where a build would put it; return the desk it was made from."""
    desk = world(files, network).desk()
    planned = list(planning.begin(desk)())
    for one in planned:
        target = folder / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(rendering.render(desk, press(), one))
    return desk


def pages(folder: Path, desk: Desk, *paths: str) -> None:
    """Put some pages beside the index, and the theme."""
    for one in outputs.plan(desk, press()):
        if one.path in paths:
            target = folder / one.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(rendering.render(desk, press(), one))
    for host in {site.host_path for site in desk.catalogue.sites.values()}:
        for name, published in desk.static.items():
            target = folder / host / "theme" / published
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(press().theme.static[name])


def stories(count: int, seed: int = 1) -> dict[str, str]:
    """Return short news of all missions, made of sentences of the shipped texts; the same seed gives the same."""
    chance, found = random.Random(seed), {}
    sites = [path.split("/")[1].removesuffix(".yaml") for path in SHIPPED if path.count("/") == 1]
    sentences = tuple(_sentences())
    for number in range(count):
        title = " ".join(chance.choice(sentences).split()[: chance.randint(4, 8)]).strip(",;:.")
        day = f"{2019 + number * 8 // count}-{1 + number % 10:02}-{1 + number % 28:02}"
        body = " ".join(chance.choice(sentences) for _ in range(4))
        path = f"content/{chance.choice(sites)}/news/{day[:4]}/s{number}/index.id.md"
        found[path] = text(f"{title} {number}", day, body)
    return found


def _sentences() -> Iterator[str]:
    for path in sorted((PROJECT / "content").rglob("index.id.md")):
        body = path.read_text("utf-8").split("---\n", 2)[2]
        for sentence in re.split(r"(?<=[.!?])\s+", re.sub(r"[\[\]()#*_>|`<:{}\"^~\\-]+|\S*[/@]\S*", " ", body)):
            if 5 <= len(sentence.split()) <= 25:
                yield " ".join(sentence.split())
