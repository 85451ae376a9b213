"""Where the words found stand on the picture of their page."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from docsearch.domain.boxes import WordBox
from docsearch.search.snippets import Fragment

_MARGIN: Final = 15
"""What a mark stands out from its word, in ten-thousandths of the page."""

_SAME_LINE: Final = 0.5
"""Share of the lower height by which words of one line overlap."""

_WIDEST_GAP: Final = 400
"""What may stand between two words of a line; columns are further apart."""


class Mark(NamedTuple):
    """A rectangle on a picture, in ten-thousandths of its width and height."""

    x: int
    y: int
    width: int
    height: int


def marks(boxes: Sequence[WordBox], fragments: Sequence[Fragment]) -> list[Mark]:
    """Return a rectangle around every word that a marked fragment touches.

    Words of one fragment that stand side by side on a line share theirs, as a phrase does.
    """
    ordered = sorted(boxes, key=_start)
    return [
        _around(words)
        for start, end in _marked_ranges(fragments)
        for words in _lines(_touched(ordered, start, end))
    ]


def _start(box: WordBox) -> int:
    return box.start


def _touched(ordered: Sequence[WordBox], start: int, end: int) -> Sequence[WordBox]:
    first, after = (bisect_left(ordered, place, key=_start) for place in (start, end))
    while first > 0 and ordered[first - 1].end > start:
        first -= 1
    return ordered[first:after]


def _marked_ranges(fragments: Sequence[Fragment]) -> Iterator[tuple[int, int]]:
    reached = 0
    for fragment in fragments:
        if fragment.marked:
            yield reached, reached + len(fragment.text)
        reached += len(fragment.text)


def _lines(words: Sequence[WordBox]) -> Iterator[list[WordBox]]:
    """Yield the words of each line: a phrase may go on in the next one."""
    line = 0
    numbered = []
    for number, word in enumerate(words):
        line += number > 0 and not _beside(words[number - 1], word)
        numbered.append((line, word))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield [word for _, word in group]


def _beside(one: WordBox, other: WordBox) -> bool:
    shared = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    gap = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
    return shared >= min(one.height, other.height) * _SAME_LINE and gap <= _WIDEST_GAP


def _around(words: Sequence[WordBox]) -> Mark:
    left = min(word.x for word in words) - _MARGIN
    top = min(word.y for word in words) - _MARGIN
    right = max(word.x + word.width for word in words) + _MARGIN
    bottom = max(word.y + word.height for word in words) + _MARGIN
    return Mark(left, top, right - left, bottom - top)
