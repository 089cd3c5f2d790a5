"""Pictures and other media: which renditions there are, and what a page calls them."""

import pytest
from catalogues import png, world
from conftest import NETWORK, text

from kawat.build import images
from kawat.editorial import addresses
from kawat.model import Media
from kawat.publish import pictures

SHA = "0123456789abcdef" * 4


def media(width_px: int, height_px: int = 600) -> Media:
    return Media("content/a.png", SHA, 1000, "image/png", width_px, height_px)


@pytest.mark.parametrize(
    ("width_px", "widths", "fallback"),
    [
        (100, [100], 100),
        (480, [480], 480),
        (700, [480, 700], 700),
        (1000, [480, 960, 1000], 960),
        (5000, [480, 960, 1600], 960),
    ],
)
def test_a_picture_has_every_width_as_avif_and_webp_and_one_as_jpeg(
    width_px: int, widths: list[int], fallback: int
) -> None:
    expected = [f"-{width}.{form}" for form in ("avif", "webp") for width in widths]
    found = [one.suffix for one in pictures.renditions(media(width_px), images.widths)]
    assert found == [*expected, f"-{fallback}.jpg"]


def test_a_page_names_all_widths_and_the_size_of_the_one_that_all_browsers_show() -> None:
    tokyo = addresses.sites(world({}).registry)["tokyo"]
    shown = pictures.image(media(1200, 900), tokyo, images.widths, "Panggung", "Kawat", "Malam")
    stem = f"/media/{SHA[:20]}"
    assert (shown.src, shown.width_px, shown.height_px) == (f"{stem}-960.jpg", 960, 720)
    assert shown.sources == tuple(
        (f"image/{form}", f"{stem}-480.{form} 480w, {stem}-960.{form} 960w, {stem}-1200.{form} 1200w")
        for form in ("avif", "webp")
    )
    assert (shown.alt, shown.credit, shown.caption) == ("Panggung", "Kawat", "Malam")


def test_a_very_flat_picture_is_still_one_pixel_high() -> None:
    tokyo = addresses.sites(world({}).registry)["tokyo"]
    assert pictures.image(media(5000, 1), tokyo, images.widths, "").height_px == 1


def test_a_file_is_called_by_its_content_whatever_it_was_called() -> None:
    tokyo = addresses.sites(world({}).registry)["tokyo"]
    assert pictures.file_address(Media("a.mp4", SHA, 1, "video/webm"), tokyo).path == f"media/{SHA[:20]}.webm"


FOLDER = "content/tokyo/news/2026/a/"


def published(files: dict[str, str | bytes | None]) -> list[str]:
    """Return the paths of the media that are published, without the cards that are drawn of titles."""
    return sorted(path for path in world(files).plan() if "media/" in path and "media/cards/" not in path)


def test_only_what_a_published_text_shows_is_published() -> None:
    lead = text(image="a.png", image_alt="A", body="![B](b.png) [D](d.pdf)")
    beside: dict[str, str | bytes | None] = {FOLDER + "a.png": png("red"), FOLDER + "b.png": png("blue")}
    beside |= {FOLDER + "d.pdf": b"%PDF-1.7", FOLDER + "lain.png": png("green")}
    suffixes = [path.rpartition(".")[2] for path in published({FOLDER + "index.id.md": lead, **beside})]
    assert sorted(suffixes) == ["avif", "avif", "jpg", "jpg", "pdf", "webp", "webp"]
    assert published({FOLDER + "index.id.md": lead.replace("image: a", "status: draft\nimage: a"), **beside}) == []


def test_two_files_of_the_same_bytes_are_published_once() -> None:
    files: dict[str, str | bytes | None] = {}
    for slug in ("a", "b"):
        files[f"content/tokyo/news/2026/{slug}/index.id.md"] = text(image="p.png", image_alt="A")
        files[f"content/tokyo/news/2026/{slug}/p.png"] = png()
    assert len(published(files)) == 3


def test_a_site_with_a_host_of_its_own_has_the_pictures_of_what_it_shows() -> None:
    cairo = {"missions/cairo.yaml": NETWORK["missions/cairo.yaml"] + "url: https://cairo.example\n"}
    story = text(image="a.png", image_alt="A", crosspost="{to: cairo}")
    paths = published({FOLDER + "index.id.md": story, FOLDER + "a.png": png(), **cairo})
    assert [path.startswith("_hosts/cairo.example/media/") for path in paths] == [True] * 3 + [False] * 3
