"""Pictures: nothing but pixels is published, upright, the same on every machine and out of any cache."""

import io
import os
import struct
from pathlib import Path
from typing import Any

import PIL
import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from kawat.build import images, pixels
from kawat.build.images import FORMATS, WIDTHS, derived, widths
from kawat.build.pixels import derive
from kawat.digests import file_digest

SECRET = "Rumah pribadi duta besar"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>{SECRET}</secret></x:xmpmeta>'.encode()
ORIENTATION, MAKER, DESCRIPTION, GPS, GPS_LATITUDE = 0x0112, 0x010F, 0x010E, 0x8825, 2


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[ORIENTATION], made[MAKER], made[DESCRIPTION] = orientation, SECRET, SECRET
    made.get_ifd(GPS)[GPS_LATITUDE] = (6.0, 10.0, 30.0)
    return made


def scene(width: int = 800, height: int = 400, mode: str = "RGB") -> Image.Image:
    """A white picture whose upper left quarter is red."""
    made = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(made).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(200, 0, 0))
    return made.convert(mode)


def saved(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    red, green, blue = picture.convert("RGB").getpixel((int(x * picture.width), int(y * picture.height)))
    return bool(red > 150 and green < 90 and blue < 90)


def loaded() -> dict[str, bytes]:
    """The scene in each format that takes it, full of what must not be published."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET)
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    everything: dict[str, Any] = {"exif": exif(), "icc_profile": profile}
    return {
        "JPEG": saved(scene(), "JPEG", xmp=XMP, comment=SECRET, dpi=(300, 300), **everything),
        "PNG": saved(scene(), "PNG", pnginfo=told, **everything),
        "WEBP": saved(scene(), "WEBP", xmp=XMP, **everything),
        "GIF": saved(scene(), "GIF", comment=SECRET),
        "AVIF": saved(scene(), "AVIF", xmp=XMP, **everything),
    }


# ---------------------------------------------------------------- what survives


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("source", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("width", [400, 800])
def test_nothing_but_pixels_survives(source: str, form: str, width: int) -> None:
    data = loaded()[source]
    assert SECRET.encode() in data or XMP in data, "the control: it is there before"
    made = derive(data, width, form)
    picture = opened(made)
    assert SECRET.encode() not in made and b"xmp" not in made.lower() and b"Exif" not in made and b"ICC" not in made
    assert dict(picture.getexif()) == {} and not {"icc_profile", "exif", "xmp", "comment"} & set(picture.info)
    assert picture.size == (width, width // 2) and is_red(picture, 0.25, 0.25) and not is_red(picture, 0.75, 0.75)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (800, 400), (0.25, 0.25)),
        (2, (800, 400), (0.75, 0.25)),
        (3, (800, 400), (0.75, 0.75)),
        (4, (800, 400), (0.25, 0.75)),
        (5, (400, 800), (0.25, 0.25)),
        (6, (400, 800), (0.75, 0.25)),
        (7, (400, 800), (0.75, 0.75)),
        (8, (400, 800), (0.25, 0.75)),
    ],
)
def test_the_orientation_is_applied_and_then_forgotten(
    orientation: int, size: tuple[int, int], red_at: tuple[float, float], form: str
) -> None:
    picture = opened(derive(saved(scene(), exif=exif(orientation)), size[0], form))
    corners = [(x, y) for x in (0.25, 0.75) for y in (0.25, 0.75)]
    assert picture.size == size
    assert [at for at in corners if is_red(picture, *at)] == [red_at]
    assert ORIENTATION not in picture.getexif()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stays_so_and_lies_on_white_as_jpeg(mode: str) -> None:
    """Also what the transparent pixels hide stays hidden: here it is black, and red."""
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, 99, 99), fill=(0, 0, 255, 255))
    ImageDraw.Draw(picture).rectangle((0, 100, 99, 199), fill=(255, 0, 0, 0))
    data = saved(picture.quantize(16) if mode == "P" else picture.convert(mode), "PNG")
    for form in FORMATS:
        made = opened(derive(data, 100, form))
        assert made.mode == ("RGB" if form == "jpg" else "RGBA")
        for at in ((25, 75), (75, 25), (75, 75)):
            *colour, alpha = made.convert("RGBA").getpixel(at)  # type: ignore[misc]
            assert min(colour) > 240 if form == "jpg" else alpha == 0
            assert form != "avif" or min(colour) > 240, "AVIF keeps colours below the alpha"
        assert made.convert("RGBA").getpixel((25, 25))[3] > 250  # type: ignore[index]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("mode", "source"),
    [("1", "PNG"), ("L", "PNG"), ("L", "JPEG"), ("P", "PNG"), ("P", "GIF"), ("RGB", "PNG"), ("CMYK", "JPEG")],
)
def test_every_kind_of_pixel_becomes_plain_colour(mode: str, source: str, form: str) -> None:
    picture = opened(derive(saved(scene(mode=mode), source), 480, form))
    assert (picture.mode, picture.size) == ("RGB", (480, 240))
    assert min(picture.getpixel((400, 200))) > 230  # type: ignore[arg-type,type-var]


def test_sixteen_bits_become_eight() -> None:
    data = saved(Image.new("I;16", (100, 100), 0x8000), "PNG")
    (low, high), *_ = opened(derive(data, 100, "webp")).getextrema()
    assert 120 < low <= high < 136


def display_p3() -> bytes:
    """A phone's colour space as an ICC profile of matrix and curves (ICC.1:2010, sections 7.2 and 9.2)."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    curve = b"curv\0\0\0\0" + struct.pack(">IH2x", 1, round(2.2 * 256))
    tags = {
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.292, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
    }
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve, b"wtpt": xyz(0.9642, 1, 0.8249)}
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">2I", 128 + 4 + 12 * len(tags) + len(body), len(data))
        body += data
    head = struct.pack(">I4x2H", 132 + len(table) - 4 + len(body), 0x0210, 0) + b"mntrRGB XYZ "
    head = head.ljust(36, b"\0") + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + table + body


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_another_space_are_brought_into_the_one_that_browsers_assume(mode: str) -> None:
    """A phone's red lies beyond what the same numbers mean in sRGB; they alone would show it duller."""
    picture = Image.new(mode, (64, 64), (200, 60, 50))
    told, wrong = (derive(saved(picture, "PNG", icc_profile=one), 64, "webp") for one in (display_p3(), b"x" * 40))
    assert b"ICC" not in told
    red, green, blue, *_ = opened(told).getpixel((9, 9))  # type: ignore[misc]
    assert red > 210 and green < 50 and blue < 45
    assert all(abs(a - b) < 4 for a, b in zip(opened(wrong).getpixel((9, 9)), (200, 60, 50), strict=False))  # type: ignore[arg-type]


