"""Scores and order of documents, written down as ``scoring`` defines them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from docsearch.search.memory_engine.occurrences import excerpt, frequency
from docsearch.search.ports import DESCRIPTION_PAGE, Hit, IndexRecord, PageHit, SearchQuery, Sort
from docsearch.search.query_tree import Leaf, Translation, positive_leaves
from docsearch.search.scoring import (
    BOOSTED,
    COORDINATION,
    DESCRIPTION_WEIGHT,
    K1,
    B,
    inverse_frequency,
)

Documents = Mapping[int, Sequence[IndexRecord]]


@dataclass(frozen=True, slots=True)
class _Weight:
    """The idf of a leaf, the average length of its field, and what its score is multiplied by."""

    idf: float
    average: float
    factor: float = 1.0


@dataclass(slots=True)
class Ranking:
    """Orders documents of a collection for one query."""

    documents: Documents
    query: SearchQuery
    _leaves: dict[Leaf, _Weight] = field(init=False)
    _boosts: list[tuple[Leaf, _Weight]] = field(init=False)

    def __post_init__(self) -> None:
        self._leaves = {leaf: self._weight(leaf, 1.0) for leaf in positive_leaves(self.query.tree)}
        self._boosts = [
            (boost.leaf, self._weight(boost.leaf, boost.weight)) for boost in self.query.boosts
        ]

    def hits(self, found: Iterable[int]) -> list[Hit]:
        """Return the documents in order, with all their pages."""
        hits = [self._hit(self.documents[document], ()) for document in found]
        hits.sort(key=self._order)
        if self.query.sort is not Sort.RELEVANCE:
            return hits
        first = [self._hit(self.documents[hit.document], self._boosts) for hit in hits[:BOOSTED]]
        return sorted(first, key=self._order) + hits[BOOSTED:]

    def _order(self, hit: Hit) -> tuple[object, ...]:
        date = self.documents[hit.document][0].date
        match self.query.sort:
            case Sort.RELEVANCE:
                return (-hit.score, hit.document)
            case Sort.OLDEST:
                return (not date, date, hit.document)
            case Sort.NEWEST:
                # A later date must come first, and a longer one after its own beginning.
                return (not date, [-ord(character) for character in date] + [1], hit.document)

    def _hit(self, records: Sequence[IndexRecord], boosts: Iterable[tuple[Leaf, _Weight]]) -> Hit:
        pages: list[tuple[int, PageHit]] = []
        score, description = 0.0, None
        for number, record in enumerate(records):
            held = [leaf for leaf in self._leaves if frequency(records, number, leaf)]
            if not held:
                continue
            weighted = [*((leaf, self._leaves[leaf]) for leaf in held), *boosts]
            total = sum(_score(records, number, leaf, weight) for leaf, weight in weighted)
            shown = excerpt(records, number, tuple(self._leaves)) if self.query.texts else None
            if record.page == DESCRIPTION_PAGE:
                score += DESCRIPTION_WEIGHT * total
                description = shown
            else:
                pages.append((len(held), PageHit(record.page, total, shown)))
        pages.sort(key=lambda item: (-item[0], -item[1].score, item[1].page))
        if pages:
            share = pages[0][0] / len(self._leaves)
            score += pages[0][1].score * share**COORDINATION
        hits = tuple(page for _, page in pages)
        return Hit(records[0].document, score, hits, len(hits), description)

    def _weight(self, leaf: Leaf, factor: float) -> _Weight:
        lengths = [
            _length(record, leaf) for records in self.documents.values() for record in records
        ]
        count = sum(length > 0 for length in lengths)
        idf = inverse_frequency(count, self._matching(leaf))
        return _Weight(idf, sum(lengths) / max(count, 1), factor)

    def _matching(self, leaf: Leaf) -> float:
        if isinstance(leaf, Translation):
            return sum(choice.probability * self._matching(choice.leaf) for choice in leaf.choices)
        return sum(
            frequency(records, number, leaf) > 0
            for records in self.documents.values()
            for number in range(len(records))
        )


def _length(record: IndexRecord, leaf: Leaf) -> int:
    return sum(token is not None for token in record.terms.get(leaf.field, ()))


def _score(records: Sequence[IndexRecord], number: int, leaf: Leaf, weight: _Weight) -> float:
    occurrences = frequency(records, number, leaf)
    if not occurrences:
        return 0.0
    norm = K1 * (1 - B + B * _length(records[number], leaf) / weight.average)
    return weight.factor * weight.idf * occurrences * (K1 + 1) / (occurrences + norm)
