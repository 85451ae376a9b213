"""Scores and order of the documents found, as ``scoring`` defines them, by array arithmetic."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from docsearch.search.ports import (
    DESCRIPTION_PAGE,
    Hit,
    Leaf,
    PageHit,
    Sort,
)
from docsearch.search.scoring import DESCRIPTION_WEIGHT, K1, inverse_frequency
from docsearch.search.whoosh_engine.matching import Matching
from docsearch.search.whoosh_engine.postings import Rows
from docsearch.search.whoosh_engine.schema import DATE
from docsearch.search.whoosh_engine.snapshot import Snapshot

Scores = NDArray[np.float64]
Numbers = NDArray[np.intp]


class Ranking:
    """The score of every row and document that a query found."""

    def __init__(self, snapshot: Snapshot, matching: Matching, leaves: Sequence[Leaf]) -> None:
        self._snapshot = snapshot
        self._scores: Scores = np.zeros(len(snapshot.owners))
        self._held: Rows = np.zeros(len(snapshot.owners), np.int32)
        """How many of the leaves each row holds."""
        for leaf in leaves:
            self._add(matching, leaf)
        self._documents: Scores = np.zeros(len(snapshot.live))
        found = np.flatnonzero(self._held)
        described = snapshot.pages[found] == DESCRIPTION_PAGE
        self._score_pages(found[~described], len(leaves))
        descriptions = found[described]
        self._documents[snapshot.owners[descriptions]] += (
            DESCRIPTION_WEIGHT * self._scores[descriptions]
        )

    def order(self, documents: Numbers, sort: Sort) -> Numbers:
        """Sort documents, given by their numbers in the snapshot."""
        dates = self._snapshot.attributes[DATE]
        match sort:
            case Sort.RELEVANCE:
                keys: NDArray[np.generic] = -self._documents
            case Sort.NEWEST | Sort.OLDEST:
                keys = dates.ranks(descending=sort is Sort.NEWEST)
        identities = self._snapshot.identities[documents]
        return documents[np.lexsort((identities, keys[documents]))]

    def hit(self, document: int, pages: int) -> Hit:
        """Return a document with its best pages."""
        first, last = np.searchsorted(self._snapshot.owners, [document, document + 1])
        numbers = self._snapshot.pages[first:last]
        scores, held = self._scores[first:last], self._held[first:last]
        found = np.flatnonzero((held > 0) & (numbers != DESCRIPTION_PAGE))
        order = np.lexsort((numbers[found], -scores[found], -held[found]))
        best = found[order][:pages]
        return Hit(
            int(self._snapshot.identities[document]),
            float(self._documents[document]),
            tuple(PageHit(int(numbers[row]), float(scores[row])) for row in best),
        )

    def _add(self, matching: Matching, leaf: Leaf) -> None:
        postings = matching.find(leaf)
        field = self._snapshot.fields[leaf.field]
        idf = inverse_frequency(field.count, len(postings.rows))
        wanted = matching.documents[self._snapshot.owners[postings.rows]]
        rows, frequencies = postings.rows[wanted], postings.frequencies[wanted]
        self._scores[rows] += idf * frequencies * (K1 + 1) / (frequencies + field.norms[rows])
        self._held[rows] += 1

    def _score_pages(self, rows: Numbers, leaves: int) -> None:
        """Give each document the score of its first page, weighted by what the page holds."""
        if not len(rows):
            return
        # A document's rows follow each other, so its maximum is that of a stretch.
        owners = self._snapshot.owners[rows]
        stretches = np.flatnonzero(np.diff(owners, prepend=-1))
        held = self._held[rows]
        most = np.maximum.reduceat(held, stretches)
        stretch = np.repeat(np.arange(len(stretches)), np.diff(stretches, append=len(rows)))
        scores = np.where(held == most[stretch], self._scores[rows], 0.0)
        best = np.maximum.reduceat(scores, stretches)
        self._documents[owners[stretches]] = best * (most / leaves)
