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

from docsearch.domain.errors import Unavailable
from docsearch.services.disclosure import DisclosureService
from docsearch.services.disk_room import DiskRoom
from docsearch.services.indexing import IndexingService
from docsearch.services.ingestion import IngestionService
from docsearch.services.intake import WatchedFolder
from docsearch.services.page_recognition import PageRecognitionService

_INGEST_SECONDS: Final = 2.0
_LONGEST_READING_SECONDS: Final = 20.0
_RECOGNITION_SECONDS: Final = 2.0
_IDLE_SECONDS: Final = 0.3
_RECOVERY_SECONDS: Final = 2.0
_FULL_DISK_SECONDS: Final = 5.0
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
        recognition: PageRecognitionService,
        room: DiskRoom,
        *,
        disclosure: DisclosureService,
        watched: WatchedFolder | None = None,
    ) -> None:
        self._lock = lock
        self._ingestion = ingestion
        self._indexing = indexing
        self._recognition = recognition
        self._room = room
        self._had_room = True
        self._disclosure = disclosure
        self._watched = watched
        self._next_sweep = 0.0
        self._reading_seconds = _INGEST_SECONDS

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
        """Work until told to stop, on an index that was compared with the database.

        Without room on the disk it only waits, and goes on by itself once there is some.
        """
        repaired = False
        while not stop.is_set():
            if not self._has_room():
                stop.wait(_FULL_DISK_SECONDS)
                continue
            try:
                if not repaired:
                    self._ingestion.forget_strays()
                    self._indexing.repair()
                    repaired = True
                self._sweep()
                pause = 0.0 if self.work_once() else _IDLE_SECONDS
            except (OSError, Unavailable):
                # A full disk or a locked file: what was not committed is simply done again.
                log.exception("worker.interrupted")
                pause = _RECOVERY_SECONDS
            stop.wait(pause)

    def _has_room(self) -> bool:
        has_room = self._room.is_left()
        if has_room != self._had_room:
            log.warning("worker.resumed" if has_room else "worker.paused-disk-full")
        self._had_room = has_room
        return has_room

    def _sweep(self) -> None:
        if time.monotonic() < self._next_sweep:
            return
        self._next_sweep = time.monotonic() + _SWEEP_SECONDS
        self._disclosure.lift_embargoes()
        if self._watched is None:
            return
        try:
            self._watched.sweep()
        except OSError:
            # Nobody may move files in that folder: the deposited ones are still read.
            log.exception("watched-folder.interrupted")

    def work_once(self) -> bool:
        """Read waiting documents for a moment, index a batch, recognise pages for a moment.

        Tells if anything was done. Reading lasts as long as the last commit of the index took:
        large batches cost less each. New documents go first, but recognition never stands still;
        when nothing waits, the index is put in order.
        """
        read, deadline = 0, time.monotonic() + self._reading_seconds
        while time.monotonic() < deadline and self._ingestion.ingest_next():
            read += 1
        started = time.monotonic()
        indexed = self._indexing.index_pending()
        took = time.monotonic() - started
        self._reading_seconds = min(max(took, _INGEST_SECONDS), _LONGEST_READING_SECONDS)
        return bool(indexed + read + self._recognise()) or self._indexing.merge()

    def _recognise(self) -> int:
        recognised, deadline = 0, time.monotonic() + _RECOGNITION_SECONDS
        while time.monotonic() < deadline and self._recognition.recognise_next():
            recognised += 1
        return recognised
