"""tantivy, the search library in Rust, through its Python package."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tantivy import (
    Document,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from bench.peers import BEST, FACETS, Ask, facets, flat, text
from bench.queries import Question
from docsearch.search.ports import Boost, Records
from docsearch.search.query_tree import (
    And,
    Attribute,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    TermField,
)

NAME: Final = "tantivy"
WITH_BOOSTS: Final = "tantivy"
BARE: Final = "tantivy, no boosts"

_FIELDS: Final = {
    TermField.STEM: "position",
    TermField.EXACT: "position",
    TermField.NGRAM: "freq",
}
_IDENTITY: Final = ("document", "page")
_WRITER_BYTES: Final = 512_000_000
_COUNTED: Final = Attribute.TYPE
"""Every page has one type, so that the counts of this facet add up to the pages found."""

_AGGREGATION: Final = {
    name.value: {"terms": {"field": name.value, "size": 1000}} for name in FACETS
}


class TantivyIndex:
    """The ten best in one pass, and in another all exact facets, which also count the pages.

    Its package cannot do both in one; asking ``search`` for the count as well would cost more.
    """

    def __init__(self, folder: Path) -> None:
        words = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
        self._index = Index(_schema(), path=str(folder))
        self._index.register_tokenizer("ready", words)
        self._searcher = self._index.searcher()

    def build(self, documents: Records) -> None:
        """Index all the records in one commit, with one thread."""
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for record in flat(documents):
            made = Document()
            made.add_unsigned("document", record.document)
            made.add_unsigned("page", record.page)
            for field in _FIELDS:
                made.add_text(field.value, text(record, field))
            for name, value in facets(record).items():
                made.add_text(name.value, value)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open what was built."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def ways(self) -> Mapping[str, Ask]:
        """Return the same question as ours, and the same without boosts."""
        return {WITH_BOOSTS: self._boosted, BARE: self._bare}

    def _boosted(self, question: Question) -> int:
        matching = self._matching(question)
        boosts = [(Occur.Should, self._boost(boost)) for boost in question.boosts]
        return self._ask(Query.boolean_query([(Occur.Must, matching), *boosts]), matching)

    def _bare(self, question: Question) -> int:
        matching = self._matching(question)
        return self._ask(matching, matching)

    def _ask(self, ranked: Query, matching: Query) -> int:
        best = self._searcher.search(ranked, BEST, count=False)
        places = [place for _, place in best.hits]
        for name in _IDENTITY:
            self._searcher.fast_field_values(name, places)
        counted = self._searcher.aggregate(matching, _AGGREGATION)
        return sum(bucket["doc_count"] for bucket in counted[_COUNTED.value]["buckets"])

    def _matching(self, question: Question) -> Query:
        filters = [
            (Occur.Must, Query.const_score_query(self._chosen(name, values), 0.0))
            for name, values in question.typed.filters.items()
        ]
        return Query.boolean_query([(Occur.Must, self._query(question.tree)), *filters])

    def _chosen(self, name: Attribute, values: frozenset[str]) -> Query:
        terms = [Query.term_query(self._index.schema, name.value, value) for value in values]
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _boost(self, boost: Boost) -> Query:
        return Query.boost_query(self._query(boost.leaf), boost.weight)

    def _query(self, tree: Node) -> Query:
        schema = self._index.schema
        match tree:
            case Term(field, token):
                return Query.term_query(schema, field.value, token, "freq")
            case Phrase(field, tokens, slop):
                return Query.phrase_query(schema, field.value, list(tokens), slop)
            case Prefix(field, prefix):
                return Query.regex_query(schema, field.value, f"{prefix}.*")
            case Fuzzy(field, token, distance):
                return Query.fuzzy_term_query(schema, field.value, token, distance)
            case Not(child):
                return Query.boolean_query([(Occur.MustNot, self._query(child))])
            case And(children):
                return Query.boolean_query([self._clause(child) for child in children])
            case Or(children):
                return Query.boolean_query([(Occur.Should, self._query(one)) for one in children])
            case _:
                raise NotImplementedError(f"no query of the benchmark has {tree}")

    def _clause(self, child: Node) -> tuple[Occur, Query]:
        if isinstance(child, Not):
            return Occur.MustNot, self._query(child.child)
        return Occur.Must, self._query(child)


def _schema() -> Schema:
    builder = SchemaBuilder()
    for name in _IDENTITY:
        builder.add_unsigned_field(name, fast=True)
    for field, kept in _FIELDS.items():
        builder.add_text_field(field.value, tokenizer_name="ready", index_option=kept)
    for name in FACETS:
        builder.add_text_field(name.value, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()
