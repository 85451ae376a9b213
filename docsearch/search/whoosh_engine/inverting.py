"""Records turned round in memory: from the tokens of each record to the records of each token."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docsearch.search.ports import IndexRecord, Span
from docsearch.search.query_tree import TermField
from docsearch.search.whoosh_engine.array_file import Array, ArrayWriter, narrow
from docsearch.search.whoosh_engine.attributes import AttributeColumn
from docsearch.search.whoosh_engine.ragged import Ragged, starts_of
from docsearch.search.whoosh_engine.schema import ATTRIBUTES, POSITIONED, attribute_values, encoded

_NOT_INDEXED: Final = 0
"""Number of what stands in the place of a word that is not indexed."""

_RADIX: Final = 1 << 16
"""Numbers below are sorted without comparing them."""


class Inverter:
    """The rows of a segment to be, in the order in which their records are added."""

    def __init__(self) -> None:
        self._fields = {field: _Field() for field in TermField}
        self._pages = array("Q")
        self._documents = array("q")
        self._starts = array("Q")
        self._attributes: dict[str, list[Sequence[str]]] = {name: [] for name in ATTRIBUTES}
        self._texts: list[bytes] = []
        self._words = _Spans()
        self._symbols = _Spans()

    @property
    def rows(self) -> int:
        """The number of records so far."""
        return len(self._pages)

    def add(self, records: Sequence[IndexRecord]) -> None:
        """Add a document: its description, then its pages in their order."""
        self._documents.append(records[0].document)
        self._starts.append(self.rows)
        for name, values in attribute_values(records[0]).items():
            self._attributes[name].append(values)
        for record in sorted(records, key=lambda record: record.page):
            self._pages.append(record.page)
            for name, field in self._fields.items():
                field.add(record.terms.get(name, ()))
            self._texts.append(encoded(record.text))
            self._words.add(record.words)
            self._symbols.add(record.symbols)

    def write(self, writer: ArrayWriter) -> None:
        """Write the segment."""
        writer.write("pages", narrow(np.frombuffer(self._pages, np.uint64)))
        writer.write("documents", np.frombuffer(self._documents, np.int64))
        writer.write("starts", narrow(np.frombuffer(self._starts, np.uint64)))
        for name, values in self._attributes.items():
            AttributeColumn.of(values).write(writer, name)
        Ragged.of_bytes(self._texts).write(writer, "texts")
        self._words.write(writer, "words")
        self._symbols.write(writer, "symbols")
        for field, tokens in self._fields.items():
            tokens.write(writer, field)


class _Spans:
    """Places of words: where each begins in its text, and how long it is."""

    def __init__(self) -> None:
        self._ends = array("Q")
        self._counts = array("Q")

    def add(self, spans: Sequence[Span]) -> None:
        self._ends.extend(chain.from_iterable(spans))
        self._counts.append(len(spans))

    def write(self, writer: ArrayWriter, name: str) -> None:
        ends = np.frombuffer(self._ends, np.uint64).reshape(-1, 2)
        counts = np.frombuffer(self._counts, np.uint64)
        Ragged.of(counts, ends[:, 0]).write(writer, name)
        writer.write(f"{name}/lengths", narrow(ends[:, 1] - ends[:, 0]))


class _Field:
    """The tokens of one field as numbers, given in the order of their first occurrence."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str | None, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self._numbers[None] = _NOT_INDEXED
        self._occurrences = array("I")
        self._extents = array("I")

    def add(self, tokens: Sequence[str | None]) -> None:
        """Add the next row."""
        if tokens:
            self._occurrences.extend(map(self._numbers.__getitem__, tokens))
        self._extents.append(len(tokens))

    def write(self, writer: ArrayWriter, field: TermField) -> None:
        """Write lexicon, posting lists, and what each row has of the field."""
        extents = np.frombuffer(self._extents, np.uint32)
        tokens, ranks = self._ranked()
        rows = np.repeat(np.arange(len(extents), dtype=np.uint32), extents)
        starts = starts_of(extents)[:-1].astype(np.uint32)
        positions = np.arange(len(rows), dtype=np.uint32) - np.repeat(starts, extents)
        if (ranks < 0).any():
            indexed = ranks >= 0
            ranks, rows, positions = ranks[indexed], rows[indexed], positions[indexed]
        writer.write(f"{field}/extents", narrow(extents))
        writer.write(f"{field}/lengths", narrow(np.bincount(rows, minlength=len(extents))))
        Ragged.of_bytes(map(encoded, tokens)).write(writer, f"{field}/tokens")
        order = _sorting(ranks, len(tokens))
        ranks, rows = ranks[order], rows[order]
        counts = np.bincount(ranks, minlength=len(tokens))
        if field in POSITIONED:
            Ragged.of(counts, positions[order]).write(writer, f"{field}/positions")
        first = np.ones(len(ranks), np.bool_)
        first[1:] = (ranks[1:] != ranks[:-1]) | (rows[1:] != rows[:-1])
        postings = np.flatnonzero(first)
        holding = np.bincount(ranks[postings], minlength=len(tokens))
        Ragged.of(holding, rows[postings]).write(writer, f"{field}/rows")
        writer.write(f"{field}/frequencies", narrow(np.diff(postings, append=len(ranks))))

    def _ranked(self) -> tuple[list[str], NDArray[np.int32]]:
        """Return the tokens in order, and each occurrence as the place of its token therein."""
        tokens = sorted(token for token in self._numbers if token is not None)
        order = np.fromiter((self._numbers[token] for token in tokens), np.int32, len(tokens))
        ranks = np.full(len(self._numbers), -1, np.int32)
        ranks[order] = np.arange(len(tokens), dtype=np.int32)
        return tokens, ranks[np.frombuffer(self._occurrences, np.uint32)]


def _sorting(ranks: Array, count: int) -> Array:
    """Return the order that sorts ranks below the count, equal ones staying as they were."""
    order = np.argsort(ranks.astype(np.uint16), kind="stable")
    if count > _RADIX:
        high = (ranks >> 16).astype(np.uint16)[order]
        order = order[np.argsort(high, kind="stable")]
    return order
