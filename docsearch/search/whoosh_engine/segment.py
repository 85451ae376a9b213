"""One immutable segment of the index: rows, documents and posting lists as arrays of one file.

A *row* is a record; the rows of a document follow each other, its description first. Nothing here
depends on deletions, so that a segment stays open from one commit to the next.
"""

from pathlib import Path
from typing import Final

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage

from docsearch.search.query_tree import TermField
from docsearch.search.whoosh_engine.array_file import Array, ArrayFile
from docsearch.search.whoosh_engine.attributes import AttributeColumn
from docsearch.search.whoosh_engine.lexicon import Lexicon
from docsearch.search.whoosh_engine.ragged import Ragged
from docsearch.search.whoosh_engine.schema import ATTRIBUTES, POSITIONED, decoded

_FILE: Final = ".arrays"


class Segment:
    """The arrays of a segment.

    ``pages`` gives the page number of each row, ``documents`` the number and ``starts`` the first
    row of each document.
    """

    def __init__(self, storage: FileStorage, stored: W3Segment) -> None:
        self.file = file = ArrayFile(segment_path(storage, stored))
        self.name: str = stored.segment_id()
        self.pages: Array = file["pages"]
        self.documents: Array = file["documents"]
        self.starts: Array = file["starts"]
        self.attributes = {
            name: AttributeColumn.read(file, name, len(self.documents)) for name in ATTRIBUTES
        }
        self.texts = Ragged.read(file, "texts")
        self.words = SpanColumn(file, "words")
        self.symbols = SpanColumn(file, "symbols")
        self.fields = {field: SegmentField(file, field) for field in TermField}
        if not len(self.pages) == len(self.texts) == stored.doc_count_all():
            raise ValueError("a segment has another number of rows than the index says")

    def text(self, row: int) -> str:
        """Return the text of a row."""
        return decoded(self.texts.bytes_at(row))


class SpanColumn:
    """Places in the text of each row: where each begins, and how long it is."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.starts = Ragged.read(file, name)
        self.lengths: Array = file[f"{name}/lengths"]

    def of(self, row: int) -> Array:
        """Return the lengths of the places of a row."""
        return self.lengths[int(self.starts.starts[row]) : int(self.starts.starts[row + 1])]


class SegmentField:
    """Lexicon and posting lists of one field.

    A posting is a row and the frequency of a token in it: those of the token of number ``i`` are
    ``rows[i]`` and, at the same places, ``frequencies``. The positions of its occurrences,
    row by row, are ``positions[i]``. ``lengths`` counts the indexed tokens of each row,
    ``extents`` its positions.
    """

    def __init__(self, file: ArrayFile, field: TermField) -> None:
        self.lengths: Array = file[f"{field}/lengths"]
        self.extents: Array = file[f"{field}/extents"]
        self.lexicon = Lexicon(Ragged.read(file, f"{field}/tokens"))
        self.rows = Ragged.read(file, f"{field}/rows")
        self.frequencies: Array = file[f"{field}/frequencies"]
        self.positions = Ragged.read(file, f"{field}/positions") if field in POSITIONED else None

    def postings(self, token: int) -> slice:
        """Return where the posting list of a token is."""
        return slice(int(self.rows.starts[token]), int(self.rows.starts[token + 1]))


def segment_path(storage: FileStorage, stored: W3Segment) -> Path:
    """Return where the file of a segment is."""
    return Path(storage.folder, stored.make_filename(_FILE))
