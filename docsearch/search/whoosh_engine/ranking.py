"""Scores and order of the documents found, as ``scoring`` defines them, by array arithmetic."""

import numpy as np
from numpy.typing import NDArray

from docsearch.search.ports import DESCRIPTION_PAGE, SearchQuery, Sort
from docsearch.search.query_tree import positive_leaves
from docsearch.search.scoring import BOOSTED, COORDINATION, DESCRIPTION_WEIGHT
from docsearch.search.whoosh_engine.attributes import Mask
from docsearch.search.whoosh_engine.boosting import boosted
from docsearch.search.whoosh_engine.leaves import weights
from docsearch.search.whoosh_engine.schema import DATE
from docsearch.search.whoosh_engine.snapshot import Snapshot

Scores = NDArray[np.float64]
Numbers = NDArray[np.intp]


class Ranking:
    """The documents that a query found, in order, with the scores of their rows.

    ``shown`` are the documents of the page of results; a row holds as many of the query's leaves
    as ``held`` says.
    """

    def __init__(self, snapshot: Snapshot, query: SearchQuery, documents: Mask) -> None:
        self._snapshot = snapshot
        self._query = query
        self.leaves = positive_leaves(query.tree)
        self.scores: Scores = np.zeros(snapshot.rows)
        self.held: NDArray[np.uint16] = np.zeros(snapshot.rows, np.uint16)
        self.documents: Scores = np.zeros(len(documents))
        for leaf in self.leaves:
            weights(snapshot, leaf).add(self.scores, self.held)
        # What a document is scored by: its description, and its pages that hold most leaves.
        self._deciding = np.empty(0, np.intp)
        if self.leaves:
            self._deciding = self._score(self._rows_of(documents, (self.held > 0).nonzero()[0]))
        found = documents.nonzero()[0]
        if query.sort is Sort.RELEVANCE:
            self.shown = self._by_relevance(found)
        else:
            dates = snapshot.attributes[DATE].ranks(descending=query.sort is Sort.NEWEST)
            self.shown = self._first(found, dates, self._last)[query.offset :]

    @property
    def _last(self) -> int:
        return self._query.offset + self._query.limit

    def pages(self, document: int) -> Numbers:
        """Return the rows of a document that are pages and hold a leaf, the best first."""
        first, last = int(self._snapshot.starts[document]), int(self._snapshot.ends[document])
        first += int(self._snapshot.pages[first] == DESCRIPTION_PAGE)
        found = (self.held[first:last] > 0).nonzero()[0] + first
        if len(found) < 2:
            return found
        numbers, held = self._snapshot.pages[found], self.held[found].astype(np.int32)
        return found[np.lexsort((numbers, -self.scores[found], -held))]

    def _by_relevance(self, found: Numbers) -> Numbers:
        query = self._query
        if not query.boosts or not self.leaves:
            return self._first(found, -self.documents, self._last)[query.offset :]
        ordered = self._first(found, -self.documents, max(self._last, BOOSTED))
        chosen = np.zeros(len(self.documents), np.bool_)
        chosen[ordered[:BOOSTED]] = True
        deciding = self._rows_of(chosen, self._deciding)
        self.scores[deciding] += boosted(self._snapshot, query.boosts, deciding)
        self._score(deciding)
        anew = self._first(ordered[:BOOSTED], -self.documents, BOOSTED)
        shown = np.concatenate([anew, ordered[BOOSTED:]])[query.offset : self._last]
        self._boost_others(shown[: max(BOOSTED - query.offset, 0)], deciding)
        return shown

    def _boost_others(self, documents: Numbers, done: Numbers) -> None:
        """Boost the pages shown that do not decide the score of their document."""
        chosen = np.zeros(len(self.documents), np.bool_)
        chosen[documents] = True
        waiting = self.held > 0
        waiting[done] = False
        rows = self._rows_of(chosen, waiting.nonzero()[0])
        if len(rows):
            self.scores[rows] += boosted(self._snapshot, self._query.boosts, rows)

    def _rows_of(self, documents: Mask, rows: Numbers) -> Numbers:
        """Return those of the rows that belong to marked documents."""
        belonging: Numbers = rows[documents[self._snapshot.owners[rows]]]
        return belonging

    def _first(self, documents: Numbers, keys: NDArray[np.generic], count: int) -> Numbers:
        """Return the documents with the lowest keys in order, equal ones by their identities."""
        keys, identities = keys[documents], self._snapshot.identities[documents]
        if 0 < count < len(documents):
            limit = np.partition(keys, count - 1)[count - 1]
            below, equal = (keys < limit).nonzero()[0], (keys == limit).nonzero()[0]
            missing = count - len(below)
            if missing < len(equal):
                equal = equal[np.argpartition(identities[equal], missing - 1)[:missing]]
            chosen = np.concatenate([below, equal])
            keys, identities, documents = keys[chosen], identities[chosen], documents[chosen]
        first: Numbers = documents[np.lexsort((identities, keys))][:count]
        return first

    def _score(self, rows: Numbers) -> Numbers:
        """Score the documents that the rows belong to, and return the rows that decided.

        Among the rows must be all the deciding ones of their documents, in order.
        """
        owners = self._snapshot.owners[rows]
        described = self._snapshot.pages[rows] == DESCRIPTION_PAGE
        paged = ~described
        self.documents[owners] = 0.0
        descriptions, pages = rows[described], rows[paged]
        self.documents[owners[described]] = DESCRIPTION_WEIGHT * self.scores[descriptions]
        if not len(pages):
            return rows
        # A document's rows follow each other, so its maximum is that of a stretch.
        owners, scores = owners[paged], self.scores[pages]
        begins = np.ones(len(pages), np.bool_)
        np.not_equal(owners[1:], owners[:-1], out=begins[1:])
        starts = begins.nonzero()[0]
        if len(self.leaves) == 1:
            self.documents[owners[starts]] += np.maximum.reduceat(scores, starts)
            return rows
        held = self.held[pages]
        most = np.maximum.reduceat(held, starts)
        deciding = held == most[begins.cumsum() - 1]
        scores *= deciding
        share = most / len(self.leaves)
        self.documents[owners[starts]] += np.maximum.reduceat(scores, starts) * share**COORDINATION
        described[paged] = deciding
        kept: Numbers = rows[described]
        return kept
