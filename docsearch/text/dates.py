"""Dates written in French, Arabic, English or digits, Gregorian or Hijri, read as Gregorian."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from hijridate import Gregorian, Hijri

from docsearch.domain.dates import PartialDate
from docsearch.domain.errors import Invalid
from docsearch.text.months import GREGORIAN_MONTHS, HIJRI_LABELS, HIJRI_MONTHS, folded

_HIJRI_YEARS: Final = range(1300, 1501)
_PLAUSIBLE_YEARS: Final = range(1900, 2101)
_BESIDE: Final = 30
"""Characters within which a Gregorian date repeats the Hijri date before it."""


def _any(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_LETTER: Final = r"[^\W\d_]"
_MONTH: Final = rf"(?<!{_LETTER})(?:{_any((*GREGORIAN_MONTHS, *HIJRI_MONTHS))})(?!{_LETTER})"
_DAY: Final = rf"(?:(?<!\d)\d{{1,2}}|(?<!{_LETTER})(?:premier|(?:ال)?فاتح)(?!{_LETTER}))"
_OF: Final = rf"(?:(?:من شهر|من|شهر|de|of)(?!{_LETTER})\s*)?"
_HONOUR: Final = r"(?:\s+(?:الحرام|المبارك|الابرك|المعظم|الخير|الفرد))?"
_OF_YEAR: Final = r"(?:,\s*)?(?:(?:من سنه|سنه|عام|لسنه|لعام|de|of)\s+)?"
_ERA: Final = rf"(?:\s*(?:هجريه|ميلاديه|ه|م|h)(?!{_LETTER})\.?)?"

_NAMED: Final = re.compile(
    rf"(?:(?P<day>{_DAY})(?:\s?er|st|nd|rd|th)?\s*{_OF})?"
    rf"(?P<month>{_MONTH}){_HONOUR}(?:\s*/\s*{_MONTH})?\s*"
    rf"{_OF_YEAR}(?P<year>\d{{4}})(?!\d){_ERA}"
)
_DAY_FIRST: Final = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?P<gap>\s?[/.-]\s?)(?P<month>\d{1,2})(?P=gap)"
    rf"(?P<year>\d{{4}})(?![\d/]){_ERA}"
)
_YEAR_FIRST: Final = re.compile(
    r"(?<![\d/.-])(?P<year>\d{4})(?P<gap>[/.-])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})(?![\d/])"
)
_YEAR_MONTH: Final = re.compile(r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d\d)(?![\d/-])")
_YEAR: Final = re.compile(rf"(?P<year>\d{{4}}){_ERA}")

_IN_RUNNING_TEXT: Final = (_NAMED, _DAY_FIRST, _YEAR_FIRST, _YEAR_MONTH)


class _Found(NamedTuple):
    """A date read in a text, the calendar it was written in and where."""

    start: int
    end: int
    date: PartialDate
    hijri: bool


def find_date(text: str) -> PartialDate | None:
    """Return the first plausible date of a text; a Hijri one yields to its Gregorian repetition."""
    found = sorted(_plausible_dates(folded(text)), key=lambda date: date.start)
    for first, second in pairwise(found):
        if first.hijri and not second.hijri and second.start - first.end <= _BESIDE:
            return second.date
        return first.date
    return found[0].date if found else None


def parse_date(text: str) -> PartialDate:
    """Read a date typed by a person; years 1300 to 1500 are Hijri; raise ``Invalid`` otherwise."""
    typed = folded(text).strip()
    for pattern in (*_IN_RUNNING_TEXT, _YEAR):
        match = pattern.fullmatch(typed)
        found = match and _read(match)
        if found:
            return found.date
    raise Invalid("date-invalid", value=text)


def hijri(date: PartialDate) -> tuple[int, int, int] | None:
    """Return the Hijri year, month and day of a day between 1924 and 2077."""
    if date.month is None or date.day is None:
        return None
    try:
        return Gregorian(date.year, date.month, date.day).to_hijri().datetuple()
    except OverflowError:
        return None


def hijri_label(date: PartialDate, language: str) -> str | None:
    """Write a day in the Hijri calendar, in French, Arabic or English."""
    parts, names = hijri(date), HIJRI_LABELS.get(language)
    if parts is None or names is None:
        return None
    year, month, day = parts
    return f"{day} {names[month - 1]} {year}"


def _plausible_dates(text: str) -> Iterator[_Found]:
    for pattern in _IN_RUNNING_TEXT:
        for match in pattern.finditer(text):
            found = _read(match)
            if found and found.date.year in _PLAUSIBLE_YEARS:
                yield found


def _read(match: re.Match[str]) -> _Found | None:
    parts = match.groupdict()
    year, name = int(parts["year"]), parts.get("month")
    is_hijri = year in _HIJRI_YEARS
    if name is None or name.isdecimal():
        month = int(name) if name else None
    else:
        month = (HIJRI_MONTHS if is_hijri else GREGORIAN_MONTHS).get(name)
        if month is None:
            return None
    day = _day(parts.get("day"))
    try:
        written = _gregorian(year, month, day) if is_hijri else PartialDate(year, month, day)
    except (Invalid, ValueError, OverflowError):
        return None
    return _Found(*match.span(), written, is_hijri)


def _day(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if written.isdecimal() else 1


def _gregorian(year: int, month: int | None, day: int | None) -> PartialDate:
    # The middle of a lunar month or year tells best which solar one it lies in.
    first = Hijri(year, 7 if month is None else month, 1).to_gregorian()
    if month is None:
        return PartialDate(first.year)
    if day is None:
        middle = first + timedelta(days=14)
        return PartialDate(middle.year, middle.month)
    if not 1 <= day <= 30:
        raise Invalid("date-invalid", value=f"{year}-{month}-{day}")
    # Counted from the first: sighting may give Morocco a thirtieth day that the tables lack.
    exact: date = first + timedelta(days=day - 1)
    return PartialDate(exact.year, exact.month, exact.day)
