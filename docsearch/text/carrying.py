"""Keeping the place of words on their page while their text is put right."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

from docsearch.domain.boxes import WordBox
from docsearch.text.normalise import normalise

# Old TeX fonts keep their ligatures where Unicode has separators.
WORD: Final = re.compile(r"[\S\x1b-\x1f]+")
"""What has a box of its own."""

_PARTS: Final = 4
"""Words of one text that may together be one word of the other."""

_NEAR: Final = 3
_CANDIDATES: Final = 8
"""Places of a frequent word that are looked at."""

_LOOK_AHEAD: Final = 300
"""Words that one of the texts may have lost in one place: several running heads in a row."""


def carry_boxes(boxes: Sequence[WordBox], before: str, after: str) -> tuple[WordBox, ...]:
    """Return the boxes of ``before`` moved to the same words of ``after``.

    Both texts hold nearly the same words in the same order. A word that was divided keeps the
    boxes of all its parts, a word corrected before one that was not its own; the others lose
    theirs.

    >>> boxes = [WordBox(0, 7, 10, 20, 30, 40), WordBox(8, 14, 50, 60, 70, 80)]
    >>> [box[:3] for box in carry_boxes(boxes, "consti- tution", "constitution")]
    [(0, 12, 10), (0, 12, 50)]
    """
    if before == after or not boxes:
        return tuple(boxes)
    old, new = _Words(before), _Words(after)
    targets = _aligned(old, new)
    starts = [start for start, _ in old.spans]
    carried = []
    for box in boxes:
        first = targets[bisect_right(starts, box.start) - 1] if starts else None
        last = targets[bisect_left(starts, box.end) - 1] if starts else None
        if first is not None and last is not None:
            start, end = new.spans[first.start][0], new.spans[last.stop - 1][1]
            carried.append(WordBox(start, end, *box[2:]))
    return tuple(carried)


class _Step(NamedTuple):
    """How many words of both texts are passed, and whether they are the same."""

    old: int
    new: int
    same: bool


class _Words:
    """The words of a text, where they stand, and what they are apart from their signs."""

    def __init__(self, text: str) -> None:
        found = list(WORD.finditer(text))
        self.spans = [match.span() for match in found]
        self.words = [match.group() for match in found]
        self._keys: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.words)

    def key(self, rank: int) -> str:
        """Return the letters of a word, or the word itself when it has none."""
        key = self._keys.get(rank)
        if key is None:
            key = self._keys[rank] = normalise(self.words[rank]) or self.words[rank]
        return key

    @cached_property
    def _ranks(self) -> dict[str, list[int]]:
        ranks: defaultdict[str, list[int]] = defaultdict(list)
        for rank in range(len(self)):
            ranks[self.key(rank)].append(rank)
        return ranks

    def distance(self, other: "_Words", rank: int, start: int) -> int:
        """Return how many words after ``start`` the other text's word comes.

        Far away it must be a word that comes but once, or have the same follower.
        """
        key = other.key(rank)
        follower = other.key(rank + 1) if rank + 1 < len(other) else ""
        ranks = self._ranks.get(key, [])
        alone = len(ranks) == len(other._ranks[key]) == 1
        place = bisect_left(ranks, start)
        for found in ranks[place : place + _CANDIDATES]:
            followed = found + 1 < len(self) and self.key(found + 1) == follower
            if alone or followed or found - start < _NEAR:
                return found - start
        return _LOOK_AHEAD

    def parts(self, start: int, whole: str) -> int:
        """Return how many words from ``start`` on are together the whole word, 0 when none are."""
        joined = ""
        for count in range(1, min(_PARTS, len(self) - start) + 1):
            joined += self.key(start + count - 1)
            if not whole.startswith(joined):
                return 0
            if joined == whole:
                return count
        return 0


def _aligned(old: _Words, new: _Words) -> list[range | None]:
    """Return, for each old word, the ranks of the new words that took its place."""
    targets: list[range | None] = [None] * len(old)
    here = there = 0
    while here < len(old) and there < len(new):
        if old.words[here] == new.words[there]:
            step = _Step(1, 1, True)
        else:
            step = _step(old, here, new, there)
        if step.same:
            targets[here : here + step.old] = [range(there, there + step.new)] * step.old
        here += step.old
        there += step.new
    return targets


def _step(old: _Words, here: int, new: _Words, there: int) -> _Step:
    """Return how to go on from two words that are not written alike."""
    if parts := old.parts(here, new.key(there)):
        return _Step(parts, 1, True)
    if parts := new.parts(there, old.key(here)):
        return _Step(1, parts, True)
    if here + 1 < len(old) and there + 1 < len(new) and old.key(here + 1) == new.key(there + 1):
        return _Step(1, 1, True)
    lost = old.distance(new, there, here)
    added = new.distance(old, here, there)
    if min(lost, added) >= _LOOK_AHEAD:
        return _Step(1, 1, False)
    return _Step(lost, 0, False) if lost <= added else _Step(0, added, False)