def test_a_large_jpeg_may_be_read_at_a_part_of_its_size_and_is_still_all_there() -> None:
    """4000 pixels become 480 by way of 1000; lying on its side it is 240 wide and was 2000."""
    data = saved(scene(4000, 2000), quality=90)
    lying = saved(scene(4000, 2000), quality=90, exif=exif(6))
    whole, side = opened(derive(data, 480, "jpg")), opened(derive(lying, 240, "jpg"))
    assert (whole.size, side.size) == ((480, 240), (240, 480))
    assert is_red(whole, 0.45, 0.45) and not is_red(whole, 0.55, 0.45) and not is_red(whole, 0.45, 0.55)
    assert is_red(side, 0.55, 0.45) and not is_red(side, 0.45, 0.45)


def test_the_number_of_processors_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """libavif would lay out tiles by the number of threads."""
    made = []
    noisy = saved(Image.effect_noise((640, 480), 60).convert("RGB"), "PNG")
    for cpus in (1, 2, 16):
        monkeypatch.setattr("os.cpu_count", lambda cpus=cpus: cpus)
        monkeypatch.setattr("os.sched_getaffinity", lambda _, cpus=cpus: set(range(cpus)))
        made.append(derive(noisy, 480, "avif"))
    assert len(set(made)) == 1


def test_of_an_animation_the_first_picture_is_taken() -> None:
    data = saved(scene(), "GIF", save_all=True, append_images=[Image.new("RGB", (800, 400), "blue")], duration=100)
    assert getattr(opened(data), "n_frames", 1) == 2
    picture = opened(derive(data, 400, "webp"))
    assert getattr(picture, "n_frames", 1) == 1 and is_red(picture, 0.25, 0.25)


def test_a_very_flat_picture_keeps_a_line_of_pixels() -> None:
    assert opened(derive(saved(Image.new("RGB", (1600, 1))), 480, "webp")).size == (480, 1)


