"""Documents that say one thing in two languages, told by what their descriptions have in common."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from docsearch.domain.dates import PartialDate
from docsearch.text.versions import instrument, named_version

_BY_SYMBOL: Final = 1.0
_BY_INSTRUMENT: Final = 0.95
_BY_NAME: Final = 0.9
_BY_CITATIONS: Final = 0.85

_MOST_VERSIONS: Final = 8
"""More documents than that with one name are no versions of one work."""

_LEAST_PAGE_RATIO: Final = 0.5
_FEWEST_CITATIONS: Final = 4
_SAME_CITATIONS: Final = 0.8

Found = Mapping[tuple[int, int], float]
"""How sure it is that two documents are versions of one work, the lower id first."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the description of a document says of the work."""

    id: int
    symbol: str
    titles: tuple[str, ...]
    date: PartialDate | None
    language: str
    page_count: int | None
    file_name: str
    citations: frozenset[str]


def language_versions(cards: Iterable[Card]) -> Found:
    """Return the pairs in two languages that share a symbol, a number, a name, or citations."""
    told = [card for card in cards if card.language]
    found: dict[tuple[int, int], float] = {}
    for sureness, pairs in (
        (_BY_CITATIONS, _citing_alike(told)),
        (_BY_NAME, _sharing(_names, told)),
        (_BY_INSTRUMENT, _sharing(_instruments, told)),
        (_BY_SYMBOL, _sharing(_symbols, told)),
    ):
        for first, second in pairs:
            if sureness == _BY_SYMBOL or _may_be_one(first, second):
                found[min(first.id, second.id), max(first.id, second.id)] = sureness
    return found


def _symbols(card: Card) -> Iterator[Hashable]:
    if card.symbol:
        yield card.symbol


def _instruments(card: Card) -> Iterator[Hashable]:
    yield from filter(None, map(instrument, card.titles))


def _names(card: Card) -> Iterator[Hashable]:
    named = named_version(card.file_name)
    if named and named.language == card.language:
        yield named.stem


def _sharing(
    names: Callable[[Card], Iterator[Hashable]], cards: Sequence[Card]
) -> Iterator[tuple[Card, Card]]:
    """Yield the pairs in two languages for which one of the names is the same."""
    groups: defaultdict[Hashable, list[Card]] = defaultdict(list)
    for card in cards:
        for name in set(names(card)):
            groups[name].append(card)
    for group in groups.values():
        yield from _in_two_languages(group)


def _in_two_languages(group: Sequence[Card]) -> Iterator[tuple[Card, Card]]:
    if len(group) <= _MOST_VERSIONS:
        for first, second in combinations(group, 2):
            if first.language != second.language:
                yield first, second


def _citing_alike(cards: Sequence[Card]) -> Iterator[tuple[Card, Card]]:
    """Yield the pairs in two languages that cite nearly the same documents."""
    citing: defaultdict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if len(card.citations) >= _FEWEST_CITATIONS:
            for key in card.citations:
                citing[key].append(card)
    for group in citing.values():
        for first, second in _in_two_languages(group):
            common = len(first.citations & second.citations)
            if common >= _SAME_CITATIONS * len(first.citations | second.citations):
                yield first, second


def _may_be_one(first: Card, second: Card) -> bool:
    """Tell whether neither their lengths nor their dates speak against it."""
    if first.date and second.date and first.date.year != second.date.year:
        return False
    pages = sorted((first.page_count or 0, second.page_count or 0))
    return pages[0] >= pages[1] * _LEAST_PAGE_RATIO
