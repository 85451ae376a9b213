"""What boosts add to the scores of rows: many leaves, looked up in few rows.

The pieces of words that boost are in most pages, and each query has dozens of them. So a posting
list becomes an array of the frequencies in all rows, a byte each, from which rows are picked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from docsearch.search.ports import Boost
from docsearch.search.query_tree import Leaf, Term, TermField
from docsearch.search.scoring import K1, inverse_frequency
from docsearch.search.whoosh_engine.array_file import Array, narrow
from docsearch.search.whoosh_engine.leaves import find, parts
from docsearch.search.whoosh_engine.snapshot import Snapshot
from docsearch.search.whoosh_engine.storage import reading

_ROWS: Final = 20_000
"""Rows at a time, so that many boosts of many rows do not take all the memory."""

_DENSE_SHARE: Final = 16
"""One row in so many: of leaves as rare only the rows that hold them are kept."""

_ALWAYS_DENSE: Final = 20_000
"""Of so few rows a byte for each is no more than the lists take."""


@dataclass(frozen=True, slots=True)
class _Frequencies:
    """How often a leaf occurs, in every row or in some; and its inverse document frequency."""

    rows: Array | None
    frequencies: Array
    idf: float

    @property
    def size(self) -> int:
        """The memory used, in bytes."""
        return self.frequencies.nbytes + (0 if self.rows is None else self.rows.nbytes)

    def pick(self, rows: Array, found: Array) -> None:
        """Write to ``found`` the frequencies in some rows, which are in order."""
        if self.rows is None:
            self.frequencies.take(rows, out=found, mode="clip")
        elif len(self.rows):
            places = self.rows.searchsorted(rows)
            places[places == len(self.rows)] = 0
            np.multiply(self.frequencies[places], self.rows[places] == rows, out=found)
        else:
            found[:] = 0


def boosted(snapshot: Snapshot, boosts: Sequence[Boost], rows: Array) -> Array:
    """Return what all the boosts add to each of the rows."""
    added = np.zeros(len(rows))
    by_field: dict[TermField, list[Boost]] = {}
    for boost in boosts:
        by_field.setdefault(boost.leaf.field, []).append(boost)
    for field, group in by_field.items():
        found = [_frequencies(snapshot, boost.leaf) for boost in group]
        pairs = zip(group, found, strict=True)
        factors = np.array([boost.weight * one.idf * (K1 + 1) for boost, one in pairs], np.float32)
        norms = snapshot.fields[field].norms
        for first in range(0, len(rows), _ROWS):
            some = rows[first : first + _ROWS]
            scores = _picked(found, some)
            scores /= scores + norms[some].astype(np.float32)
            scores *= factors[:, None]
            # Not as a product of matrices: that may round equal rows differently.
            added[first : first + _ROWS] += scores.sum(axis=0)
    return added


def _picked(leaves: Sequence[_Frequencies], rows: Array) -> Array:
    """Return the frequencies in some rows, leaf by leaf."""
    small = np.empty((len(leaves), len(rows)), np.uint8)
    larger: list[int] = []
    for number, leaf in enumerate(leaves):
        if leaf.frequencies.dtype == np.uint8:
            leaf.pick(rows, small[number])
        else:
            larger.append(number)
    picked = small.astype(np.float32)
    for number in larger:
        exact = np.empty(len(rows), leaves[number].frequencies.dtype)
        leaves[number].pick(rows, exact)
        picked[number] = exact
    return picked


def _frequencies(snapshot: Snapshot, leaf: Leaf) -> _Frequencies:
    def read() -> _Frequencies:
        if isinstance(leaf, Term):
            return _of_term(snapshot, leaf)
        postings = find(snapshot, leaf)
        return _Frequencies(postings.rows, postings.frequencies, postings.idf)

    # Text alone as key: the hash of a leaf takes as long as all the rest.
    key = (leaf.field, leaf.token) if isinstance(leaf, Term) else ("frequencies", leaf)
    return snapshot.cache.get(key, read, lambda made: made.size)


def _of_term(snapshot: Snapshot, leaf: Term) -> _Frequencies:
    """Read the posting list of a token, of which nothing else needs to be known."""
    with reading():
        lists = list(parts(snapshot, leaf))
    rows = np.concatenate([np.empty(0, np.int32), *(rows for rows, _, _ in lists)])
    frequencies = np.concatenate([np.empty(0, np.uint8), *(found for _, found, _ in lists)])
    if not snapshot.whole:
        live = snapshot.live_rows[rows]
        rows, frequencies = rows[live], frequencies[live]
    # Few occur so often that a byte does not hold it, but then all of the field have two.
    frequencies = narrow(frequencies)
    idf = inverse_frequency(snapshot.fields[leaf.field].count, len(rows))
    if snapshot.rows > _ALWAYS_DENSE and len(rows) * _DENSE_SHARE < snapshot.rows:
        return _Frequencies(rows, frequencies, idf)
    of_rows = np.zeros(snapshot.rows, frequencies.dtype)
    of_rows[rows] = frequencies
    return _Frequencies(None, of_rows, idf)
