"""The database file under several writers, and under damage."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from docsearch.app import open_centre
from docsearch.config import Settings
from docsearch.domain.errors import Unavailable
from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document, database
from docsearch.models.database import open_database, writing
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, all_changes, shown

WRITERS = 2
CHANGES = 40


def describe_often(home: Path, writer: int) -> None:
    """Run in a process of its own: write many changes as fast as possible."""
    centre = open_centre(Settings(home=home))
    for number in range(CHANGES):
        centre.documents.describe(LIBRARIAN, 1, {"abstract": f"{writer}-{number}"})


def test_processes_that_write_at_once_queue_up(centre: Centre, home: Path) -> None:
    centre.documents.create(SYSTEM, {"title_fr": "Rapport"})
    context = get_context("forkserver")
    writers = [
        context.Process(target=describe_often, args=(home, writer)) for writer in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    described = [change for change in all_changes(centre) if change.action == "documents.describe"]
    assert len(described) == WRITERS * CHANGES
    assert shown(centre, 1).generation == WRITERS * CHANGES + 1


def test_threads_that_read_before_they_write_do_not_lose_a_change(centre: Centre) -> None:
    document = centre.documents.create(SYSTEM, {"title_fr": "Rapport"})

    def add_author(name: str) -> None:
        with centre.transactions.write(SYSTEM, "test") as session:
            record = session.get_one(Document, document)
            record.authors = [*record.authors, name]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_author, "abcdefgh"))
    assert sorted(shown(centre, document).authors) == list("abcdefgh")


def test_a_lock_that_never_ends_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_MILLISECONDS", 50)
    path = tmp_path / "docsearch.db"
    engine = open_database(path)
    with engine.connect(), closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable) as refused, writing(engine).begin():
            pass
    assert refused.value.facts["reason"] == "database is locked"


def test_a_mistake_in_a_statement_is_not_taken_for_a_broken_disk(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "docsearch.db")
    with engine.connect() as connection, pytest.raises(Exception, match="no such table"):
        connection.execute(text("SELECT * FROM nowhere"))


def test_a_file_that_is_no_database_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "docsearch.db"
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(Unavailable, match="database-unusable"):
        open_database(path).connect()


def test_a_folder_that_cannot_be_written_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="database-unusable"):
        open_database(tmp_path / "missing" / "docsearch.db").connect()


def test_references_are_enforced(centre: Centre) -> None:
    document = centre.documents.create(SYSTEM, {"title_fr": "Rapport"})
    with centre.transactions.write(SYSTEM, "test") as session:
        record = session.get_one(Document, document)
        record.type_code = "no-such-type"
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            session.flush()
        session.rollback()
