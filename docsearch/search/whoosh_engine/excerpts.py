"""What is shown of the rows found: their texts, and where the leaves match in them.

All rows are looked at together, leaf by leaf: one by one would take as long as the whole search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final, Self

import numpy as np

from docsearch.search.ports import Excerpt, Match
from docsearch.search.query_tree import Fuzzy, Leaf, Phrase, Prefix, Term, TermField, Translation
from docsearch.search.whoosh_engine.array_file import Array
from docsearch.search.whoosh_engine.leaves import find, tokens
from docsearch.search.whoosh_engine.ragged import Numbers, starts_of, stretches
from docsearch.search.whoosh_engine.segment import Segment
from docsearch.search.whoosh_engine.snapshot import Snapshot
from docsearch.search.whoosh_engine.storage import reading

_SPANS: Final = {
    TermField.STEM: "words",
    TermField.EXACT: "words",
    TermField.SYMBOL: "symbols",
}
"""Which of the places in a text belong to a field."""

_MATCH: Final = partial(tuple.__new__, Match)
"""Twice as fast as calling ``Match``."""

Places = tuple[Array, Array, Array]
"""Occurrences: the number of the row among those asked for, first and last position."""


def excerpts(snapshot: Snapshot, rows: Sequence[int], leaves: Sequence[Leaf]) -> dict[int, Excerpt]:
    """Return the excerpt of each row."""
    if not rows:
        return {}
    with reading():
        return _excerpts(snapshot, np.array(sorted(set(rows)), np.int64), leaves)


def _excerpts(snapshot: Snapshot, rows: Numbers, leaves: Sequence[Leaf]) -> dict[int, Excerpt]:
    shown = [snapshot.place_of(row) for row in rows.tolist()]
    texts = [segment.text(row) for segment, row in shown]
    asked = {_SPANS[leaf.field] for leaf in leaves if leaf.field in _SPANS}
    spans = {name: _Spans.of(name, shown, texts) for name in asked}
    found = [
        spans[_SPANS[leaf.field]].matches(_places(snapshot, leaf, rows), number)
        for number, leaf in enumerate(leaves)
        if leaf.field in _SPANS
    ]
    numbers, starts, ends, matching = (
        (np.concatenate([np.empty(0, np.int64), *column]) for column in zip(*found, strict=True))
        if found
        else (np.empty(0, np.int64),) * 4
    )
    order = np.lexsort((matching, ends, starts, numbers))
    columns = (column[order].tolist() for column in (starts, ends, matching))
    matches = tuple(map(_MATCH, zip(*columns, strict=True)))
    bounds = numbers[order].searchsorted(np.arange(len(rows) + 1)).tolist()
    return {
        row: Excerpt(text, matches[first:last])
        for row, text, (first, last) in zip(rows.tolist(), texts, pairwise(bounds), strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Spans:
    """Places in the texts of the rows shown: those of row ``i`` begin at ``offsets[i]``."""

    offsets: Numbers
    starts: Array
    ends: Array
    texts: Array

    @classmethod
    def of(cls, name: str, shown: Sequence[tuple[Segment, int]], texts: Sequence[str]) -> Self:
        """Read the places of the rows."""
        columns = [(getattr(segment, name), row) for segment, row in shown]
        starts = [column.starts[row] for column, row in columns]
        lengths = [column.of(row) for column, row in columns]
        offsets = starts_of(np.fromiter(map(len, starts), np.int64, len(starts)))
        joined = np.concatenate(starts).astype(np.int64)
        ends = joined + np.concatenate(lengths)
        return cls(offsets, joined, ends, np.fromiter(map(len, texts), np.int64, len(texts)))

    def matches(self, places: Places, leaf: int) -> tuple[Array, Array, Array, Array]:
        """Return row, start, end and leaf of what is at the places; unknown ones are left out."""
        numbers, firsts, lasts = places
        first, last = self.offsets[numbers] + firsts, self.offsets[numbers] + lasts
        limits = self.offsets[numbers + 1]
        known = first < limits
        if not known.all():
            numbers, limits = numbers[known], limits[known]
            first, last = first[known], last[known]
        inside = last < limits
        if inside.all():
            ends = self.ends[last]
        else:
            ends = np.where(inside, self.ends[np.where(inside, last, first)], self.texts[numbers])
        return numbers, self.starts[first], ends, np.full(len(numbers), leaf)


def _places(snapshot: Snapshot, leaf: Leaf, rows: Numbers) -> Places:
    match leaf:
        case Term() | Phrase():
            return find(snapshot, leaf).places(rows)
        case Prefix() | Fuzzy():
            return _of_many(snapshot, leaf, rows)
        case Translation(choices):
            parts = [_places(snapshot, choice.leaf, rows) for choice in choices]
            joined = np.stack([np.concatenate(list(column)) for column in zip(*parts, strict=True)])
            numbers, firsts, lasts = np.unique(joined.astype(np.int64), axis=1)
            return numbers, firsts, lasts


def _of_many(snapshot: Snapshot, leaf: Prefix | Fuzzy, rows: Numbers) -> Places:
    """Return the occurrences of whatever tokens the leaf stands for."""
    found: list[tuple[Array, Array]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    bounds = rows.searchsorted(snapshot.bases)
    for segment, base, (first, last) in zip(
        snapshot.segments, snapshot.bases, pairwise(bounds), strict=False
    ):
        field = segment.fields[leaf.field]
        if first == last or field.positions is None:
            continue
        numbers = np.full(len(segment.pages), -1, np.int64)
        numbers[rows[first:last] - base] = np.arange(first, last)
        for token in tokens(snapshot, segment, leaf):
            wanted = numbers[field.rows[token]]
            postings = (wanted >= 0).nonzero()[0]
            if not len(postings):
                continue
            counts = field.frequencies[field.postings(token)].astype(np.int64)
            starts = np.cumsum(counts) - counts
            indices = stretches(starts[postings], counts[postings])
            found.append(
                (wanted[postings].repeat(counts[postings]), field.positions[token][indices])
            )
    numbers = np.concatenate([item[0] for item in found])
    positions = np.concatenate([item[1] for item in found])
    return numbers, positions, positions
