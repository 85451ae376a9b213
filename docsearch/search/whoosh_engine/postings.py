"""Posting lists as arrays: which rows hold something, how often, and at which positions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3LeafMatcher

Rows = NDArray[np.int32]
Places = NDArray[np.int64]
"""Occurrences, each as ``row << 32 | position``."""

_OBJECTS_SIZE: Final = 512
"""What three empty arrays and their frame take."""


def _no_positions() -> NDArray[np.uint32]:
    return np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows in ascending order, the number of occurrences in each, and their positions.

    ``positions`` follow each other row by row; only lists of single tokens have them.
    """

    rows: Rows
    frequencies: Rows
    positions: NDArray[np.uint32] = field(default_factory=_no_positions)

    @property
    def size(self) -> int:
        """The memory used, in bytes."""
        arrays = self.rows.nbytes + self.frequencies.nbytes + self.positions.nbytes
        return arrays + _OBJECTS_SIZE

    @classmethod
    def nothing(cls) -> Self:
        """Return the list of what is not in the index."""
        return cls(np.empty(0, np.int32), np.empty(0, np.int32))

    def places(self, among: Rows) -> Places:
        """Return the occurrences in some of the rows."""
        chosen = np.searchsorted(self.rows, among)
        counts = self.frequencies[chosen].astype(np.int64)
        starts = np.cumsum(self.frequencies, dtype=np.int64)[chosen] - counts
        # Where each chosen row's positions begin, less where they will begin in the answer.
        shifts = starts - (np.cumsum(counts) - counts)
        indices = np.repeat(shifts, counts) + np.arange(counts.sum())
        rows = np.repeat(among.astype(np.int64), counts)
        places: Places = (rows << 32) | self.positions[indices]
        return places


def decode(matcher: W3LeafMatcher) -> Postings:
    """Read a whole posting list of the stock format, block by block."""
    # Whoosh offers its blocks to subclasses only, and one posting at a time to others.
    rows: list[int] = []
    frequencies: list[float] = []
    positions: list[bytes] = []
    while not matcher._atend:
        matcher._read_ids()
        matcher._read_weights()
        matcher._read_values()
        rows.extend(matcher._ids or ())
        frequencies.extend(matcher._weights or ())
        positions.extend(matcher._values or ())
        matcher._next_block()
    return Postings(
        np.array(rows, np.int32),
        np.array(frequencies, np.int32),
        np.frombuffer(b"".join(positions), np.uint32),
    )


def phrase(tokens: Sequence[Postings]) -> Postings:
    """Return where the tokens stand side by side, in order."""
    if not tokens:
        return Postings.nothing()
    rows = tokens[0].rows
    for token in tokens[1:]:
        rows = np.intersect1d(rows, token.rows, assume_unique=True)
    starts = tokens[0].places(rows)
    for distance, token in enumerate(tokens[1:], start=1):
        followers = token.places(rows) - distance
        starts = np.intersect1d(starts, followers, assume_unique=True)
    found, frequencies = np.unique(starts >> 32, return_counts=True)
    return Postings(found.astype(np.int32), frequencies.astype(np.int32))


def union(lists: Sequence[Postings]) -> Postings:
    """Return the rows of any of the lists, with their occurrences added up."""
    if not lists:
        return Postings.nothing()
    rows, inverse = np.unique(np.concatenate([item.rows for item in lists]), return_inverse=True)
    frequencies = np.bincount(inverse, np.concatenate([item.frequencies for item in lists]))
    return Postings(rows, frequencies.astype(np.int32))
