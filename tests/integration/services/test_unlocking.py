"""Files with a password: opened once, the password kept nowhere."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from pypdf import PdfReader, PdfWriter

from docsearch.domain.documents import DocumentState, FailureReason
from docsearch.domain.errors import Conflict, Denied, Invalid
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.services import unlocking
from docsearch.services.centre import Centre
from docsearch.services.unlocking import PASSWORD_CHARACTERS, locked_file
from tests.factories import LIBRARIAN, READER, assert_sound, deposit, found, shown, work
from tests.integration.ingest.format_samples import LEGACY_WORD, locked_zip
from tests.integration.ingest.pdf_samples import pdf_of

PASSWORD: Final = "zafran-Ü-سر-4711"


def locked_pdf(text: str, password: str = PASSWORD, algorithm: str = "AES-256") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(text))))
    writer.encrypt(password, algorithm=algorithm)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("algorithm", ["AES-256", "AES-128", "RC4-128", "RC4-40"])
def test_a_locked_pdf_is_opened_and_read(centre: Centre, algorithm: str) -> None:
    password = PASSWORD if algorithm == "AES-256" else "simple"
    document = deposit(centre, locked_pdf("Le girofle", password, algorithm), name="secret.pdf")
    work(centre)
    assert shown(centre, document).failure_reason == FailureReason.ENCRYPTED
    centre.unlocking.unlock(LIBRARIAN, document, password)
    work(centre)
    record = shown(centre, document)
    assert record.state is DocumentState.INDEXED
    assert found(centre, "girofle") == {document}
    (opened,) = record.files_in_use
    assert (opened.name, opened.edition) == ("secret.pdf", 2)
    earlier = next(file for file in record.files if file.replaced_at is not None)
    kept = centre.documents.file(LIBRARIAN, document, earlier.id)
    assert PdfReader(kept.path).is_encrypted
    assert not PdfReader(centre.store.path(opened.sha256)).is_encrypted
    assert_sound(centre)


def test_a_wrong_password_changes_nothing(centre: Centre) -> None:
    document = deposit(centre, locked_pdf("Le girofle"))
    work(centre)
    for wrong in ("", "faux", PASSWORD.lower() + " ", "x" * (PASSWORD_CHARACTERS + 1), "\0\ud800"):
        with pytest.raises(Invalid, match="password-wrong") as refusal:
            centre.unlocking.unlock(LIBRARIAN, document, wrong)
        assert refusal.value.facts == {}
    record = shown(centre, document)
    assert record.state is DocumentState.FAILED
    assert locked_file(record) is not None
    assert len(record.files) == 1


def test_the_password_is_kept_nowhere(
    centre: Centre, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    document = deposit(centre, locked_pdf("Le girofle"))
    work(centre)
    with pytest.raises(Invalid):
        centre.unlocking.unlock(LIBRARIAN, document, PASSWORD + "x")
    centre.unlocking.unlock(LIBRARIAN, document, PASSWORD)
    work(centre)
    with centre.transactions.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    forms = [PASSWORD.encode(), PASSWORD.encode("utf-16-le"), ascii(PASSWORD)[1:-1].encode()]
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(form in content for form in forms), path
    output = capfd.readouterr()
    assert "zafran" not in output.out + output.err


def test_a_locked_archive_is_opened_and_unpacked(centre: Centre) -> None:
    content = locked_zip({"a.txt": "Un texte sur le girofle", "b.txt": "Un autre"}, "clef")
    archive = deposit(centre, content, name="lot.zip")
    work(centre)
    assert shown(centre, archive).failure_reason == FailureReason.ENCRYPTED
    with pytest.raises(Invalid, match="password-wrong"):
        centre.unlocking.unlock(LIBRARIAN, archive, "autre")
    centre.unlocking.unlock(LIBRARIAN, archive, "clef")
    work(centre)
    assert shown(centre, archive).state is DocumentState.UNPACKED
    assert len(found(centre, "girofle")) == 1


def test_a_locked_annex_is_opened(centre: Centre) -> None:
    document = deposit(centre, "Un texte sur le poivre")
    centre.documents.add_file(LIBRARIAN, document, "a.pdf", io.BytesIO(locked_pdf("Le girofle")))
    work(centre)
    record = shown(centre, document)
    assert record.state is DocumentState.INDEXED
    locked = locked_file(record)
    assert locked is not None
    assert locked.name == "a.pdf"
    centre.unlocking.unlock(LIBRARIAN, document, PASSWORD)
    work(centre)
    assert found(centre, "girofle") == found(centre, "poivre") == {document}
    assert shown(centre, document).failure is None


def test_a_second_click_changes_nothing(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    document = deposit(centre, locked_pdf("Le girofle"))
    work(centre)
    clicks = iter(["second"])

    def opening(*arguments: Any, limits: Limits) -> Iterator[bytes]:
        if next(clicks, None):
            centre.unlocking.unlock(LIBRARIAN, document, PASSWORD)
        return run_isolated(*arguments, limits=limits)

    monkeypatch.setattr(unlocking, "run_isolated", opening)
    with pytest.raises(Conflict, match="file-not-locked"):
        centre.unlocking.unlock(LIBRARIAN, document, PASSWORD)
    work(centre)
    assert len(shown(centre, document).files_in_use) == 1
    assert_sound(centre)


def test_only_librarians_open_and_only_what_is_locked(centre: Centre) -> None:
    locked, open_one = deposit(centre, locked_pdf("Le girofle")), deposit(centre)
    office = deposit(centre, LEGACY_WORD + "EncryptedPackage".encode("utf-16-le"))
    work(centre)
    with pytest.raises(Denied):
        centre.unlocking.unlock(READER, locked, PASSWORD)
    for document in (open_one, office):
        with pytest.raises(Conflict, match="file-not-locked"):
            centre.unlocking.unlock(LIBRARIAN, document, PASSWORD)
    assert shown(centre, office).failure_reason == FailureReason.PROTECTED
