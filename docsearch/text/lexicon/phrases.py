"""Phrases that say the same, read off twin texts whose words are aligned, or off labels.

A phrase is taken with what its words are aligned with, when nothing else is (Och and Ney, 2004).
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from docsearch.text.lexicon.twins import LONGEST_PHRASE, Text

_WIDEST_GAP: Final = 2
"""Words in a row that may be left out of a phrase because they say nothing."""

_LEAST_LINK: Final = 0.1

Strengths = Mapping[tuple[str, str], float]
"""How much a French and an Arabic word belong together."""

Span = tuple[int, int]


class PhrasePair(NamedTuple):
    """A French and an Arabic phrase, as places of words in two twin texts."""

    french: Span
    arabic: Span


def phrase_pairs(french: Text, arabic: Text, strengths: Strengths) -> Iterator[PhrasePair]:
    """Yield the phrases of two words and more that say the same in twin texts."""
    links = _links(french, arabic, strengths)
    for first in range(len(french.words)):
        for last in range(first + 1, min(first + LONGEST_PHRASE, len(french.words))):
            if not _is_close(french, last):
                break
            if first not in links or last not in links:
                continue
            inside = [links[place] for place in range(first, last + 1) if place in links]
            other = min(inside), max(inside)
            if _is_phrase(arabic, other) and not _leads_out(links, (first, last), other):
                yield PhrasePair((first, last), other)


def _links(french: Text, arabic: Text, strengths: Strengths) -> dict[int, int]:
    """Return which word of the twin text each word goes with, the strongest pairs first."""
    found = (
        (round(strength, 3), _off_diagonal(french, arabic, place, there), place, there)
        for place, one in enumerate(french.words)
        for there, other in enumerate(arabic.words)
        if (strength := strengths.get((one.stem, other.stem), 0.0)) >= _LEAST_LINK
    )
    links: dict[int, int] = {}
    taken: set[int] = set()
    # Words that are always met together are equally strong: their order tells them apart.
    for _, _, place, there in sorted(found, key=lambda one: (-one[0], one[1:])):
        if place not in links and there not in taken:
            links[place] = there
            taken.add(there)
    return links


def _off_diagonal(french: Text, arabic: Text, place: int, there: int) -> float:
    return abs(place / len(french.words) - there / len(arabic.words))


def _is_phrase(text: Text, span: Span) -> bool:
    first, last = span
    return 0 < last - first < LONGEST_PHRASE and all(
        _is_close(text, place) for place in range(first + 1, last + 1)
    )


def _is_close(text: Text, place: int) -> bool:
    """Tell whether a word follows the one before it with no more than small words between."""
    before, word = text.words[place - 1], text.words[place]
    between = text.text[before.end : word.start]
    return word.position - before.position <= _WIDEST_GAP + 1 and not any(
        mark in between for mark in '.,;:!?()[]«»"“”،؛؟\n/'
    )


def _leads_out(links: Mapping[int, int], span: Span, other: Span) -> bool:
    return any(
        other[0] <= target <= other[1] and not span[0] <= place <= span[1]
        for place, target in links.items()
    )
