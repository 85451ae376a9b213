"""Whoosh as its manual shows it."""

from pathlib import Path
from typing import Any, Final

from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser.default import QueryParser
from whoosh.query.compound import And, Or
from whoosh.query.terms import Term

from bench.peers import BEST, TEXT_FIELDS, Filters, attributes, flat, query_text, texts
from docsearch.search.ports import Attribute, Node, Records, TermField

_WRITER_MEGABYTES: Final = 256


class StockWhoosh:
    """Whoosh with its own parser, searcher and ``groupedby`` for the four facets."""

    def __init__(self, folder: Path) -> None:
        words = TEXT(analyzer=SpaceSeparatedTokenizer())
        facets = {attribute.value: ID(sortable=True) for attribute in Attribute}
        schema = Schema(**{field.value: words for field in TEXT_FIELDS}, **facets)
        self._index = create_in(str(folder), schema)
        self._parser = QueryParser(TermField.STEM.value, schema)
        self._searcher: Any = None

    def build(self, documents: Records) -> None:
        """Index all the records in one commit."""
        writer = self._index.writer(limitmb=_WRITER_MEGABYTES)
        for record in flat(documents):
            values = {name.value: value for name, value in attributes(record).items()}
            writer.add_document(**texts(record), **values)
        writer.commit()
        self._searcher = self._index.searcher()

    def ask(self, tree: Node, filters: Filters) -> int:
        """Search with facets, and return the number of pages found."""
        chosen = [
            Or([Term(attribute.value, value) for value in values])
            for attribute, values in filters.items()
        ]
        results = self._searcher.search(
            self._parser.parse(query_text(tree)),
            limit=BEST,
            groupedby=[attribute.value for attribute in Attribute],
            filter=And(chosen) if chosen else None,
        )
        return len(results)
