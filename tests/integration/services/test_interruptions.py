"""What happens to the work when the disk is full, a lock is held, or the worker keeps dying."""

import errno
import io
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from docsearch.domain.documents import DocumentState, FailureReason
from docsearch.domain.errors import Unavailable
from docsearch.ingest import pipeline
from docsearch.ingest.limits import Limits
from docsearch.ingest.receive import receive
from docsearch.models import Document
from docsearch.search.whoosh_engine import WhooshEngine
from docsearch.services import ingestion
from docsearch.services import page_texts as page_texts_service
from docsearch.services import worker as workers
from docsearch.services.centre import Centre
from tests.factories import (
    LIBRARIAN,
    all_changes,
    assert_sound,
    deposit,
    found,
    page_texts,
    shown,
    work,
)
from tests.integration.ingest.pdf_samples import pdf_of


class Disk:
    """A disk that may be full: the database file then grows no further."""

    full = False

    def bound(self, connection: Connection) -> None:
        pages = 1 if self.full else 2**32 - 2
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    event.listen(Engine, "begin", disk.bound)
    yield disk
    event.remove(Engine, "begin", disk.bound)


def no_space(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_refuses_the_deposit_and_leaves_no_piece(
    centre: Centre, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(all_changes(centre))
    with monkeypatch.context() as patch:
        patch.setattr("docsearch.storage.os.fsync", no_space)
        with pytest.raises(Unavailable) as refused:
            deposit(centre, b"x" * 100_000)
    assert refused.value.facts == {"reason": "No space left on device"}
    assert list(centre.store.keys()) == []
    assert list((home / "uploads" / "incoming").iterdir()) == []
    assert len(all_changes(centre)) == before
    deposit(centre, b"x" * 100_000)


def test_a_database_that_cannot_grow_refuses_and_goes_on_later(centre: Centre, disk: Disk) -> None:
    document = deposit(centre, pdf_of(*(f"Page {number} " + "mot " * 900 for number in range(60))))
    disk.full = True
    with pytest.raises(Unavailable, match="database-unusable"):
        deposit(centre, title_fr="x" * 500, abstract="y" * 10_000)
    with pytest.raises(Unavailable):
        work(centre)
    disk.full = False
    record = shown(centre, document)
    assert record.state in {DocumentState.RECEIVED, DocumentState.EXTRACTING}
    work(centre)
    assert shown(centre, document).state is DocumentState.INDEXED
    assert len(page_texts(centre, document)) == 60
    assert_sound(centre)


def test_a_full_disk_does_not_use_up_the_attempts(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, pdf_of("Le dahir"))
    with monkeypatch.context() as patch:
        patch.setattr(ingestion, "read", no_space)
        for _ in range(30):
            with pytest.raises(OSError, match="No space left"):
                centre.worker.work_once()
    work(centre)
    assert found(centre, "dahir") == {document}


def test_an_index_that_cannot_be_written_is_written_later(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, "Le dahir")
    with monkeypatch.context() as patch:
        patch.setattr(WhooshEngine, "put", no_space)
        with pytest.raises(OSError, match="No space left"):
            work(centre)
    assert shown(centre, document).state is DocumentState.INDEXING
    work(centre)
    assert found(centre, "dahir") == {document}


def test_the_worker_outlives_what_it_cannot_help(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, "Le dahir")
    monkeypatch.setattr(workers, "_RECOVERY_SECONDS", 0.01)
    stop, failures = threading.Event(), iter(range(3))
    put = WhooshEngine.put

    def fail_thrice(engine: WhooshEngine, documents: Any) -> None:
        if next(failures, None) is not None:
            no_space()
        put(engine, documents)
        stop.set()

    monkeypatch.setattr(WhooshEngine, "put", fail_thrice)
    centre.worker.run(stop)
    assert found(centre, "dahir") == {document}


def test_without_room_on_the_disk_the_worker_waits(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, "Le dahir")
    monkeypatch.setattr(workers, "_FULL_DISK_SECONDS", 0.01)
    stop, looks, states = threading.Event(), iter(range(4)), []
    put = WhooshEngine.put

    def disk_usage(_: Path) -> SimpleNamespace:
        if next(looks, None) is None:
            return SimpleNamespace(free=10**12)
        states.append(shown(centre, document).state)
        return SimpleNamespace(free=1_000)

    def put_and_stop(engine: WhooshEngine, documents: Any) -> None:
        put(engine, documents)
        stop.set()

    monkeypatch.setattr("docsearch.services.disk_room.shutil.disk_usage", disk_usage)
    monkeypatch.setattr(WhooshEngine, "put", put_and_stop)
    centre.worker.run(stop)
    assert states == [DocumentState.RECEIVED] * 4
    assert found(centre, "dahir") == {document}


def test_a_mistake_of_the_programme_fails_one_document_only(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = deposit(centre, b"mauvais texte"), deposit(centre, b"bon texte")

    def mistaken(path: Path, limits: Limits) -> object:
        if path.read_bytes() == b"mauvais texte":
            raise ZeroDivisionError("division by zero")
        return receive(path, limits)

    monkeypatch.setattr(ingestion, "receive", mistaken)
    work(centre)
    record = shown(centre, bad)
    assert record.failure_reason == FailureReason.CRASHED
    assert record.failure_detail == "ZeroDivisionError: division by zero"
    assert shown(centre, good).state is DocumentState.INDEXED


def test_an_unreadable_stored_file_fails_its_document_only(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = deposit(centre, b"mauvais texte"), deposit(centre, b"bon texte")
    path = centre.store.path(shown(centre, bad).files[0].sha256)

    def damaged(asked: Path, limits: Limits) -> object:
        if asked == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return receive(asked, limits)

    monkeypatch.setattr(ingestion, "receive", damaged)
    work(centre)
    assert shown(centre, bad).failure_reason == FailureReason.FILE_MISSING
    assert shown(centre, good).state is DocumentState.INDEXED


class WorkerKilled(BaseException):
    """Ends the reading as a kill does: nothing is written afterwards."""


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Give a way to make the reading of some bytes kill the worker."""

    def make(content: bytes) -> None:
        def reading(path: Path, *arguments: Any, **options: Any) -> Any:
            if path.read_bytes() == content:
                raise WorkerKilled
            return pipeline.read(path, *arguments, **options)

        monkeypatch.setattr(ingestion, "read", reading)

    return make


def restart_until_done(centre: Centre) -> int:
    for deaths in range(100):
        try:
            work(centre)
        except WorkerKilled:
            continue
        return deaths
    raise AssertionError("the worker was never done")


def test_what_kills_the_worker_goes_last_and_then_fails(
    centre: Centre, deadly: Callable[[bytes], None]
) -> None:
    deadly(b"poison")
    poison = deposit(centre, b"poison")
    others = [deposit(centre) for _ in range(3)]
    with pytest.raises(WorkerKilled):
        work(centre)
    with pytest.raises(WorkerKilled):
        work(centre)
    # The first death came first, the second one after all the others were read.
    assert all(shown(centre, one).state is not DocumentState.RECEIVED for one in others)
    assert restart_until_done(centre) == 18
    assert shown(centre, poison).failure_reason == FailureReason.CRASHED
    assert {shown(centre, one).state for one in others} == {DocumentState.INDEXED}
    assert_sound(centre)


def test_an_interrupted_reading_goes_on_behind_the_last_page(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [f"La page {number}" for number in range(1, 131)]
    document = deposit(centre, pdf_of(*pages))
    centre.documents.add_file(LIBRARIAN, document, "annexe.pdf", io.BytesIO(pdf_of("annexe")))
    calls, first_pages = iter(range(100)), []

    def killed_at_third(*arguments: Any, **options: Any) -> None:
        if next(calls) == 2:
            raise WorkerKilled
        page_texts_service.store_pages(*arguments, **options)

    def noted(*arguments: Any, first_page: int, **options: Any) -> Any:
        first_pages.append(first_page)
        return pipeline.read(*arguments, first_page=first_page, **options)

    monkeypatch.setattr(ingestion, "store_pages", killed_at_third)
    monkeypatch.setattr(ingestion, "read", noted)
    assert restart_until_done(centre) == 1
    assert first_pages == [1, 81, 1]
    assert page_texts(centre, document) == [*pages, "annexe"]
    with centre.transactions.read() as session:
        assert session.get_one(Document, document).pages_read == 131
    assert_sound(centre)
