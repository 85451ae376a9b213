"""An exact engine in plain dictionaries and loops: small, slow, and the judge of the others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf

from docsearch.search.ports import (
    DESCRIPTION_PAGE,
    And,
    Attribute,
    AttributeIs,
    EngineStatistics,
    Everything,
    Facet,
    FacetValue,
    Hit,
    IndexRecord,
    Leaf,
    Node,
    Not,
    Or,
    PageHit,
    Phrase,
    Prefix,
    Records,
    ResultPage,
    SearchQuery,
    Sort,
    Term,
    TermField,
    YearBetween,
)
from docsearch.search.scoring import (
    DESCRIPTION_WEIGHT,
    K1,
    B,
    inverse_frequency,
    positive_leaves,
)


def _length(record: IndexRecord, field: TermField) -> int:
    return sum(token is not None for token in record.terms.get(field, ()))


def _occurrences(record: IndexRecord, leaf: Leaf) -> int:
    tokens = record.terms.get(leaf.field, ())
    match leaf:
        case Term(_, token):
            return sum(other == token for other in tokens)
        case Prefix(_, prefix):
            return sum(other is not None and other.startswith(prefix) for other in tokens)
        case Phrase(_, phrase):
            size = len(phrase)
            starts = range(len(tokens) - size + 1) if size else ()
            return sum(tuple(tokens[start : start + size]) == phrase for start in starts)


def _values(record: IndexRecord, attribute: Attribute) -> frozenset[str]:
    values: dict[Attribute, Iterable[str]] = {
        Attribute.LANGUAGE: record.languages,
        Attribute.TYPE: (record.type,),
        Attribute.YEAR: () if record.year is None else (str(record.year),),
        Attribute.COLLECTION: (record.collection,),
    }
    return frozenset(filter(None, values[attribute]))


def _matches(records: Sequence[IndexRecord], node: Node) -> bool:
    match node:
        case Term() | Phrase() | Prefix():
            return any(_occurrences(record, node) for record in records)
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
            year = records[0].year
            ends = (-inf if first is None else first, inf if last is None else last)
            return year is not None and ends[0] <= year <= ends[1]


def _passes(
    records: Sequence[IndexRecord], query: SearchQuery, ignoring: Attribute | None = None
) -> bool:
    return all(
        not values or attribute == ignoring or _values(records[0], attribute) & values
        for attribute, values in query.filters.items()
    )


def _order(records: Sequence[IndexRecord], score: float, sort: Sort) -> tuple[object, ...]:
    date, document = records[0].date, records[0].document
    match sort:
        case Sort.RELEVANCE:
            return (-score, document)
        case Sort.OLDEST:
            return (not date, date, document)
        case Sort.NEWEST:
            # A later date must come first, and a longer one after its own beginning.
            return (not date, [-ord(character) for character in date] + [1], document)


def _weights(
    leaves: Iterable[Leaf], records: Sequence[IndexRecord]
) -> dict[Leaf, tuple[float, float]]:
    """Return the idf of each leaf and the average length of its field."""
    found = {}
    for leaf in leaves:
        lengths = [_length(record, leaf.field) for record in records]
        count = sum(length > 0 for length in lengths)
        matching = sum(_occurrences(record, leaf) > 0 for record in records)
        found[leaf] = (inverse_frequency(count, matching), sum(lengths) / max(count, 1))
    return found


def _leaf_score(record: IndexRecord, leaf: Leaf, idf: float, average: float) -> float:
    frequency = _occurrences(record, leaf)
    norm = K1 * (1 - B + B * _length(record, leaf.field) / average)
    return idf * frequency * (K1 + 1) / (frequency + norm)


def _hit(records: Sequence[IndexRecord], weights: dict[Leaf, tuple[float, float]]) -> Hit:
    pages: list[tuple[int, PageHit]] = []
    score = 0.0
    for record in records:
        held = [leaf for leaf in weights if _occurrences(record, leaf)]
        total = sum(_leaf_score(record, leaf, *weights[leaf]) for leaf in held)
        if record.page == DESCRIPTION_PAGE:
            score += DESCRIPTION_WEIGHT * total
        elif held:
            pages.append((len(held), PageHit(record.page, total)))
    pages.sort(key=lambda item: (-item[0], -item[1].score, item[1].page))
    if pages:
        score += pages[0][1].score * (pages[0][0] / len(weights))
    return Hit(records[0].document, score, tuple(page for _, page in pages))


class MemoryEngine:
    """A ``SearchEngine`` that keeps the records as they came."""

    def __init__(self) -> None:
        self._documents: dict[int, list[IndexRecord]] = {}

    def put(self, documents: Records) -> None:
        """Replace the records of each document, or forget it when it has none."""
        for document, records in documents:
            self._documents.pop(document, None)
            if records:
                self._documents[document] = list(records)

    def is_current(self) -> bool:
        """Tell that nothing here is older than the process."""
        return True

    def rebuild(self, documents: Records) -> None:
        """Replace everything."""
        fresh = MemoryEngine()
        fresh.put(documents)
        self._documents = fresh._documents

    def documents(self) -> frozenset[int]:
        """Return the documents that have at least one record."""
        return frozenset(self._documents)

    def statistics(self) -> EngineStatistics:
        """Count what the index holds."""
        records = [record for group in self._documents.values() for record in group]
        pages = sum(record.page != DESCRIPTION_PAGE for record in records)
        return EngineStatistics(len(self._documents), pages, segments=1)

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer a query by looking at every record."""
        everything = [record for group in self._documents.values() for record in group]
        matching = [
            records
            for document, records in self._documents.items()
            if document not in query.excluded
            and records[0].access in query.access
            and _matches(records, query.tree)
        ]
        found = [records for records in matching if _passes(records, query)]
        weights = _weights(positive_leaves(query.tree), everything)
        hits = [_hit(records, weights) for records in found]
        hits.sort(key=lambda hit: _order(self._documents[hit.document], hit.score, query.sort))
        return ResultPage(
            total=len(hits),
            hits=tuple(
                replace(hit, pages=hit.pages[: query.pages_per_hit])
                for hit in hits[query.offset : query.offset + query.limit]
            ),
            facets=tuple(self._facet(attribute, matching, query) for attribute in query.facets),
        )

    def _facet(
        self, attribute: Attribute, matching: Sequence[Sequence[IndexRecord]], query: SearchQuery
    ) -> Facet:
        counts = Counter(
            value
            for records in matching
            if _passes(records, query, ignoring=attribute)
            for value in _values(records[0], attribute)
        )
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return Facet(attribute, tuple(FacetValue(value, count) for value, count in ordered))
