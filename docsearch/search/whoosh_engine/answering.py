"""A page of results: the documents found, their best pages, facets, and the texts shown."""

import numpy as np

from docsearch.search.ports import DESCRIPTION_PAGE, Hit, PageHit, ResultPage, SearchQuery
from docsearch.search.whoosh_engine.attributes import Mask
from docsearch.search.whoosh_engine.excerpts import excerpts
from docsearch.search.whoosh_engine.matching import Matching
from docsearch.search.whoosh_engine.ranking import Ranking
from docsearch.search.whoosh_engine.snapshot import Snapshot


def answer(snapshot: Snapshot, query: SearchQuery) -> ResultPage:
    """Answer a query over one state of the index."""
    matching = Matching(snapshot, query)
    return ResultPage(
        total=int(np.count_nonzero(matching.documents)),
        hits=_hits(snapshot, query, matching.documents) if query.limit else (),
        facets=tuple(matching.facet(attribute) for attribute in query.facets),
    )


def _hits(snapshot: Snapshot, query: SearchQuery, documents: Mask) -> tuple[Hit, ...]:
    ranking = Ranking(snapshot, query, documents)
    found = ranking.shown.tolist()
    pages = {document: ranking.pages(document) for document in found}
    shown = {document: rows[: query.pages_per_hit].tolist() for document, rows in pages.items()}
    described = _described(snapshot, ranking, found) if query.texts else {}
    rows = [row for best in shown.values() for row in best] + list(described.values())
    texts = excerpts(snapshot, rows, ranking.leaves) if query.texts else {}
    return tuple(
        Hit(
            int(snapshot.identities[document]),
            float(ranking.documents[document]),
            tuple(
                PageHit(int(snapshot.pages[row]), float(ranking.scores[row]), texts.get(row))
                for row in shown[document]
            ),
            len(pages[document]),
            texts.get(described.get(document, -1)),
        )
        for document in found
    )


def _described(snapshot: Snapshot, ranking: Ranking, documents: list[int]) -> dict[int, int]:
    """Return the description records that hold a leaf, by document."""
    first = {document: int(snapshot.starts[document]) for document in documents}
    return {
        document: row
        for document, row in first.items()
        if ranking.held[row] and snapshot.pages[row] == DESCRIPTION_PAGE
    }
