"""From a leaf of a query to its postings in the whole snapshot, read once and remembered."""

from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import Final

import numpy as np

from docsearch.search.query_tree import Fuzzy, Leaf, Phrase, Prefix, Term, Translation
from docsearch.search.scoring import K1, inverse_frequency
from docsearch.search.whoosh_engine.array_file import Array, narrow
from docsearch.search.whoosh_engine.attributes import Mask
from docsearch.search.whoosh_engine.phrases import phrase
from docsearch.search.whoosh_engine.postings import Postings, Weights, merged
from docsearch.search.whoosh_engine.segment import Segment, SegmentField
from docsearch.search.whoosh_engine.snapshot import Snapshot
from docsearch.search.whoosh_engine.storage import reading

MOST_TOKENS: Final = 1000
"""A prefix or a fuzzy word stands for so many tokens of a segment, the most frequent ones."""


def find(snapshot: Snapshot, leaf: Leaf) -> Postings:
    """Return what the leaf matches among the live rows."""

    def read() -> Postings:
        with reading():
            postings = _read(snapshot, leaf)
        postings.idf = inverse_frequency(snapshot.fields[leaf.field].count, postings.matching)
        return postings

    return snapshot.cache.get(leaf, read, lambda postings: postings.size)


def weights(snapshot: Snapshot, leaf: Leaf) -> Weights:
    """Return the score of the leaf in each of the rows that it matches."""

    def weigh() -> Weights:
        postings = find(snapshot, leaf)
        found = postings.frequencies.astype(np.float64)
        norms = snapshot.fields[leaf.field].norms[postings.rows]
        scores = postings.idf * (K1 + 1) * found / (found + norms)
        return Weights.of(postings.rows, scores, snapshot.rows)

    return snapshot.cache.get(("weights", leaf), weigh, lambda made: made.size)


def holders(snapshot: Snapshot, leaf: Leaf) -> Mask:
    """Mark the documents that hold the leaf on any page."""

    def mark() -> Mask:
        marked = np.zeros(len(snapshot.live), np.bool_)
        marked[snapshot.owners[find(snapshot, leaf).rows]] = True
        return marked

    return snapshot.cache.get(("holders", leaf), mark, lambda mask: mask.nbytes)


def tokens(snapshot: Snapshot, segment: Segment, leaf: Term | Prefix | Fuzzy) -> Sequence[int]:
    """Return the numbers of the tokens of a segment that the leaf stands for."""
    field = segment.fields[leaf.field]
    match leaf:
        case Term(_, token):
            return field.lexicon.find(token)
        case Prefix(_, prefix):
            return _most_frequent(field, field.lexicon.beginning(prefix))
        case Fuzzy(_, token, distance):
            return snapshot.cache.get(
                (leaf, segment.name),
                lambda: _most_frequent(field, field.lexicon.near(token, distance)),
                lambda numbers: 100 * len(numbers),
            )


def _most_frequent(field: SegmentField, numbers: Sequence[int]) -> Sequence[int]:
    if len(numbers) <= MOST_TOKENS:
        return numbers
    counts = np.diff(field.rows.starts)
    return sorted(nlargest(MOST_TOKENS, numbers, key=counts.__getitem__))


def _read(snapshot: Snapshot, leaf: Leaf) -> Postings:
    match leaf:
        case Term():
            return _term(snapshot, leaf)
        case Prefix() | Fuzzy():
            return _tokens(snapshot, leaf)
        case Phrase(field, words, slop):
            lists = [find(snapshot, Term(field, word)) for word in words]
            return phrase(lists, snapshot.fields[field].starts, snapshot.stretches, slop)
        case Translation(choices):
            lists = [find(snapshot, choice.leaf) for choice in choices]
            weights = [choice.probability for choice in choices]
            rows, frequencies = merged(
                np.concatenate([postings.rows for postings in lists]),
                np.concatenate(
                    [p.frequencies * weight for p, weight in zip(lists, weights, strict=True)]
                ),
            )
            matching = sum(p.matching * weight for p, weight in zip(lists, weights, strict=True))
            return Postings(rows, frequencies, matching)


def _term(snapshot: Snapshot, leaf: Term) -> Postings:
    lists = list(parts(snapshot, leaf))
    if not lists:
        return Postings.nothing()
    rows = np.concatenate([rows for rows, _, _ in lists])
    frequencies = np.concatenate([frequencies for _, frequencies, _ in lists])
    known = [positions for _, _, positions in lists if positions is not None]
    positions = np.concatenate(known) if known else None
    if not snapshot.whole:
        live = snapshot.live_rows[rows]
        if positions is not None:
            positions = positions[np.repeat(live, frequencies)]
        rows, frequencies = rows[live], frequencies[live]
    return Postings(rows, narrow(frequencies), len(rows), positions)


def _tokens(snapshot: Snapshot, leaf: Prefix | Fuzzy) -> Postings:
    lists = list(parts(snapshot, leaf))
    if not lists:
        return Postings.nothing()
    rows, frequencies = merged(
        np.concatenate([rows for rows, _, _ in lists]),
        np.concatenate([frequencies for _, frequencies, _ in lists]),
    )
    live = snapshot.live_rows[rows]
    rows, frequencies = rows[live], frequencies[live].astype(np.int32)
    return Postings(rows, frequencies, len(rows))


def parts(
    snapshot: Snapshot, leaf: Term | Prefix | Fuzzy
) -> Iterator[tuple[Array, Array, Array | None]]:
    """Yield rows, frequencies and positions of each token, segment by segment."""
    for segment, base in zip(snapshot.segments, snapshot.bases, strict=False):
        field = segment.fields[leaf.field]
        for number in tokens(snapshot, segment, leaf):
            rows = field.rows[number].astype(np.int32)
            rows += np.int32(base)
            positions = field.positions[number] if field.positions else None
            yield rows, field.frequencies[field.postings(number)], positions
