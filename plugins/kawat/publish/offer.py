"""The offer: what a story's page holds out to outlets, as the template sees it (see `republish`)."""

from ..records import dataclass

__all__ = ["Download", "Offer"]


@dataclass(frozen=True, slots=True)
class Download:
    """A picture that outlets may take; `href` is a JPEG."""

    href: str
    name: str
    credit: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What outlets may take of a story, in one language.

    Attributes:
        credit: the line that has to stand below the story, its canonical address in it.
        license: an SPDX identifier; "" where none is named.
        publisher: whom to ask.
        kit, text, simple: addresses of the archive and of plain texts; `simple` is "" where there is no such edition.
        name: what the archive and the texts are called, without their endings.
        pictures: those that may be republished.
        withheld: whether it shows pictures and none of them may.
    """

    credit: str
    license: str
    publisher: str
    kit: str
    text: str
    simple: str
    name: str
    pictures: tuple[Download, ...]
    withheld: bool
