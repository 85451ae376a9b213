"""The engine: records as they came, and every one of them looked at for every query."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import inf

from docsearch.domain.access import AccessLevel
from docsearch.search.memory_engine.occurrences import frequency
from docsearch.search.memory_engine.ranking import Ranking
from docsearch.search.ports import (
    DESCRIPTION_PAGE,
    EngineStatistics,
    Facet,
    FacetValue,
    IndexRecord,
    Records,
    ResultPage,
    SearchQuery,
    Version,
    WordCount,
)
from docsearch.search.query_tree import (
    And,
    Attribute,
    AttributeIs,
    Everything,
    Node,
    Not,
    Or,
    Term,
    TermField,
    YearBetween,
)


class MemoryEngine:
    """A ``SearchEngine`` that keeps the records as they came."""

    def __init__(self) -> None:
        self._documents: dict[int, list[IndexRecord]] = {}
        self._commits = 0

    def put(self, documents: Records) -> None:
        """Replace the records of each document, or forget it when it has none."""
        self._commits += 1
        for document, records in documents:
            self._documents.pop(document, None)
            if records:
                self._documents[document] = list(records)

    def is_current(self) -> bool:
        """Tell that nothing here is older than the process."""
        return True

    def merge(self) -> bool:
        """Tell that nothing here is in pieces."""
        return False

    def rebuild(self, documents: Records) -> None:
        """Replace everything."""
        self._documents = {}
        self.put(documents)

    def documents(self) -> frozenset[int]:
        """Return the documents that have at least one record."""
        return frozenset(self._documents)

    def statistics(self) -> EngineStatistics:
        """Count what the index holds."""
        pages = sum(record.page != DESCRIPTION_PAGE for record in self._records())
        return EngineStatistics(len(self._documents), pages, segments=1)

    def version(self) -> Version:
        """Return the number of commits."""
        return "memory", self._commits

    def vocabulary(self, access: frozenset[AccessLevel]) -> Sequence[WordCount]:
        """Return the exact tokens in the records that may be read, in order of code points."""
        counts = Counter(
            token
            for record in self._records()
            if record.access in access
            for token in set(record.terms.get(TermField.EXACT, ()))
            if token is not None
        )
        return [WordCount(token, counts[token]) for token in sorted(counts)]

    def frequencies(self, terms: Sequence[Term]) -> Sequence[int]:
        """Count the records that hold each term, whoever may read them."""
        return [
            sum(term.token in record.terms.get(term.field, ()) for record in self._records())
            for term in terms
        ]

    def spelling(self, token: str, access: frozenset[AccessLevel]) -> str:
        """Return the exact token as a text that may be read spells it, or the token itself."""
        for record in self._records():
            if record.access in access:
                for position, other in enumerate(record.terms.get(TermField.EXACT, ())):
                    if other == token and position < len(record.words):
                        start, end = record.words[position]
                        return record.text[start:end]
        return token

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer a query by looking at every record."""
        matching = [
            records
            for document, records in self._documents.items()
            if document not in query.excluded
            and query.within in (None, document)
            and records[0].access in query.access
            and _matches(records, query.tree)
        ]
        found = [records[0].document for records in matching if _passes(records, query)]
        hits = Ranking(self._documents, query).hits(found)
        return ResultPage(
            total=len(hits),
            hits=tuple(
                replace(hit, pages=hit.pages[: query.pages_per_hit])
                for hit in hits[query.offset : query.offset + query.limit]
            ),
            facets=tuple(_facet(attribute, matching, query) for attribute in query.facets),
        )

    def _records(self) -> list[IndexRecord]:
        return [record for group in self._documents.values() for record in group]


def _values(record: IndexRecord, attribute: Attribute) -> frozenset[str]:
    if attribute is Attribute.ACCESS:
        return frozenset({record.access})
    return frozenset(filter(None, record.attributes.get(attribute, ())))


def _matches(records: Sequence[IndexRecord], node: Node) -> bool:
    match node:
        case And(children):
            return all(_matches(records, child) for child in children)
        case Or(children):
            return any(_matches(records, child) for child in children)
        case Not(child):
            return not _matches(records, child)
        case Everything():
            return True
        case AttributeIs(attribute, values):
            return bool(_values(records[0], attribute) & values)
        case YearBetween(first, last):
            years = map(int, _values(records[0], Attribute.YEAR))
            ends = (-inf if first is None else first, inf if last is None else last)
            return any(ends[0] <= year <= ends[1] for year in years)
        case leaf:
            return any(frequency(records, number, leaf) for number in range(len(records)))


def _passes(
    records: Sequence[IndexRecord], query: SearchQuery, ignoring: Attribute | None = None
) -> bool:
    return all(
        not values or attribute == ignoring or _values(records[0], attribute) & values
        for attribute, values in query.filters.items()
    )


def _facet(
    attribute: Attribute, matching: Sequence[Sequence[IndexRecord]], query: SearchQuery
) -> Facet:
    counts = Counter(
        value
        for records in matching
        if _passes(records, query, ignoring=attribute)
        for value in _values(records[0], attribute)
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Facet(attribute, tuple(FacetValue(value, count) for value, count in ordered))
