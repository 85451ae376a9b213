"""Keeping the place of words on their page while their text is put right."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from docsearch.domain.boxes import WordBox
from docsearch.text.normalise import normalise

_WORD: Final = re.compile(r"\S+")

_LOOK_AHEAD: Final = 200
"""Words that a cleaned text may have lost in one place: several running heads in a row."""


class _Word(NamedTuple):
    key: str
    start: int
    end: int


def carry_boxes(boxes: Sequence[WordBox], before: str, after: str) -> tuple[WordBox, ...]:
    """Return the boxes of ``before`` moved to the same words of ``after``.

    Both texts hold nearly the same words in the same order. A word that was divided keeps the
    boxes of all its parts; a word that is nowhere in the other text loses its box.
    """
    if before == after:
        return tuple(boxes)
    sources = [
        (normalise(before[box.start : box.end]) or before[box.start : box.end], box)
        for box in boxes
    ]
    carried: list[WordBox] = []
    next_source = 0
    for word in _words(after):
        parts = _parts(
            word.key, [key for key, _ in sources[next_source : next_source + _LOOK_AHEAD]]
        )
        for index in parts:
            box = sources[next_source + index][1]
            carried.append(box._replace(start=word.start, end=word.end))
        next_source += parts[-1] + 1 if parts else 0
    return tuple(carried)


def _words(text: str) -> Iterable[_Word]:
    for match in _WORD.finditer(text):
        yield _Word(normalise(match[0]) or match[0], *match.span())


def _parts(word: str, keys: Sequence[str]) -> range:
    """Return the nearest keys that together are the word."""
    for first, key in enumerate(keys):
        if key == word:
            return range(first, first + 1)
        if key and word.startswith(key):
            joined = key
            for last in range(first + 1, min(first + 4, len(keys))):
                joined += keys[last]
                if joined == word:
                    return range(first, last + 1)
    return range(0)
