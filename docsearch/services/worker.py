"""The worker: the one process that reads files and writes the index."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy.exc import OperationalError

from docsearch.services.indexing import IndexingService
from docsearch.services.ingestion import IngestionService
from docsearch.services.intake import WatchedFolder

_INGEST_SECONDS: Final = 2.0
_IDLE_SECONDS: Final = 0.3
_SWEEP_SECONDS: Final = 5.0

log = structlog.get_logger()


class Worker:
    """Brings every waiting document to the index; at most one runs for a centre.

    What is waiting is read from the database alone: a worker that was killed leaves nothing
    behind that the next one does not find.
    """

    def __init__(
        self,
        lock: Path,
        ingestion: IngestionService,
        indexing: IndexingService,
        *,
        watched: WatchedFolder | None = None,
    ) -> None:
        self._lock = lock
        self._ingestion = ingestion
        self._indexing = indexing
        self._watched = watched

    @contextmanager
    def sole(self, *, wait: bool) -> Iterator[bool]:
        """Hold the right to be the worker; gives false at once if another has it.

        With ``wait``, blocks until the other one ends. The right goes with the process.
        """
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(descriptor)

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop."""
        swept = 0.0
        while not stop.is_set():
            try:
                if self._watched and time.monotonic() - swept > _SWEEP_SECONDS:
                    self._watched.sweep()
                    swept = time.monotonic()
                busy = self.work_once()
            except (OSError, OperationalError):
                # A full disk or a locked file: what was not committed is simply done again.
                log.exception("worker.interrupted")
                busy = False
            if not busy:
                stop.wait(_IDLE_SECONDS)

    def work_once(self) -> bool:
        """Read waiting documents for a moment, then index a batch; tell if anything was done."""
        read, deadline = 0, time.monotonic() + _INGEST_SECONDS
        while time.monotonic() < deadline and self._ingestion.ingest_next():
            read += 1
        return bool(self._indexing.index_pending() + read)
