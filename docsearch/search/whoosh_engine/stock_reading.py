"""What stock Whoosh asks of a segment, so that its own searcher and tools read the index too."""

from collections.abc import Iterator
from typing import Any, NoReturn

import numpy as np
from whoosh.codec.base import PerDocumentReader, TermsReader
from whoosh.codec.whoosh3 import W3Segment
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from docsearch.search.query_tree import TermField
from docsearch.search.whoosh_engine.schema import decoded
from docsearch.search.whoosh_engine.segment import Segment


class StockTerms(TermsReader):
    """The posting lists of a segment, one posting at a time."""

    def __init__(self, segment: Segment) -> None:
        self._fields = {field.value: content for field, content in segment.fields.items()}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return bool(self._fields[term[0]].lexicon.find(decoded(term[1])))

    def indexed_field_names(self) -> list[str]:
        """Return the names of the term fields."""
        return list(self._fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield field and token of each posting list, in order."""
        for name in sorted(self._fields):
            lexicon = self._fields[name].lexicon
            yield from ((name, lexicon[number]) for number in range(len(lexicon)))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield those from a token on."""
        return (term for term in self.terms() if term >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield them with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Any, TermInfo]]:
        """Yield those from a token on with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, fieldobj: object) -> NoReturn:
        """Refuse: only spelling corrections of stock Whoosh walk through tokens in this way."""
        raise NotImplementedError

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Count the occurrences of a token."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Count the rows of a token."""
        return int(self.term_info(fieldname, text).doc_frequency())

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a token."""
        rows, weights = self._postings(fieldname, text)
        return TermInfo(
            weight=sum(weights), df=len(rows), minid=rows[0], maxid=rows[-1], maxweight=max(weights)
        )

    def matcher(self, fieldname: str, text: bytes, format_: object, scorer: Any = None) -> Any:
        """Return the postings of a token as Whoosh walks through them."""
        rows, weights = self._postings(fieldname, text)
        return ListMatcher(
            rows,
            weights,
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def _postings(self, fieldname: str, text: bytes) -> tuple[list[int], list[float]]:
        field = self._fields[fieldname]
        numbers = field.lexicon.find(decoded(text))
        if not numbers:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        frequencies = field.frequencies[field.postings(numbers[0])]
        return field.rows[numbers[0]].tolist(), frequencies.astype(np.float64).tolist()


class StockRows(PerDocumentReader):
    """The rows of a segment: how long their fields are, and which of them are deleted."""

    def __init__(self, segment: Segment, stored: W3Segment) -> None:
        self._segment = segment
        self._stored = stored

    def doc_count(self) -> int:
        """Count the rows that are not deleted."""
        return int(self._stored.doc_count())

    def doc_count_all(self) -> int:
        """Count all rows."""
        return int(self._stored.doc_count_all())

    def has_deletions(self) -> bool:
        """Tell whether any row is deleted."""
        return bool(self._stored.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a row is deleted."""
        return bool(self._stored.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Return the deleted rows."""
        return iter(self._stored.deleted_docs())

    def supports_columns(self) -> bool:
        """Tell that attributes are no columns of Whoosh."""
        return False

    def stored_fields(self, docnum: int) -> dict[str, object]:
        """Return nothing: what a row is, stands in arrays."""
        return {}

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many tokens of a field a row has."""
        return int(self._segment.fields[TermField(fieldname)].lengths[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """Return how many tokens of a field all rows have."""
        return int(self._segment.fields[TermField(fieldname)].lengths.sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Return the least number of tokens in a row."""
        return int(self._segment.fields[TermField(fieldname)].lengths.min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Return the largest number of tokens in a row."""
        return int(self._segment.fields[TermField(fieldname)].lengths.max(initial=0))
