"""The engine: searches the last commit, writes as the only writer, rebuilds beside the old one."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from time import sleep
from typing import Final

from whoosh.index import EmptyIndexError

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import (
    EngineStatistics,
    IndexRecord,
    Records,
    ResultPage,
    SearchQuery,
    Version,
    WordCount,
)
from docsearch.search.query_tree import Term
from docsearch.search.whoosh_engine.answering import answer
from docsearch.search.whoosh_engine.merging import when_idle, while_waited_for, worth_merging
from docsearch.search.whoosh_engine.snapshot import Snapshot, version
from docsearch.search.whoosh_engine.storage import (
    IndexDirectory,
    MappedStorage,
    Stamp,
    reading,
    unusable,
)
from docsearch.search.whoosh_engine.vocabulary import frequency, spelling, vocabulary
from docsearch.search.whoosh_engine.writing import write

OPENING_ATTEMPTS: Final = 5
OPENING_PAUSE: Final = 0.05
"""Seconds to wait when a commit has just removed what was about to be opened."""

REBUILD_RECORDS: Final = 2000
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
        self._stamped: tuple[Stamp, Snapshot] | None = None
        """The last snapshot, and what is the same for as long as there is no newer one."""
        self._opening = Lock()

    def put(self, documents: Records) -> None:
        """Replace the records of each document, or forget it when it has none; one commit."""
        with self._directory.writing():
            snapshot = self._latest()
            _replace(self._directory.current(), snapshot, dict(documents))

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer a query over the last commit."""
        snapshot = self._latest()
        found = answer(snapshot, query)
        snapshot.answered()
        return found

    def documents(self) -> frozenset[int]:
        """Return the documents that have at least one record."""
        snapshot = self._latest()
        return frozenset(snapshot.identities[snapshot.live].tolist())

    def statistics(self) -> EngineStatistics:
        """Count what the index holds."""
        return self._latest().statistics()

    def version(self) -> Version:
        """Return what tells this state of the index from every other."""
        return self._latest().version

    def vocabulary(self, access: frozenset[AccessLevel]) -> Sequence[WordCount]:
        """Return the exact tokens in the records that may be read, in order of code points."""
        return vocabulary(self._latest(), access)

    def frequencies(self, terms: Sequence[Term]) -> Sequence[int]:
        """Count the records that hold each term, whoever may read them."""
        snapshot = self._latest()
        return [frequency(snapshot, term) for term in terms]

    def spelling(self, token: str, access: frozenset[AccessLevel]) -> str:
        """Return the exact token as a text that may be read spells it, or the token itself."""
        return spelling(self._latest(), token, access)

    def merge(self) -> bool:
        """Make the index simpler while nobody waits; tell whether there was anything to do."""
        if not worth_merging(self._latest().stored):
            return False
        with self._directory.writing():
            self._latest()
            write(self._directory.current(), (), {}, when_idle)
        return True

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
            stamped, snapshot = self._stamped, self._snapshot
            if stamped and stamped[0] == self._directory.stamp(stamped[1].version[0]):
                return stamped[1]
            storage = self._directory.current()
            # First the stamp: a commit meanwhile then has another one.
            stamp, latest = self._directory.stamp(storage.folder), version(storage)
            if snapshot is None or snapshot.version != latest:
                with self._opening:
                    snapshot = self._snapshot
                    if snapshot is None or snapshot.version != latest:
                        self._snapshot = snapshot = Snapshot(storage, snapshot)
            self._stamped = (stamp, snapshot) if stamp else None
            return snapshot


def _replace(
    storage: MappedStorage, snapshot: Snapshot, documents: dict[int, Sequence[IndexRecord]]
) -> None:
    rows = snapshot.rows_of(list(documents))
    if rows or any(documents.values()):
        write(storage, rows, documents, while_waited_for)


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
