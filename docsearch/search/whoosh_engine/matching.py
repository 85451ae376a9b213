"""Which documents match: a query tree as masks over the documents of a snapshot."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from docsearch.search.ports import (
    And,
    Attribute,
    AttributeIs,
    Everything,
    Facet,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SearchQuery,
    Term,
    YearBetween,
)
from docsearch.search.whoosh_engine.attributes import Mask
from docsearch.search.whoosh_engine.postings import Postings
from docsearch.search.whoosh_engine.schema import ACCESS
from docsearch.search.whoosh_engine.snapshot import Snapshot


class Matching:
    """The documents of a snapshot that answer one query."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        self._snapshot = snapshot
        self._leaves: dict[Leaf, Postings] = {}
        self._filters = {
            attribute: self._attribute(attribute, values)
            for attribute, values in query.filters.items()
            if values
        }
        allowed = snapshot.attributes[ACCESS].mask(query.access.__contains__)
        excluded = np.isin(snapshot.identities, list(query.excluded))
        self._unfiltered = snapshot.live & allowed & ~excluded & self._mask(query.tree)
        self.documents = _all(self._unfiltered, self._filters.values())

    def find(self, leaf: Leaf) -> Postings:
        """Return the rows that the leaf matches, read once per query."""
        if leaf not in self._leaves:
            self._leaves[leaf] = self._snapshot.find(leaf)
        return self._leaves[leaf]

    def facet(self, attribute: Attribute) -> Facet:
        """Count the documents by the attribute, whatever its own filter."""
        others = (mask for name, mask in self._filters.items() if name != attribute)
        documents = _all(self._unfiltered, others)
        return Facet(attribute, self._snapshot.attributes[attribute].counts(documents))

    def _mask(self, node: Node) -> Mask:
        match node:
            case Term() | Phrase() | Prefix():
                mask = np.zeros(len(self._snapshot.live), np.bool_)
                mask[self._snapshot.owners[self.find(node).rows]] = True
                return mask
            case And(children):
                return _all(np.ones_like(self._snapshot.live), map(self._mask, children))
            case Or(children):
                nothing = np.zeros_like(self._snapshot.live)
                return reduce(np.logical_or, map(self._mask, children), nothing)
            case Not(child):
                return ~self._mask(child)
            case Everything():
                return np.ones_like(self._snapshot.live)
            case AttributeIs(attribute, values):
                return self._attribute(attribute, values)
            case YearBetween(first, last):
                return self._years(first, last)

    def _attribute(self, attribute: Attribute, values: frozenset[str]) -> Mask:
        return self._snapshot.attributes[attribute].mask(values.__contains__)

    def _years(self, first: int | None, last: int | None) -> Mask:
        def within(value: str) -> bool:
            year = int(value)
            return (first is None or first <= year) and (last is None or year <= last)

        return self._snapshot.attributes[Attribute.YEAR].mask(within)


def _all(start: Mask, masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_and, masks, start)
