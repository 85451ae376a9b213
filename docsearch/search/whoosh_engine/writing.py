"""One commit: what goes out, what comes in, and which segments are merged on the way."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.writing import SegmentWriter

from docsearch.search.ports import IndexRecord
from docsearch.search.whoosh_engine.array_file import ArrayWriter
from docsearch.search.whoosh_engine.codec import ArrayCodec
from docsearch.search.whoosh_engine.inverting import Inverter
from docsearch.search.whoosh_engine.merging import Policy
from docsearch.search.whoosh_engine.schema import SCHEMA
from docsearch.search.whoosh_engine.segment import segment_path
from docsearch.search.whoosh_engine.storage import INDEX_NAME, MappedStorage, synchronise

LOCK_SECONDS: Final = 10
"""Longer than any moment in which another process may still be releasing Whoosh's own lock."""


def write(
    storage: MappedStorage,
    removed_rows: Iterable[int],
    documents: Mapping[int, Sequence[IndexRecord]],
    policy: Policy,
) -> None:
    """Remove rows, add the records of the documents, merge as the policy says, and commit."""
    index = FileIndex(storage, schema=SCHEMA, indexname=INDEX_NAME)
    writer: Any = RecordWriter(index, timeout=LOCK_SECONDS)
    try:
        for number in removed_rows:
            writer.delete_document(number)
        for records in documents.values():
            if records:
                writer.add_records(records)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=policy)


class RecordWriter(SegmentWriter):
    """Whoosh's writer with its locks, generations and deletions, but segments of arrays."""

    def __init__(self, index: FileIndex, **options: Any) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False, **options)  # type: ignore[no-untyped-call]
        self._inverter = Inverter()

    def add_records(self, records: Sequence[IndexRecord]) -> None:
        """Add a document."""
        self._inverter.add(records)
        self.docnum = self._inverter.rows
        self._added = True

    def _flush_segment(self) -> None:
        with ArrayWriter(segment_path(self.storage, self.newsegment)) as file:
            self._inverter.write(file)

    def _commit_toc(self, segments: list[W3Segment]) -> None:
        # Whoosh leaves it to chance when something reaches the disk. The files of the segments
        # are there; now the new table of contents must be, before the one before goes.
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        synchronise(self.storage, TOC._filename(self.indexname, self.generation))
        clean_files(self.storage, self.indexname, self.generation, segments)
