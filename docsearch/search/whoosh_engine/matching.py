"""Which documents match: a query tree as masks over the documents of a snapshot."""

from collections.abc import Callable, Hashable, Iterable
from functools import reduce

import numpy as np

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import Facet, SearchQuery
from docsearch.search.query_tree import (
    And,
    Attribute,
    AttributeIs,
    Everything,
    Node,
    Not,
    Or,
    YearBetween,
)
from docsearch.search.whoosh_engine.attributes import Mask
from docsearch.search.whoosh_engine.leaves import holders
from docsearch.search.whoosh_engine.snapshot import Snapshot


class Matching:
    """The documents of a snapshot that answer one query."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        self._snapshot = snapshot
        self._filters = {
            attribute: self._attribute(attribute, values)
            for attribute, values in query.filters.items()
            if values
        }
        self._unfiltered = self._readable(query.access) & self._mask(query.tree)
        if query.excluded:
            self._unfiltered &= ~np.isin(snapshot.identities, list(query.excluded))
        if query.within is not None:
            self._unfiltered &= snapshot.identities == query.within
        self.documents = _all(self._unfiltered, self._filters.values())

    def facet(self, attribute: Attribute) -> Facet:
        """Count the documents by the attribute, whatever its own filter."""
        documents = self.documents
        if attribute in self._filters:
            others = (mask for name, mask in self._filters.items() if name != attribute)
            documents = _all(self._unfiltered, others)
        return Facet(attribute, self._snapshot.attributes[attribute].counts(documents))

    def _mask(self, node: Node) -> Mask:
        match node:
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
            case YearBetween():
                return self._years(node)
            case leaf:
                return holders(self._snapshot, leaf)

    def _readable(self, access: frozenset[AccessLevel]) -> Mask:
        return self._remembered(
            ("readable", access),
            lambda: self._snapshot.live & self._attribute(Attribute.ACCESS, access),
        )

    def _attribute(self, attribute: Attribute, values: frozenset[str]) -> Mask:
        column = self._snapshot.attributes[attribute]
        return self._remembered((attribute, values), lambda: column.mask(values.__contains__))

    def _years(self, node: YearBetween) -> Mask:
        first, last = node.first, node.last

        def within(value: str) -> bool:
            year = int(value)
            return (first is None or first <= year) and (last is None or year <= last)

        column = self._snapshot.attributes[Attribute.YEAR]
        return self._remembered(node, lambda: column.mask(within))

    def _remembered(self, key: Hashable, make: Callable[[], Mask]) -> Mask:
        return self._snapshot.cache.get(key, make, lambda mask: mask.nbytes)


def _all(start: Mask, masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_and, masks, start)
