"""Archives and attachments: what comes out, what stays, and nothing twice."""

import io
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import func, select

from docsearch.domain.access import AccessLevel
from docsearch.domain.documents import DocumentState, FailureReason, FileRole, Notice
from docsearch.domain.errors import Conflict, Denied, NotFound
from docsearch.ingest.limits import Limits
from docsearch.models import Document, DocumentFile
from docsearch.services.centre import Centre
from docsearch.services.ingestion import IngestionService
from docsearch.services.unpacking import UnpackingService
from tests.factories import (
    LIBRARIAN,
    READER,
    all_changes,
    assert_sound,
    deposit,
    found,
    new_centre,
    shown,
    work,
)
from tests.integration.ingest.format_samples import docx_of, html_of, mail_of, zip_of
from tests.integration.ingest.pdf_samples import pdf_of

CLOVES: Final = docx_of("Le girofle", "Un texte sur le girofle.")
SAFFRON: Final = pdf_of("Un texte sur le safran")
PROGRAMME: Final = b"MZ\x90\0\3\0\0\0" + bytes(range(256))


def archive_of_four() -> bytes:
    return zip_of(
        {
            "envoi/lettre.docx": CLOVES,
            "envoi/رسالة.pdf": SAFFRON,
            "envoi/programme.exe": PROGRAMME,
            "__MACOSX/envoi/._lettre.docx": "x",
            "autres.zip": zip_of({"page.html": html_of("Le cumin", "Un texte sur le cumin.")}),
        }
    )


def count(centre: Centre, model: type[Document] | type[DocumentFile]) -> int:
    with centre.transactions.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_archive_becomes_documents_of_their_own(centre: Centre) -> None:
    archive = deposit(
        centre,
        archive_of_four(),
        name="lot.zip",
        access="restricted",
        type="guide",
        collection="Envois",
        recognition_language="ar",
    )
    work(centre)
    record = shown(centre, archive)
    assert (record.state, record.page_count) == (DocumentState.UNPACKED, 0)
    came = centre.unpacking.unpacked_from(LIBRARIAN, [archive])
    assert record.files[0].contents == [
        ["lettre.docx", "taken", came[0]],
        ["رسالة.pdf", "taken", came[1]],
        ["programme.exe", "unsupported", None],
        ["page.html", "taken", came[2]],
    ]
    assert [found(centre, word) for word in ("girofle", "safran", "cumin")] == [
        {one} for one in came
    ]
    for one in came:
        member = shown(centre, one)
        assert member.access is AccessLevel.RESTRICTED
        assert (member.type_code, member.collection_code) == ("guide", "envois")
        assert member.recognition_language == "ar"
        assert {"access", "type_code"} <= set(member.confirmed)
        assert member.unpacked_from_id == archive
    assert shown(centre, came[1]).file_name == "رسالة.pdf"
    assert found(centre, "lot") == set()
    assert_sound(centre)


def test_an_archive_gives_no_reader_what_was_restricted_out_of_it(centre: Centre) -> None:
    content = zip_of({"lettre.docx": docx_of("Plainte de M. Ahmed B.", "contre la commune")})
    archive = deposit(centre, content, name="lot.zip")
    work(centre)
    (came,) = centre.unpacking.unpacked_from(LIBRARIAN, [archive])
    assert shown(centre, came).access is AccessLevel.RESTRICTED
    (file,) = shown(centre, archive).files
    with pytest.raises(Denied):
        centre.documents.file(READER, archive, file.id)
    assert centre.documents.file(LIBRARIAN, archive, file.id).path.read_bytes() == content


def test_what_is_known_is_noted(centre: Centre) -> None:
    known = deposit(centre, CLOVES)
    archive = deposit(
        centre, zip_of({"a.docx": CLOVES, "b.txt": "le poivre", "c.txt": "le poivre"})
    )
    work(centre)
    record = shown(centre, archive)
    (came,) = centre.unpacking.unpacked_from(LIBRARIAN, [archive])
    assert record.state is DocumentState.UNPACKED
    assert record.files[0].contents == [
        ["a.docx", "known", known],
        ["b.txt", "taken", came],
        ["c.txt", "known", came],
    ]


