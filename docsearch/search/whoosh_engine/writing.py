"""One commit: what goes out, what comes in, and which segments are merged on the way."""

from collections.abc import Iterable, Mapping, Sequence
from time import time
from typing import Final

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import MERGE_SMALL, SegmentWriter

from docsearch.search.ports import IndexRecord
from docsearch.search.whoosh_engine.schema import SCHEMA, row
from docsearch.search.whoosh_engine.storage import INDEX_NAME, MappedStorage, synchronise

MEMORY_MEGABYTES: Final = 32
"""What the writer sorts in memory before it spills to disk."""

LOCK_SECONDS: Final = 10
"""Longer than any moment in which another process may still be releasing Whoosh's own lock."""


def write(
    storage: MappedStorage,
    removed_rows: Iterable[int],
    documents: Mapping[int, Sequence[IndexRecord]],
) -> None:
    """Remove rows, add the records of the documents, and commit."""
    started = time()
    index = FileIndex(storage, schema=SCHEMA, indexname=INDEX_NAME)
    writer = index.writer(limitmb=MEMORY_MEGABYTES, compound=False, timeout=LOCK_SECONDS)
    try:
        for number in removed_rows:
            writer.delete_document(number)
        for records in documents.values():
            for place, record in enumerate(records):
                writer.add_document(**row(record, first=place == 0))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merge)
    # A second of grace: file systems keep coarser time than the clock.
    synchronise(storage, started - 1)


def merge(writer: SegmentWriter, segments: list[W3Segment]) -> list[W3Segment]:
    """Drop dead segments, rewrite half-dead ones, and leave the others to the stock policy."""
    kept = []
    for segment in segments:
        dead, size = segment.deleted_count(), segment.doc_count_all()
        if 2 * dead <= size:
            kept.append(segment)
        elif dead < size:
            with_rest = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(with_rest)
            with_rest.close()
    merged: list[W3Segment] = MERGE_SMALL(writer, kept)
    return merged
