"""The doctor's findings: each thing that can be broken is broken, and named."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete

from docsearch.app import open_centre
from docsearch.config import Settings
from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document, DocumentFile, PageText
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, assert_sound, deposit, shown, work
from tests.integration.ingest.pdf_samples import pdf_of


@pytest.fixture
def document(centre: Centre) -> int:
    document = deposit(centre, pdf_of("Le dahir", "La suite"))
    work(centre)
    return document


def findings(centre: Centre) -> dict[str, str]:
    return {finding.code: finding.subject for finding in centre.health.findings()}


def test_a_sound_centre_has_no_findings(centre: Centre, document: int) -> None:
    deposit(centre, b"")
    centre.documents.create(LIBRARIAN, {"title_fr": "Papier"})
    work(centre)
    centre.documents.withdraw(LIBRARIAN, document)
    assert findings(centre) == {}
    assert centre.health.waiting() == 1
    work(centre)
    assert_sound(centre)


def test_a_missing_file_is_found(centre: Centre, document: int) -> None:
    (file,) = shown(centre, document).files
    centre.store.forget(file.sha256)
    assert findings(centre) == {"file-missing": file.sha256}


def test_a_truncated_file_is_found(centre: Centre, document: int) -> None:
    (file,) = shown(centre, document).files
    centre.store.path(file.sha256).write_bytes(b"%PDF")
    assert findings(centre) == {"file-size-differs": file.sha256}


@pytest.mark.usefixtures("document")
def test_a_file_that_belongs_to_nothing_is_found(centre: Centre) -> None:
    other = deposit(centre)
    (file,) = shown(centre, other).files
    with centre.transactions.write(SYSTEM, "test") as session:
        session.execute(delete(DocumentFile).where(DocumentFile.document_id == other))
    assert findings(centre) == {"file-without-document": file.sha256}


def test_a_page_without_its_text_is_found(centre: Centre, document: int) -> None:
    with centre.transactions.write(SYSTEM, "test") as session:
        session.execute(delete(PageText).where(PageText.text == "La suite"))
    assert findings(centre) == {"pages-incomplete": str(document)}


def test_a_document_the_index_lost_is_found(centre: Centre, document: int) -> None:
    with centre.transactions.write(SYSTEM, "test") as session:
        lost = Document(title_fr="Perdu", state="indexed", indexed_generation=1, page_count=0)
        session.add(lost)
    assert findings(centre) == {"document-not-in-index": str(document + 1)}


@pytest.mark.usefixtures("document")
def test_a_broken_index_is_found(centre: Centre, home: Path) -> None:
    for path in (home / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"?")
    assert set(findings(centre)) == {"index-unusable"}


def test_a_broken_reference_is_found(centre: Centre, home: Path, document: int) -> None:
    with closing(sqlite3.connect(home / "docsearch.db")) as connection:
        connection.execute("UPDATE documents SET type_code = 'gone'")
        connection.commit()
    assert findings(centre) == {"database-reference-broken": f"documents {document}"}


@pytest.mark.usefixtures("document")
def test_a_damaged_database_is_found(centre: Centre, home: Path) -> None:
    with closing(sqlite3.connect(home / "docsearch.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        statement = "SELECT rootpage FROM sqlite_schema WHERE name = 'change_records'"
        (page,) = connection.execute(statement).fetchone()
    content = bytearray((home / "docsearch.db").read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    (home / "docsearch.db").write_bytes(content)
    damaged = open_centre(Settings(home=home))
    assert {"database-damaged", "database-unusable"} & set(findings(damaged))