@pytest.mark.parametrize("files", [{}, {"a.exe": PROGRAMME}, {"__MACOSX/x": "x"}, {"vide.txt": ""}])
def test_an_archive_with_nothing_to_read_says_so(centre: Centre, files: dict[str, bytes]) -> None:
    archive = deposit(centre, zip_of(files), name="lot.zip")
    work(centre)
    record = shown(centre, archive)
    assert (record.state, record.failure_reason) == (
        DocumentState.FAILED,
        FailureReason.NOTHING_INSIDE,
    )
    assert count(centre, Document) == 1
    assert_sound(centre)


class _Killed(BaseException):
    """What a kill looks like from inside."""


@pytest.mark.parametrize("survivors", [0, 1, 2])
def test_interrupted_unpacking_goes_on_without_doubling(
    centre: Centre, home: Path, monkeypatch: pytest.MonkeyPatch, survivors: int
) -> None:
    archive = deposit(centre, archive_of_four(), name="lot.zip")
    take = UnpackingService._take
    taken: list[str] = []

    def take_until_killed(
        self: UnpackingService, file: DocumentFile, name: str, kept: object
    ) -> int:
        if len(taken) == survivors:
            raise _Killed
        taken.append(name)
        return take(self, file, name, kept)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(UnpackingService, "_take", take_until_killed)
        with pytest.raises(_Killed):
            work(centre)
    assert count(centre, Document) == 1 + survivors
    again = new_centre(home)
    work(again)
    assert count(again, Document) == 4
    outcomes = [outcome for _, outcome, _ in shown(again, archive).files[0].contents]
    assert outcomes == ["taken", "taken", "unsupported", "taken"]
    assert_sound(again)


def test_an_archive_deposited_as_a_new_edition_takes_the_old_pages_away(centre: Centre) -> None:
    document = deposit(centre, "Un texte sur le poivre")
    work(centre)
    (old,) = shown(centre, document).files
    centre.documents.add_file(
        LIBRARIAN, document, "lot.zip", io.BytesIO(archive_of_four()), replaces=old.id
    )
    work(centre)
    assert shown(centre, document).state is DocumentState.UNPACKED
    assert found(centre, "poivre") == set()
    assert len(found(centre, "safran")) == 1
    assert_sound(centre)


def test_attachments_of_a_message_are_files_of_its_document(centre: Centre) -> None:
    content = mail_of(
        "Veuillez trouver le rapport ci-joint.",
        subject="Envoi du rapport",
        attachments={
            "lettre.docx": CLOVES,
            "lot.zip": zip_of({"dedans.pdf": SAFFRON}),
            "programme.exe": PROGRAMME,
        },
    )
    document = deposit(centre, content, name="envoi.eml")
    work(centre)
    record = shown(centre, document)
    assert record.state is DocumentState.INDEXED
    assert [(file.name, file.role, file.failure_reason) for file in record.files] == [
        ("envoi.eml", FileRole.TEXT, None),
        ("lettre.docx", FileRole.ATTACHMENT, None),
        ("dedans.pdf", FileRole.ATTACHMENT, None),
    ]
    assert record.files[0].contents[-1] == ["programme.exe", "unsupported", None]
    assert record.title == "Envoi du rapport"
    for word in ("ci-joint", "girofle", "safran"):
        assert found(centre, word) == {document}
    assert record.page_count == 3
    centre.indexing.ask_again()
    with centre.transactions.write(LIBRARIAN, "test") as session:
        session.get_one(Document, document).state = DocumentState.RECEIVED
    work(centre)
    assert len(shown(centre, document).files) == 3
    assert_sound(centre)