@pytest.mark.parametrize("data", [b"", b"no picture", saved(scene())[:300], b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_a_broken_picture_is_an_error(data: bytes) -> None:
    with pytest.raises(OSError):
        derive(data, 480, "webp")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_picture_gives_the_same_bytes(form: str) -> None:
    noisy = Image.effect_noise((320, 240), 90).convert("RGB")
    data = saved(noisy, "PNG")
    assert len({derive(data, 240, form) for _ in range(3)}) == 1


# ---------------------------------------------------------------- widths


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, (1,)),
        (479, (479,)),
        (480, (480,)),
        (481, (480, 481)),
        (960, (480, 960)),
        (1200, (480, 960, 1200)),
        (1599, (480, 960, 1599)),
        (1600, (480, 960, 1600)),
        (1601, (480, 960, 1600)),
        (12000, (480, 960, 1600)),
    ],
)
def test_no_picture_is_wider_than_it_was(width: int, expected: tuple[int, ...]) -> None:
    assert widths(width) == expected
    assert list(expected) == sorted(set(expected)) and max(expected) <= min(width, WIDTHS[-1])


# ---------------------------------------------------------------- the cache


@pytest.fixture
def original(tmp_path: Path) -> tuple[str, str]:
    """A picture's path and digest."""
    data = saved(scene())
    (tmp_path / "foto.jpg").write_bytes(data)
    return str(tmp_path / "foto.jpg"), file_digest(data)


def cached(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "cache").iterdir()
    return file


def test_what_is_in_the_cache_is_not_made_again(
    tmp_path: Path, original: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = derived(*original, 480, "webp", str(tmp_path / "cache"))
    assert first == derive(Path(original[0]).read_bytes(), 480, "webp")
    monkeypatch.setattr(pixels, "derive", None)
    assert derived(*original, 480, "webp", str(tmp_path / "cache")) == first
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [cached(tmp_path).name]


def test_widths_and_formats_are_kept_apart(tmp_path: Path, original: tuple[str, str]) -> None:
    made = {
        (width, form): derived(*original, width, form, str(tmp_path / "cache"))
        for width in (480, 800)
        for form in FORMATS
    }
    assert len(set(made.values())) == 2 * len(FORMATS) == len(list((tmp_path / "cache").iterdir()))
    for (width, form), data in made.items():
        assert derived(*original, width, form, str(tmp_path / "cache")) == data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:24],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: b"0" * 24 + data[24:],
        lambda data: data[:24] + b"<script>alert(1)</script>",
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
        lambda data: b"\xff" * len(data),
    ],
)
def test_a_forged_or_truncated_entry_is_a_miss_and_is_mended(
    tmp_path: Path, original: tuple[str, str], spoil: Any
) -> None:
    whole = derived(*original, 480, "webp", str(tmp_path / "cache"))
    kept = cached(tmp_path).read_bytes()
    cached(tmp_path).write_bytes(spoil(kept))
    assert derived(*original, 480, "webp", str(tmp_path / "cache")) == whole
    assert cached(tmp_path).read_bytes() == kept


def test_another_pillow_is_another_entry(
    tmp_path: Path, original: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its encoders may make other bytes; a cold and a warm cache must not differ."""
    assert PIL.__version__ in images._VERSION
    derived(*original, 480, "webp", str(tmp_path / "cache"))
    monkeypatch.setattr(images, "_VERSION", (images._VERSION[0], "99.0"))
    derived(*original, 480, "webp", str(tmp_path / "cache"))
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_a_picture_that_changes_during_the_build_is_not_kept_under_the_old_name(
    tmp_path: Path, original: tuple[str, str]
) -> None:
    Path(original[0]).write_bytes(saved(Image.new("RGB", (800, 400), "blue")))
    with pytest.raises(OSError, match=r"foto\.jpg was changed while it was built from; build again"):
        derived(*original, 480, "webp", str(tmp_path / "cache"))
    assert not os.path.exists(tmp_path / "cache")


def test_nor_is_any_other_medium(original: tuple[str, str]) -> None:
    data = Path(original[0]).read_bytes()
    assert images.original(*original) == data
    Path(original[0]).write_bytes(data + b"x")
    with pytest.raises(OSError, match="was changed while it was built from"):
        images.original(*original)
