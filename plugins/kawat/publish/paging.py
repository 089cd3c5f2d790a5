"""Paging: lists in pages that stay, numbered from the oldest story on, so that a full page hardly ever changes.

The newest page has no number: it holds what does not fill a page yet, and one full page more so that it is never nearly
empty.  One new story changes the newest page alone; once in a page's worth of stories, a new full page splits off.
(Numbered from the newest, one new story would shift every story of every page.)
"""

from collections.abc import Iterator

from ..records import dataclass

__all__ = ["PER_PAGE", "Paged"]

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Paged:
    """How many stories, from the oldest to the newest, are spread over pages."""

    count: int
    per_page: int = PER_PAGE

    @property
    def full(self) -> int:
        """The number of full pages, 1 to this, beside the newest page 0."""
        return max(0, self.count // self.per_page - 1)

    def numbers(self) -> Iterator[int]:
        """Yield the pages' numbers: 0, the newest, then the full ones."""
        yield from range(self.full + 1)

    def window(self, number: int) -> slice:
        """Return which stories stand on a page."""
        if number == 0:
            return slice(self.full * self.per_page, self.count)
        return slice((number - 1) * self.per_page, number * self.per_page)

    def holding(self, place: int) -> int:
        """Return the page on which a story stands, by its place among all."""
        number = place // self.per_page + 1
        return number if number <= self.full else 0

    def older(self, number: int) -> int | None:
        """Return the page with the stories before these, if there is one."""
        before = self.full if number == 0 else number - 1
        return before or None

    def newer(self, number: int) -> int | None:
        """Return the page with the stories after these, if there is one; the newest page is 0."""
        if number == 0:
            return None
        return number + 1 if number < self.full else 0
