"""The format of segments, as Whoosh is told of it: one file of arrays for each.

Whoosh pickles the codec into every index by its import path: moving or renaming it makes the
indexes that exist unusable.
"""

from typing import Any, NoReturn

from whoosh.codec.base import Codec, FieldWriter
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage

from docsearch.search.whoosh_engine.segment import Segment
from docsearch.search.whoosh_engine.stock_reading import StockRows, StockTerms


class ArrayCodec(Codec):
    """Segments that ``RecordWriter`` writes and ``Segment`` reads; stock Whoosh reads them too."""

    length_stats = False

    def new_segment(self, storage: FileStorage, indexname: str) -> W3Segment:
        """Return a segment without rows."""
        return W3Segment(self, indexname)

    def per_document_writer(self, storage: FileStorage, segment: W3Segment) -> "NoWriter":
        """Return nothing to write with: ``RecordWriter`` writes the whole segment."""
        return NoWriter()

    def field_writer(self, storage: FileStorage, segment: W3Segment) -> "NoWriter":
        """Return nothing to write with."""
        return NoWriter()

    def postings_writer(self, dbfile: object, byteids: bool = False) -> NoReturn:
        """Refuse: posting lists are not written one by one."""
        raise NotImplementedError

    def postings_reader(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: posting lists are no files of their own."""
        raise NotImplementedError

    def terms_reader(self, storage: FileStorage, segment: W3Segment) -> StockTerms:
        """Return what stock Whoosh asks of tokens."""
        return StockTerms(Segment(storage, segment))

    def per_document_reader(self, storage: FileStorage, segment: W3Segment) -> StockRows:
        """Return what stock Whoosh asks of rows."""
        return StockRows(Segment(storage, segment), segment)


class NoWriter(FieldWriter):
    """What Whoosh need not write."""

    is_closed = True

    def start_field(self, *_: Any) -> NoReturn:
        """Refuse."""
        raise NotImplementedError

    start_term = add = finish_term = start_field
