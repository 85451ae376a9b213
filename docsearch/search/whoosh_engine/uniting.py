"""Several segments written as one: their arrays put end to end, deleted rows left out.

Rows keep their order. The posting list of a token is that of the first segment, then that of the
second, and so on; tokens are taken in stretches, so that little is in memory at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from docsearch.search.query_tree import TermField
from docsearch.search.whoosh_engine.array_file import Array, ArrayWriter, narrow, narrowest
from docsearch.search.whoosh_engine.attributes import AttributeColumn, Mask
from docsearch.search.whoosh_engine.ragged import Numbers, Ragged, starts_of, stretches
from docsearch.search.whoosh_engine.schema import ATTRIBUTES, encoded
from docsearch.search.whoosh_engine.segment import Segment, SegmentField

POSTINGS: Final = 2_000_000
"""Postings copied at a time."""

ROWS: Final = 2_000
"""Rows whose texts are copied at a time."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to unite: which of its rows are kept, and their numbers in the new segment."""

    segment: Segment
    kept: Mask
    numbers: Numbers

    @classmethod
    def of(cls, segment: Segment, deleted: Sequence[int], base: int) -> Self:
        """Keep what is not deleted; the first row becomes that of number ``base``."""
        kept = np.ones(len(segment.pages), np.bool_)
        kept[list(deleted)] = False
        return cls(segment, kept, np.cumsum(kept) - 1 + base)

    @property
    def rows(self) -> int:
        """How many rows are kept."""
        return int(np.count_nonzero(self.kept))


def unite(segments: Sequence[tuple[Segment, Sequence[int]]], writer: ArrayWriter) -> int:
    """Write the rows of the segments that are not deleted, and return their number."""
    parts: list[Part] = []
    count = 0
    for segment, deleted in segments:
        parts.append(Part.of(segment, deleted, count))
        count += parts[-1].rows
    writer.write("pages", _joined([part.segment.pages[part.kept] for part in parts]))
    _unite_documents(parts, writer)
    _unite_texts(parts, writer)
    for field in TermField:
        _UnitedField(parts, field, count).write(writer)
        for part in parts:
            part.segment.file.release()
    return count


def _unite_documents(parts: Sequence[Part], writer: ArrayWriter) -> None:
    kept = [part.kept[part.segment.starts] for part in parts]
    pairs = list(zip(parts, kept, strict=True))
    writer.write("documents", _joined([part.segment.documents[mask] for part, mask in pairs]))
    starts = [part.numbers[part.segment.starts[mask]] for part, mask in pairs]
    writer.write("starts", narrow(np.concatenate(starts)))
    for name in ATTRIBUTES:
        columns = [part.segment.attributes[name].among(mask) for part, mask in pairs]
        AttributeColumn.join(columns).write(writer, name)


def _unite_texts(parts: Sequence[Part], writer: ArrayWriter) -> None:
    texts = [part.segment.texts for part in parts]
    _unite_rows(parts, texts, [text.values for text in texts], writer, "texts/values")
    writer.write("texts/starts", _united_starts(parts, texts))
    for name in ("words", "symbols"):
        columns = [getattr(part.segment, name) for part in parts]
        starts = [column.starts for column in columns]
        writer.write(f"{name}/starts", _united_starts(parts, starts))
        firsts = [column.starts.values for column in columns]
        _unite_rows(parts, starts, firsts, writer, f"{name}/values")
        lengths = [column.lengths for column in columns]
        _unite_rows(parts, starts, lengths, writer, f"{name}/lengths")


def _united_starts(parts: Sequence[Part], ragged: Sequence[Ragged]) -> Array:
    lengths = [np.diff(one.starts)[part.kept] for part, one in zip(parts, ragged, strict=True)]
    return narrow(starts_of(_joined(lengths)))


def _unite_rows(
    parts: Sequence[Part],
    ragged: Sequence[Ragged],
    values: Sequence[Array],
    writer: ArrayWriter,
    name: str,
) -> None:
    """Write what belongs to the rows kept, the values being cut as the ragged arrays say."""

    def pieces() -> Iterator[Array]:
        for part, cut, content in zip(parts, ragged, values, strict=True):
            rows = np.flatnonzero(part.kept)
            for first in range(0, len(rows), ROWS):
                chosen = rows[first : first + ROWS]
                starts = cut.starts[chosen].astype(np.int64)
                yield content[stretches(starts, cut.starts[chosen + 1] - starts)]

    writer.write_parts(name, np.result_type(*values), pieces())


