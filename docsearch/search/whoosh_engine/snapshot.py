"""The whole index as it was at one commit: segments side by side, their deletions applied."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.index import TOC

from docsearch.search.ports import DESCRIPTION_PAGE, EngineStatistics, Version
from docsearch.search.query_tree import TermField
from docsearch.search.scoring import K1, B
from docsearch.search.whoosh_engine.array_file import Array
from docsearch.search.whoosh_engine.attributes import AttributeColumn, Mask
from docsearch.search.whoosh_engine.cache import Cache
from docsearch.search.whoosh_engine.postings import Rows
from docsearch.search.whoosh_engine.ragged import Numbers, starts_of
from docsearch.search.whoosh_engine.schema import ATTRIBUTES, SCHEMA
from docsearch.search.whoosh_engine.segment import Segment
from docsearch.search.whoosh_engine.storage import INDEX_NAME, MappedStorage

MAPPED: Final = 400 * 1024 * 1024
"""Files that are smaller may be in memory as a whole."""

ANSWERS: Final = 64
"""Searches after which the memory of what they read is given back: some megabytes each."""


def version(storage: MappedStorage) -> Version:
    """Return the version of the last commit: its directory and its generation."""
    return storage.folder, TOC._latest_generation(storage, INDEX_NAME)


@dataclass(frozen=True, slots=True)
class FieldStatistics:
    """What scores and phrases ask of a field.

    ``count`` records have it; ``norms`` is the length part of BM25 for every row; ``starts``
    numbers the positions of all rows through: at which number each row begins.
    """

    count: int
    norms: NDArray[np.float64]
    starts: Numbers

    @classmethod
    def of(cls, lengths: Array, extents: Array, live: Mask) -> Self:
        """Count the live rows; the norms are for all of them."""
        present = lengths[live]
        count = int(np.count_nonzero(present))
        average = int(present.sum(dtype=np.int64)) / max(count, 1)
        norms = K1 * (1 - B + B * lengths.astype(np.float64) / (average or 1))
        return cls(count, norms, starts_of(extents))


class Snapshot:
    """Rows and documents of all segments, numbered through; immutable, shared by threads.

    ``owners`` gives the document of each row, ``pages`` its page number; ``starts`` and ``ends``
    are the first row of each document and the one after its last, ``identities`` the documents'
    own numbers. Deleted ones are still there, but not ``live``. ``bases`` says at which row each
    segment begins, and where all end.
    """

    def __init__(self, storage: MappedStorage, previous: Self | None = None) -> None:
        toc = TOC.read(storage, INDEX_NAME, schema=SCHEMA)
        known = previous.by_name if previous else {}
        self.version: Version = (storage.folder, toc.generation)
        self.stored = toc.segments
        self.by_name: dict[str, Segment] = {
            stored.segment_id(): known.get(stored.segment_id()) or Segment(storage, stored)
            for stored in toc.segments
        }
        self.segments = list(self.by_name.values())
        self.bases: list[int] = starts_of(
            np.array([len(part.pages) for part in self.segments], np.int64)
        ).tolist()
        self._number_rows()
        self.live_rows: Mask = np.ones(self.rows, np.bool_)
        for base, stored in zip(self.bases, toc.segments, strict=False):
            self.live_rows[[base + row for row in stored.deleted_docs()]] = False
        self.whole = bool(self.live_rows.all())
        self.live: Mask = self.live_rows[self.starts]
        self.attributes = {
            name: AttributeColumn.join([part.attributes[name] for part in self.segments])
            for name in ATTRIBUTES
        }
        self.fields = {field: self._statistics(field) for field in TermField}
        self.cache = Cache()
        self._answers = 0

    def _number_rows(self) -> None:
        self.rows = self.bases[-1]
        self.pages: Array = _joined([part.pages for part in self.segments], np.uint32)
        self.identities: Array = _joined([part.documents for part in self.segments], np.int64)
        self.starts: Numbers = _joined(
            [
                part.starts + np.int64(base)
                for part, base in zip(self.segments, self.bases, strict=False)
            ],
            np.int64,
        )
        self.ends: Numbers = np.append(self.starts[1:], self.rows)
        sizes = self.ends - self.starts
        self.owners: Rows = np.repeat(np.arange(len(self.starts), dtype=np.int32), sizes)
        # Where no phrase goes on from the row before: documents begin, descriptions end.
        breaks = np.zeros(self.rows + 1, np.bool_)
        breaks[self.starts] = True
        breaks[1:] |= self.pages == DESCRIPTION_PAGE
        self.stretches: Rows = np.cumsum(breaks[:-1], dtype=np.int32)

    def _statistics(self, field: TermField) -> FieldStatistics:
        parts = [part.fields[field] for part in self.segments]
        lengths = _joined([part.lengths for part in parts], np.uint32)
        extents = _joined([part.extents for part in parts], np.uint32)
        return FieldStatistics.of(lengths, extents, self.live_rows)

    def answered(self) -> None:
        """Take note of a search: what each one reads of large files adds up to all of them."""
        self._answers += 1
        files = [segment.file for segment in self.segments]
        if self._answers % ANSWERS == 0 and sum(file.size for file in files) > MAPPED:
            for file in files:
                file.release()

    def place_of(self, row: int) -> tuple[Segment, int]:
        """Return the segment of a row, and the number of the row in it."""
        number = bisect_right(self.bases, row) - 1
        return self.segments[number], row - self.bases[number]

    def rows_of(self, documents: list[int]) -> list[int]:
        """Return the live rows of the documents, as Whoosh numbers them."""
        wanted = np.isin(self.identities, documents) & self.live
        rows: list[int] = np.flatnonzero(wanted[self.owners]).tolist()
        return rows

    def statistics(self) -> EngineStatistics:
        """Count what is live."""
        pages = np.count_nonzero(self.live_rows & (self.pages != DESCRIPTION_PAGE))
        return EngineStatistics(int(self.live.sum()), int(pages), len(self.segments))


def _joined(parts: list[Array], kind: type[Any]) -> Array:
    return np.concatenate([np.empty(0, kind), *parts]).astype(kind, copy=False)
