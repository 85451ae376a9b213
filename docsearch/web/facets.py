"""What narrows a list of documents: the choices in the address and the choices on offer."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from flask import request

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import Facet, FacetValue
from docsearch.search.query_tree import Attribute
from docsearch.web.descriptions import Words
from docsearch.web.labels import ACCESS_LEVELS
from docsearch.web.lines import FacetChoice, FacetLine, YearBar, YearBars
from docsearch.web.presentation import language_label

Filters = Mapping[Attribute, frozenset[str]]

FROM: Final = "from"
TO: Final = "to"
_MOST_VALUES: Final = 20
_MOST_CHOSEN: Final = 100
_FIRST_YEAR: Final = 1
_LAST_YEAR: Final = 9999
_YEAR_DIGITS: Final = 4
_MOST_BARS: Final = 40
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_FULL_HEIGHT: Final = 100
_LOWEST: Final = 4
"""A bar that stands for a single document must still be seen."""


def chosen_filters() -> Filters:
    """Return the values chosen in the address; a span of years is the choice of each of them."""
    filters = {
        attribute: frozenset(values)
        for attribute in Attribute
        if (values := request.args.getlist(attribute.value)[:_MOST_CHOSEN])
    }
    first, last = chosen_span()
    if first is not None or last is not None:
        span = _span(first or _FIRST_YEAR, last or _LAST_YEAR)
        filters[Attribute.YEAR] = filters.get(Attribute.YEAR, frozenset()) | span
    return filters


def chosen_span() -> tuple[int | None, int | None]:
    """Return the years from and to which the address narrows the list."""
    first, last = (_year(request.args.get(name, "")) for name in (FROM, TO))
    if first is not None and last is not None and last < first:
        return last, first
    return first, last


def facet_line(facet: Facet, filters: Filters, words: Words) -> FacetLine:
    """Return a facet as screens show it: its most frequent values, and all that are chosen."""
    name = _naming(facet.attribute, words)
    if facet.attribute is Attribute.YEAR:
        newest = sorted(facet.values, key=lambda value: int(value.value), reverse=True)
        choices = tuple(FacetChoice(one.value, one.value, one.count) for one in newest)
        return FacetLine(facet.attribute, choices, _year_bars(facet.values, filters))
    counts = {one.value: one.count for one in facet.values}
    frequent = [one.value for one in facet.values[:_MOST_VALUES]]
    chosen = filters.get(facet.attribute, frozenset())
    return FacetLine(
        facet.attribute,
        tuple(
            FacetChoice(value, name(value), counts.get(value, 0))
            for value in frequent + sorted(chosen - set(frequent))
        ),
    )


def _naming(attribute: Attribute, words: Words) -> Callable[[str], str]:
    names = words.get(attribute, {})
    return _NAMINGS.get(attribute, lambda value: names.get(value, value))


def _access_label(value: str) -> str:
    return str(ACCESS_LEVELS[AccessLevel(value)]) if value in set(AccessLevel) else value


_NAMINGS: Final[Mapping[Attribute, Callable[[str], str]]] = {
    Attribute.LANGUAGE: language_label,
    Attribute.ACCESS: _access_label,
}
"""How values read that are neither words themselves nor in a vocabulary of the centre."""


@lru_cache
def _span(first: int, last: int) -> frozenset[str]:
    return frozenset(map(str, range(first, last + 1)))


def _year(text: str) -> int | None:
    year = text.strip()
    if not year.isdecimal() or len(year) > _YEAR_DIGITS:
        return None
    return min(max(int(year), _FIRST_YEAR), _LAST_YEAR)


def _year_bars(values: Sequence[FacetValue], filters: Filters) -> YearBars | None:
    counts = {int(value.value): value.count for value in values}
    if len(counts) < 2:
        return None
    oldest, newest = min(counts), max(counts)
    step = next((step for step in _STEPS if (newest - oldest) / step < _MOST_BARS), _STEPS[-1])
    starts = range(oldest - oldest % step, newest + 1, step)
    heights = [sum(counts.get(year, 0) for year in range(first, first + step)) for first in starts]
    chosen = filters.get(Attribute.YEAR, frozenset())
    first, last = chosen_span()
    return YearBars(
        tuple(
            _bar(start, start + step - 1, count, max(heights), chosen)
            for start, count in zip(starts, heights, strict=True)
        ),
        first=max(starts[0], _FIRST_YEAR),
        last=starts[-1] + step - 1,
        step=step,
        chosen_first=first,
        chosen_last=last,
    )


def _bar(first: int, last: int, count: int, most: int, chosen: frozenset[str]) -> YearBar:
    height = max(round(_FULL_HEIGHT * count / most), _LOWEST) if count else 0
    on = any(str(year) in chosen for year in range(first, last + 1))
    return YearBar(first, last, count, height, on)
