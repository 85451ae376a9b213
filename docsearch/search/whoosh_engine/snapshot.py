"""The whole index as it was at one commit: segments side by side, their deletions applied."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from whoosh.index import TOC

from docsearch.search.ports import DESCRIPTION_PAGE, EngineStatistics, Leaf, TermField
from docsearch.search.scoring import K1, B
from docsearch.search.whoosh_engine.attributes import AttributeColumn, Mask
from docsearch.search.whoosh_engine.postings import Postings, Rows
from docsearch.search.whoosh_engine.schema import ATTRIBUTES, FACTS, SCHEMA
from docsearch.search.whoosh_engine.segment import Segment
from docsearch.search.whoosh_engine.storage import INDEX_NAME, MappedStorage

Version = tuple[str, int]
"""Directory and generation: the index has moved on from a snapshot that has another one."""


def version(storage: MappedStorage) -> Version:
    """Return the version of the last commit."""
    return storage.folder, TOC._latest_generation(storage, INDEX_NAME)


@dataclass(frozen=True, slots=True)
class FieldStatistics:
    """How many records have the field, and the length part of BM25 for every row."""

    count: int
    norms: NDArray[np.float64]

    @classmethod
    def of(cls, lengths: NDArray[np.uint32], live: Mask) -> Self:
        """Count the live rows; the norms are for all of them."""
        present = lengths[live]
        count = int(np.count_nonzero(present))
        average = int(present.sum(dtype=np.int64)) / max(count, 1)
        norms = K1 * (1 - B + B * lengths.astype(np.float64) / (average or 1))
        return cls(count, norms)


class Snapshot:
    """Rows and documents of all segments, numbered through; immutable, shared by threads.

    ``owners`` gives the document of each row, ``pages`` its page number; ``identities`` are the
    documents' own numbers. Deleted ones are still there, but not ``live``.
    """

    def __init__(self, storage: MappedStorage, previous: Self | None = None) -> None:
        toc = TOC.read(storage, INDEX_NAME, schema=SCHEMA)
        known = previous.segments if previous else {}
        self.version: Version = (storage.folder, toc.generation)
        self.segments: dict[str, Segment] = {
            stored.segment_id(): known.get(stored.segment_id()) or Segment(storage, stored)
            for stored in toc.segments
        }
        parts = list(self.segments.values())
        self._bases = np.cumsum([0, *(len(part.facts) for part in parts)])[:-1].tolist()
        facts = np.concatenate([np.empty(0, FACTS), *(part.facts for part in parts)])
        starts = np.concatenate(
            [np.empty(0, np.int64)]
            + [part.starts + base for part, base in zip(parts, self._bases, strict=True)]
        )
        sizes = np.diff(starts, append=len(facts))
        self.owners: Rows = np.repeat(np.arange(len(starts), dtype=np.int32), sizes)
        self.pages: NDArray[np.uint32] = facts["page"]
        self.identities: NDArray[np.int64] = facts["document"][starts]
        self._live_rows = np.ones(len(facts), np.bool_)
        for base, stored in zip(self._bases, toc.segments, strict=True):
            self._live_rows[[base + row for row in stored.deleted_docs()]] = False
        self._whole = bool(self._live_rows.all())
        self.live: Mask = self._live_rows[starts]
        self.attributes = {
            name: AttributeColumn.join([part.attributes[name] for part in parts])
            for name in ATTRIBUTES
        }
        self.fields = {
            field: FieldStatistics.of(facts[field.value], self._live_rows) for field in TermField
        }

    def find(self, leaf: Leaf) -> Postings:
        """Return the live rows that the leaf matches; without positions."""
        lists = [part.find(leaf) for part in self.segments.values()]
        if not lists:
            return Postings.nothing()
        rows = np.concatenate(
            [item.rows + np.int32(base) for item, base in zip(lists, self._bases, strict=True)]
        )
        frequencies = np.concatenate([item.frequencies for item in lists])
        if self._whole:
            return Postings(rows, frequencies)
        live = self._live_rows[rows]
        return Postings(rows[live], frequencies[live])

    def rows_of(self, documents: list[int]) -> list[int]:
        """Return the live rows of the documents, as Whoosh numbers them."""
        wanted = np.isin(self.identities, documents) & self.live
        rows: list[int] = np.flatnonzero(wanted[self.owners]).tolist()
        return rows

    def statistics(self) -> EngineStatistics:
        """Count what is live."""
        pages = np.count_nonzero(self._live_rows & (self.pages != DESCRIPTION_PAGE))
        return EngineStatistics(int(self.live.sum()), int(pages), len(self.segments))
