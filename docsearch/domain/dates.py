"""Dates as documents carry them: a year, a month of a year, or a day."""

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Self

from docsearch.domain.errors import Invalid

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A Gregorian date known to the year, the month or the day (ISO 8601 reduced precision)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise Invalid("date-invalid", value=str(self.year))
        if self.month is not None and not 1 <= self.month <= 12:
            raise Invalid("date-invalid", value=f"{self.year}-{self.month}")
        if self.day is not None and not 1 <= self.day <= self._last_day():
            raise Invalid("date-invalid", value=f"{self.year}-{self.month}-{self.day}")

    def _last_day(self) -> int:
        """Return the last day of the month, 0 where no month is known."""
        return monthrange(self.year, self.month)[1] if self.month else 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2016``, ``2016-09`` or ``2016-09-30``; raise ``Invalid`` for anything else."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise Invalid("date-invalid", value=text)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
