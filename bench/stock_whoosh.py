"""Whoosh as its manual shows it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, exists_in, open_dir
from whoosh.query import compound, positional, terms, wrappers

from bench.peers import BEST, FACETS, TEXT_FIELDS, Ask, facets, flat, text
from bench.queries import Question
from docsearch.search.ports import Records
from docsearch.search.query_tree import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Term

NAME: Final = "stock Whoosh"

_WRITER_MEGABYTES: Final = 256


class StockWhoosh:
    """Whoosh with its own searcher and ``groupedby`` for the facets."""

    def __init__(self, folder: Path) -> None:
        words = TEXT(analyzer=SpaceSeparatedTokenizer())
        sortable = {attribute.value: ID(sortable=True) for attribute in FACETS}
        schema = Schema(**{field.value: words for field in TEXT_FIELDS}, **sortable)
        name = str(folder)
        self._index: Any = open_dir(name) if exists_in(name) else create_in(name, schema)
        self._searcher: Any = None

    def build(self, documents: Records) -> None:
        """Index all the records in one commit."""
        writer = self._index.writer(limitmb=_WRITER_MEGABYTES)
        for record in flat(documents):
            values = {name.value: value for name, value in facets(record).items()}
            words = {field.value: text(record, field) for field in TEXT_FIELDS}
            writer.add_document(**words, **values)
        writer.commit()

    def open(self) -> None:
        """Open what was built."""
        self._searcher = self._index.searcher()

    def ways(self) -> Mapping[str, Ask]:
        """Return the only way, without boosts."""
        return {NAME: self._ask}

    def _ask(self, question: Question) -> int:
        chosen = [
            compound.Or([terms.Term(attribute.value, value) for value in values])
            for attribute, values in question.typed.filters.items()
        ]
        grouped = [attribute.value for attribute in FACETS]
        found = self._searcher.search(
            _query(question.tree),
            limit=BEST,
            groupedby=grouped,
            filter=compound.And(chosen) if chosen else None,
        )
        for name in grouped:
            found.groups(name)
        return len(found)


def _query(tree: Node) -> Any:
    match tree:
        case Term(field, token):
            return terms.Term(field.value, token)
        case Phrase(field, tokens, slop):
            return positional.Phrase(field.value, list(tokens), slop=slop + 1)
        case Prefix(field, prefix):
            return terms.Prefix(field.value, prefix)
        case Fuzzy(field, token, distance):
            return terms.FuzzyTerm(field.value, token, maxdist=distance, prefixlength=1)
        case Not(child):
            return wrappers.Not(_query(child))
        case And(children):
            return compound.And(list(map(_query, children)))
        case Or(children):
            return compound.Or(list(map(_query, children)))
        case _:
            raise NotImplementedError(f"no query of the benchmark has {tree}")