class _UnitedField:
    """Lexicon and posting lists of one field."""

    def __init__(self, parts: Sequence[Part], field: TermField, count: int) -> None:
        self._parts = parts
        self._field = field
        self._count = count
        self._old: list[SegmentField] = [part.segment.fields[field] for part in parts]
        pairs = list(zip(parts, self._old, strict=True))
        self._postings = [_kept_postings(part, old) for part, old in pairs]
        known = [old.lexicon.spelt(range(len(old.lexicon))) for old in self._old]
        alive = [
            {token for token, postings in zip(tokens, counts.tolist(), strict=True) if postings}
            for tokens, counts in zip(known, self._postings, strict=True)
        ]
        self._tokens = sorted(set().union(*alive))
        numbers = {token: number for number, token in enumerate(self._tokens)}
        # What is no longer there takes the number of what follows it: it has no postings.
        self._numbers = [_numbers(tokens, numbers) for tokens in known]

    def write(self, writer: ArrayWriter) -> None:
        """Write everything that a segment knows of the field."""
        field, pairs = self._field, list(zip(self._parts, self._old, strict=True))
        writer.write(f"{field}/extents", _joined([old.extents[part.kept] for part, old in pairs]))
        writer.write(f"{field}/lengths", _joined([old.lengths[part.kept] for part, old in pairs]))
        Ragged.of_bytes(map(encoded, self._tokens)).write(writer, f"{field}/tokens")
        counts = self._added_up(self._postings)
        writer.write(f"{field}/rows/starts", narrow(starts_of(counts)))
        kind = narrowest(max(self._count - 1, 0))
        bounds = _bounds(counts)
        writer.write_parts(f"{field}/rows/values", kind, self._each(bounds, _rows, self._postings))
        kind = np.result_type(*(old.frequencies for old in self._old))
        writer.write_parts(
            f"{field}/frequencies", kind, self._each(bounds, _frequencies, self._postings)
        )
        positions = [old.positions for old in self._old if old.positions is not None]
        if positions:
            occurrences = [_kept_occurrences(part, old) for part, old in pairs]
            counts = self._added_up(occurrences)
            writer.write(f"{field}/positions/starts", narrow(starts_of(counts)))
            kind = np.result_type(*(one.values for one in positions))
            parts = self._each(bounds, _positions, occurrences)
            writer.write_parts(f"{field}/positions/values", kind, parts)

    def _added_up(self, counts: Sequence[Array]) -> Numbers:
        total = np.bincount(
            np.concatenate(self._numbers), np.concatenate(counts), len(self._tokens)
        )
        return total[: len(self._tokens)].astype(np.int64)

    def _each(self, bounds: Sequence[int], read: Any, counts: Sequence[Array]) -> Iterator[Array]:
        """Yield what ``read`` finds for all the tokens of a stretch, segment by segment."""
        for first, last in pairwise(bounds):
            pieces, numbers, sizes = [], [], []
            for part, old, renumbered, count in zip(
                self._parts, self._old, self._numbers, counts, strict=True
            ):
                start, end = np.searchsorted(renumbered, [first, last]).tolist()
                pieces.append(read(part, old, start, end))
                numbers.append(renumbered[start:end])
                sizes.append(count[start:end])
            size = np.concatenate(sizes)
            order = np.argsort(np.concatenate(numbers), kind="stable")
            starts = starts_of(size)[:-1]
            yield np.concatenate(pieces)[stretches(starts[order], size[order])]


def _rows(part: Part, old: SegmentField, start: int, end: int) -> Array:
    rows = old.rows.values[_stretch(old.rows, start, end)]
    return part.numbers[rows[part.kept[rows]]]


def _frequencies(part: Part, old: SegmentField, start: int, end: int) -> Array:
    postings = _stretch(old.rows, start, end)
    return old.frequencies[postings][part.kept[old.rows.values[postings]]]


def _positions(part: Part, old: SegmentField, start: int, end: int) -> Array:
    assert old.positions is not None
    postings = _stretch(old.rows, start, end)
    kept = part.kept[old.rows.values[postings]]
    positions = old.positions.values[_stretch(old.positions, start, end)]
    return positions[np.repeat(kept, old.frequencies[postings])]


def _stretch(ragged: Ragged, start: int, end: int) -> slice:
    return slice(int(ragged.starts[start]), int(ragged.starts[end]))


def _kept_postings(part: Part, old: SegmentField) -> Array:
    """Count the postings of each token that stay."""
    if part.kept.all():
        return np.diff(old.rows.starts.astype(np.int64))
    return _sums(part.kept[old.rows.values], old.rows)


def _kept_occurrences(part: Part, old: SegmentField) -> Array:
    """Count the occurrences of each token that stay."""
    return _sums(np.where(part.kept[old.rows.values], old.frequencies, 0), old.rows)


def _sums(values: Array, ragged: Ragged) -> Array:
    if not len(ragged):
        return np.empty(0, np.int64)
    return np.add.reduceat(values, ragged.starts[:-1].astype(np.int64), dtype=np.int64)


def _numbers(tokens: Sequence[str], numbers: dict[str, int]) -> NDArray[np.int64]:
    renumbered = np.fromiter((numbers.get(token, -1) for token in tokens), np.int64, len(tokens))
    following = np.where(renumbered < 0, len(numbers), renumbered)[::-1]
    return np.minimum.accumulate(following)[::-1]


def _bounds(counts: Numbers) -> list[int]:
    """Cut the tokens into stretches of about so many postings."""
    total = starts_of(counts)
    cuts = np.searchsorted(total, np.arange(POSTINGS, total[-1], POSTINGS))
    return [0, *np.unique(cuts).tolist(), len(counts)]


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays)
