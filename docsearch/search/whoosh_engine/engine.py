"""The engine: searches the last commit, writes as the only writer, rebuilds beside the old one."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Final

import numpy as np
from whoosh.index import EmptyIndexError

from docsearch.search.ports import (
    EngineStatistics,
    IndexRecord,
    Records,
    ResultPage,
    SearchQuery,
)
from docsearch.search.scoring import positive_leaves
from docsearch.search.whoosh_engine.matching import Matching
from docsearch.search.whoosh_engine.ranking import Ranking
from docsearch.search.whoosh_engine.snapshot import Snapshot, version
from docsearch.search.whoosh_engine.storage import IndexDirectory, MappedStorage, reading, unusable
from docsearch.search.whoosh_engine.writing import write

OPENING_ATTEMPTS: Final = 5
OPENING_PAUSE: Final = 0.05
"""Seconds to wait when a commit has just removed what was about to be opened."""

REBUILD_RECORDS: Final = 5000
"""Records per commit of a rebuild."""


class WhooshEngine:
    """A ``SearchEngine`` over a directory; any number of threads and processes may share it.

    Each search first looks whether there is a newer commit. Writers, in whatever process, wait
    for each other.
    """

    def __init__(self, directory: Path, *, analysis: int = 0) -> None:
        self._directory = IndexDirectory(directory, analysis=analysis)
        self._directory.prepare()
        self._snapshot: Snapshot | None = None
        self._opening = Lock()

    def put(self, documents: Records) -> None:
        """Replace the records of each document, or forget it when it has none; one commit."""
        with self._directory.writing():
            snapshot = self._latest()
            _replace(self._directory.current(), snapshot, dict(documents))

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer a query over the last commit."""
        return _answer(self._latest(), query)

    def documents(self) -> frozenset[int]:
        """Return the documents that have at least one record."""
        snapshot = self._latest()
        return frozenset(snapshot.identities[snapshot.live].tolist())

    def statistics(self) -> EngineStatistics:
        """Count what the index holds."""
        return self._latest().statistics()

    def is_current(self) -> bool:
        """Tell whether the index holds what the present analysis makes of texts."""
        with reading():
            return self._directory.is_current()

    def rebuild(self, documents: Records) -> None:
        """Replace the whole index; searches see the old one until the new one is complete."""
        with self._directory.writing():
            storage = self._directory.fresh()
            snapshot = Snapshot(storage)
            for batch in _batches(documents):
                _replace(storage, snapshot, batch)
                snapshot = Snapshot(storage, snapshot)
            self._directory.switch(storage)

    def _latest(self) -> Snapshot:
        for attempt in range(OPENING_ATTEMPTS):
            if attempt:
                sleep(OPENING_PAUSE * attempt)
            try:
                return self._open()
            except (OSError, EmptyIndexError) as error:
                cause: Exception = error
        raise unusable(cause) from cause

    def _open(self) -> Snapshot:
        with reading():
            storage = self._directory.current()
            snapshot, latest = self._snapshot, version(storage)
            if snapshot is None or snapshot.version != latest:
                with self._opening:
                    snapshot = self._snapshot
                    if snapshot is None or snapshot.version != latest:
                        self._snapshot = snapshot = Snapshot(storage, snapshot)
            return snapshot


def _answer(snapshot: Snapshot, query: SearchQuery) -> ResultPage:
    matching = Matching(snapshot, query)
    ranking = Ranking(snapshot, matching, positive_leaves(query.tree))
    found = np.flatnonzero(matching.documents)
    shown = ranking.order(found, query.sort)[query.offset : query.offset + query.limit]
    return ResultPage(
        total=len(found),
        hits=tuple(ranking.hit(int(document), query.pages_per_hit) for document in shown),
        facets=tuple(matching.facet(attribute) for attribute in query.facets),
    )


def _replace(
    storage: MappedStorage, snapshot: Snapshot, documents: dict[int, Sequence[IndexRecord]]
) -> None:
    rows = snapshot.rows_of(list(documents))
    if rows or any(documents.values()):
        write(storage, rows, documents)


def _batches(documents: Records) -> Iterator[dict[int, Sequence[IndexRecord]]]:
    batch: dict[int, Sequence[IndexRecord]] = {}
    waiting = 0
    for document, records in documents:
        batch[document] = records
        waiting += len(records)
        if waiting >= REBUILD_RECORDS:
            yield batch
            batch, waiting = {}, 0
    yield batch