def test_of_very_many_attachments_the_last_stay_inside(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docsearch.services.unpacking.MOST_ATTACHMENTS", 4)
    notes = {f"{number}.txt": f"Une note {number} sur le cumin".encode() for number in range(5)}
    inner = mail_of("Suite", subject="Suite", attachments=notes)
    content = mail_of(
        "Voici", subject="Envoi", attachments={"suite.eml": inner, "lettre.docx": CLOVES}
    )
    document = deposit(centre, content, name="envoi.eml")
    for _ in range(2):
        work(centre)
        record = shown(centre, document)
        assert record.state is DocumentState.INDEXED
        assert [file.name for file in record.files] == [
            *("envoi.eml", "suite.eml", "lettre.docx", "0.txt", "1.txt")
        ]
        told = [(name, outcome) for name, outcome, _ in record.files[1].contents]
        assert told == [
            *((f"{number}.txt", "taken") for number in range(2)),
            *((f"{number}.txt", "too-many-files") for number in range(2, 5)),
        ]
        with centre.transactions.write(LIBRARIAN, "test") as session:
            session.get_one(Document, document).state = DocumentState.RECEIVED
    work(centre)
    assert_sound(centre)


def test_a_document_is_not_kept_waiting_by_a_large_archive(centre: Centre) -> None:
    files = {f"{number}.txt": f"Une note {number} sur le cumin".encode() for number in range(3)}
    ingestion = IngestionService(
        centre.transactions, centre.store, centre.unpacking, limits=Limits()
    )
    archive = deposit(centre, zip_of(files), name="lot.zip")
    assert ingestion.ingest_next()
    other = deposit(centre, "Un texte sur le poivre")
    assert ingestion.ingest_next()
    assert shown(centre, archive).state is DocumentState.UNPACKED
    assert shown(centre, other).state is DocumentState.INDEXING
    work(centre)
    assert len(found(centre, "cumin")) == 3


def test_an_archive_added_to_a_document_is_its_attachments(centre: Centre) -> None:
    document = deposit(centre, "Un texte sur le poivre")
    centre.documents.add_file(LIBRARIAN, document, "lot.zip", io.BytesIO(archive_of_four()))
    work(centre)
    record = shown(centre, document)
    assert record.state is DocumentState.INDEXED
    assert record.failure is None
    assert found(centre, "safran") == found(centre, "poivre") == {document}
    assert count(centre, Document) == 1
    assert_sound(centre)


def pdf_with_attachments(text: str, **files: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(text))))
    for name, content in files.items():
        writer.add_attachment(name, content)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_attachments_of_a_pdf_are_taken_out_on_request(centre: Centre) -> None:
    content = pdf_with_attachments("Le poivre", annexe=CLOVES, programme=PROGRAMME)
    document = deposit(centre, content, name="rapport.pdf")
    work(centre)
    assert found(centre, "girofle") == set()
    assert shown(centre, document).files[0].notices == [Notice.ATTACHMENTS]
    with pytest.raises(Denied):
        centre.unpacking.take_attachments(READER, document)
    assert centre.unpacking.take_attachments(LIBRARIAN, document) == 1
    assert shown(centre, document).state is DocumentState.RECEIVED
    work(centre)
    record = shown(centre, document)
    assert [(file.name, file.role) for file in record.files[1:]] == [
        ("annexe", FileRole.ATTACHMENT)
    ]
    assert found(centre, "girofle") == found(centre, "poivre") == {document}
    assert "documents.attach" in {change.action for change in all_changes(centre)}
    with pytest.raises(Conflict, match="attachments-missing"):
        centre.unpacking.take_attachments(LIBRARIAN, document)
    assert_sound(centre)


def test_nothing_is_taken_out_of_what_holds_nothing_or_is_hidden(centre: Centre) -> None:
    document = deposit(centre, pdf_of("Le poivre"), access="restricted")
    work(centre)
    with pytest.raises(Conflict, match="attachments-missing"):
        centre.unpacking.take_attachments(LIBRARIAN, document)
    with pytest.raises(NotFound):
        centre.unpacking.take_attachments(LIBRARIAN, 999)
