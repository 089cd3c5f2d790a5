"""A drawing surface measured in design units: 1200 wide and 800 high, whatever its size in pixels.

Everything is drawn at ``supersample`` times the size and reduced once at the end, which is what makes edges smooth:
Pillow itself draws without antialiasing. Angles are degrees, clockwise from three o'clock, as in Pillow.
"""
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil, floor

from PIL import Image, ImageDraw, ImageFilter

from .palette import Colour, mix

__all__ = ["HEIGHT", "WIDTH", "Canvas", "Point"]

WIDTH, HEIGHT = 1200, 800
Point = tuple[float, float]
_SHADOW_REDUCTION = 8  # a blurred shape needs no detail: an eighth of the size takes 1/64 of the time


class Canvas:
    """One picture in the making; later shapes cover earlier ones."""

    def __init__(self, width_px: int = WIDTH, supersample: int = 2) -> None:
        self._size_px = (width_px, width_px * HEIGHT // WIDTH)
        self._scale = width_px * supersample / WIDTH
        self._image = Image.new("RGB", (self._size_px[0] * supersample, self._size_px[1] * supersample))
        self._pen = ImageDraw.Draw(self._image, "RGBA")  # in this mode Pillow blends a translucent colour

    @classmethod
    def over(cls, picture: Image.Image) -> "Canvas":
        """Return a surface that begins as a copy of a finished picture; it is not supersampled."""
        surface = cls(picture.width, supersample=1)
        surface._image.paste(picture)
        return surface

    def finish(self) -> Image.Image:
        """Return the picture at its final size."""
        if self._image.size == self._size_px:
            return self._image
        return self._image.resize(self._size_px, Image.Resampling.LANCZOS)

    # Shapes of one colour ------------------------------------------------------------------------------------------

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: float = 1.0) -> None:
        self._pen.polygon(self._pixels(points), fill=_paint(colour, alpha))

    def rect(self, x: float, y: float, width: float, height: float, colour: Colour, alpha: float = 1.0,
            radius: float = 0.0) -> None:
        if width <= 0 or height <= 0:
            return
        box = self._box(x, y, width, height)
        if radius:
            self._pen.rounded_rectangle(box, radius * self._scale, fill=_paint(colour, alpha))
        else:
            self._pen.rectangle(box, fill=_paint(colour, alpha))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float = 1.0) -> None:
        self._pen.ellipse(self._box(x - rx, y - ry, 2 * rx, 2 * ry), fill=_paint(colour, alpha))

    def disc(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        self.oval(x, y, radius, radius, colour, alpha)

    def ring(self, x: float, y: float, radius: float, thickness: float, colour: Colour, alpha: float = 1.0) -> None:
        box = self._box(x - radius, y - radius, 2 * radius, 2 * radius)
        self._pen.ellipse(box, outline=_paint(colour, alpha), width=self._thick(thickness))

    def arc(self, x: float, y: float, rx: float, ry: float, start: float, end: float, thickness: float, colour: Colour,
            alpha: float = 1.0) -> None:
        box = self._box(x - rx, y - ry, 2 * rx, 2 * ry)
        self._pen.arc(box, start, end, fill=_paint(colour, alpha), width=self._thick(thickness))

    def slice(self, x: float, y: float, radius: float, start: float, end: float, colour: Colour,
            alpha: float = 1.0) -> None:
        self._pen.pieslice(self._box(x - radius, y - radius, 2 * radius, 2 * radius), start, end,
            fill=_paint(colour, alpha))

    def line(self, points: Sequence[Point], thickness: float, colour: Colour, alpha: float = 1.0, *,
            round_ends: bool = False) -> None:
        self._pen.line(self._pixels(points), fill=_paint(colour, alpha), width=self._thick(thickness), joint="curve")
        if round_ends:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, thickness / 2, colour, alpha)

    # Light and shade -----------------------------------------------------------------------------------------------

    def gradient(self, stops: Sequence[Colour], y: float = 0.0, height: float = HEIGHT,
            points: Sequence[Point] | None = None) -> None:
        """Fill a band of the picture, or only the shape ``points`` in it, with colours from top to bottom."""
        _, top, _, bottom = map(round, self._box(0, y, WIDTH, height))
        if bottom <= top:
            return
        strip = Image.new("RGB", (1, 256))
        strip.putdata([_along(stops, step / 255) for step in range(256)])
        band = strip.resize((self._image.width, bottom - top), Image.Resampling.BILINEAR)
        mask = None
        if points is not None:
            mask = Image.new("L", band.size)
            ImageDraw.Draw(mask).polygon([(px, py - top) for px, py in self._pixels(points)], fill=255)
        self._image.paste(band, (0, top), mask)

    def shade(self, points: Sequence[Point], *stops: Colour) -> None:
        """Fill a shape with colours from its own top to its own bottom."""
        top = min(y for _, y in points)
        self.gradient(stops, top, max(y for _, y in points) - top, points)

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        """Light that fades from the centre to nothing at ``radius``."""
        left, top, right, bottom = map(round, self._box(x - radius, y - radius, 2 * radius, 2 * radius))
        # Pillow's gradient is 0 in the middle and 180 where its circle meets the edges of its square.
        mask = Image.radial_gradient("L").point([round(alpha * 255 * max(0.0, 1 - v / 178) ** 2) for v in range(256)])
        self._image.paste(colour, (left, top), mask.resize((right - left, bottom - top), Image.Resampling.BICUBIC))

    def shadow(self, points: Sequence[Point], blur: float, colour: Colour, alpha: float = 0.35) -> None:
        """A soft shadow of a shape, to be drawn before the shape."""
        small = (self._image.width // _SHADOW_REDUCTION, self._image.height // _SHADOW_REDUCTION)
        mask = Image.new("L", small)
        reduced = [(x / _SHADOW_REDUCTION, y / _SHADOW_REDUCTION) for x, y in self._pixels(points)]
        ImageDraw.Draw(mask).polygon(reduced, fill=round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self._scale / _SHADOW_REDUCTION))
        self._image.paste(colour, (0, 0), mask.resize(self._image.size, Image.Resampling.BILINEAR))

    @contextmanager
    def clip(self, points: Sequence[Point]) -> Iterator[None]:
        """Keep what is drawn inside the block within the shape."""
        pixels = self._pixels(points)
        left, right = floor(min(x for x, _ in pixels)), ceil(max(x for x, _ in pixels)) + 1
        top, bottom = floor(min(y for _, y in pixels)), ceil(max(y for _, y in pixels)) + 1
        before = self._image.copy()
        yield
        # Put back what was there, but only where the shape is does the new picture stay.
        box = (max(0, left), max(0, top), min(self._image.width, right), min(self._image.height, bottom))
        if box[0] < box[2] and box[1] < box[3]:
            mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
            ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in pixels], fill=255)
            before.paste(self._image.crop(box), box[:2], mask)
        self._image.paste(before)

    @contextmanager
    def veil(self, alpha: float) -> Iterator[None]:
        """Blend all that is drawn inside the block into the picture at ``alpha``."""
        before = self._image.copy()
        yield
        self._image.paste(Image.blend(before, self._image, alpha))

    # Measures ------------------------------------------------------------------------------------------------------

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def _box(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        return (floor(x * self._scale), floor(y * self._scale), ceil((x + width) * self._scale),
            ceil((y + height) * self._scale))

    def _thick(self, thickness: float) -> int:
        return max(1, round(thickness * self._scale))


def _paint(colour: Colour, alpha: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * min(1.0, max(0.0, alpha))))


def _along(stops: Sequence[Colour], share: float) -> Colour:
    position = share * (len(stops) - 1)
    index = min(int(position), len(stops) - 2)
    return mix(stops[index], stops[index + 1], position - index)
