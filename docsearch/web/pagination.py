"""Where a list page stands among the others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pagination:
    """One page of a list; pages count from 1."""

    page: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def previous(self) -> int | None:
        """Return the page before, if there is one."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """Return the page after, if there is one."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def offset(self) -> int:
        """Return how many items stand before this page."""
        return (self.page - 1) * self.per_page

    def shown(self) -> tuple[int | None, ...]:
        """Return the page numbers to offer, with None for a gap.

        >>> Pagination(page=6, per_page=10, total=200).shown()
        (1, None, 5, 6, 7, None, 20)
        """
        offered = {1, self.pages} | {self.page - 1, self.page, self.page + 1}
        numbers = sorted(number for number in offered if 1 <= number <= self.pages)
        row: list[int | None] = []
        for number in numbers:
            if row and number - 1 not in row:
                row.append(None)
            row.append(number)
        return tuple(row)
