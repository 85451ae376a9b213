"""What a leaf matches: in which rows, how often in each, and at which positions."""

from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from docsearch.search.whoosh_engine.array_file import Array
from docsearch.search.whoosh_engine.ragged import Numbers, starts_of, stretches

Rows = NDArray[np.int32]

_HELD_SHARE: Final = 8
"""One row in so many: the scores of as many are kept for all rows."""


@dataclass(slots=True)
class Postings:
    """Rows in ascending order, and the frequency in each.

    ``matching`` is how many records hold the leaf, as its weight sees it. ``firsts`` and
    ``lasts`` are the positions of the first and the last token of each occurrence, row by row,
    counted from the beginning of the row; only tokens and phrases have them. ``idf`` is the
    inverse document frequency that ``matching`` leads to.
    """

    rows: Rows
    frequencies: Array
    matching: float
    firsts: Array | None = None
    lasts: Array | None = None
    idf: float = field(default=0.0, init=False)
    _starts: Array | None = field(default=None, init=False)

    @classmethod
    def nothing(cls) -> Self:
        """Return what a leaf matches that is nowhere in the index."""
        return cls(np.empty(0, np.int32), np.empty(0, np.uint8), 0)

    @property
    def size(self) -> int:
        """The bytes of memory that this may come to take."""
        places = sum(0 if array is None else array.nbytes for array in (self.firsts, self.lasts))
        starts = 4 * len(self.rows)
        return self.rows.nbytes + self.frequencies.nbytes + places + starts

    def places(self, among: Array) -> tuple[Numbers, Array, Array]:
        """Return the occurrences in some rows: number of the row among them, first, last."""
        if self.firsts is None or not len(self.rows):
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
        if self._starts is None:
            self._starts = starts_of(self.frequencies).astype(np.uint32)
        found = self.rows.searchsorted(among)
        found[found == len(self.rows)] = 0
        numbers = (self.rows[found] == among).nonzero()[0]
        chosen = found[numbers]
        counts = self.frequencies[chosen].astype(np.int64)
        indices = stretches(self._starts[chosen], counts)
        firsts = self.firsts[indices]
        lasts = firsts if self.lasts is None else self.lasts[indices]
        return numbers.repeat(counts), firsts, lasts


def merged(rows: Array, frequencies: Array) -> tuple[Rows, Array]:
    """Add up the frequencies of the rows that are given several times."""
    weights = np.bincount(rows, frequencies)
    found = np.flatnonzero(weights)
    return found.astype(np.int32), weights[found]


@dataclass(frozen=True, slots=True)
class Weights:
    """Scores of some rows, or of all of them where that is not much more."""

    rows: Rows | None
    scores: Array

    @classmethod
    def of(cls, rows: Rows, scores: Array, count: int) -> Self:
        """Keep the scores of rows among all ``count``."""
        if len(rows) * _HELD_SHARE <= count:
            return cls(rows, scores.astype(np.float32))
        dense = np.zeros(count, np.float32)
        dense[rows] = scores
        return cls(None, dense)

    @property
    def size(self) -> int:
        """The memory used, in bytes."""
        return self.scores.nbytes

    def add(self, scores: Array, held: Array) -> None:
        """Add the scores to those of all rows, and count which rows have one."""
        if self.rows is None:
            scores += self.scores
            held += self.scores > 0
        else:
            scores[self.rows] += self.scores
            held[self.rows] += 1
