"""Reading deposited files: states, reasons of failure, and that one never blocks another."""

import io
from typing import Final

import pytest

from docsearch.domain.documents import DocumentState, FailureReason, FileRole
from docsearch.domain.errors import Conflict, NotFound
from docsearch.models import Document
from docsearch.services.centre import Centre
from tests.factories import (
    LIBRARIAN,
    assert_sound,
    deposit,
    found,
    new_centre,
    page_texts,
    shown,
    work,
)
from tests.integration.ingest import pdf_samples
from tests.integration.ingest.pdf_samples import pdf_of

BAD_FILES: Final = {
    FailureReason.EMPTY: b"",
    FailureReason.DAMAGED: b"%PDF-1.7\n" + b"garbage" * 100,
    FailureReason.ENCRYPTED: pdf_samples.encrypted(pdf_of("secret"), user_password="x"),
    FailureReason.UNSUPPORTED: b"GIF89a" + bytes(range(256)),
    FailureReason.NO_TEXT: pdf_of("", ""),
}


@pytest.mark.parametrize("reason", BAD_FILES)
def test_a_bad_file_fails_with_its_reason_and_is_kept(
    centre: Centre, reason: FailureReason
) -> None:
    document = deposit(centre, BAD_FILES[reason], name="mauvais.pdf")
    work(centre)
    record = shown(centre, document)
    assert (record.state, record.failure_reason) == (DocumentState.FAILED, reason)
    assert record.failure_detail
    assert [one.id for one in centre.documents.failures(LIBRARIAN)] == [document]
    kept = centre.documents.file(LIBRARIAN, document, record.files[0].id)
    assert kept.path.read_bytes() == BAD_FILES[reason]
    assert_sound(centre)


def test_bad_files_do_not_hold_up_the_others(centre: Centre) -> None:
    bad = [deposit(centre, content) for content in BAD_FILES.values()]
    good = deposit(centre, "Le dahir")
    also_bad = deposit(centre, b"%PDF-1.4 nothing")
    work(centre)
    assert shown(centre, good).state is DocumentState.INDEXED
    assert [one.id for one in centre.documents.failures(LIBRARIAN)] == [also_bad, *reversed(bad)]


def test_a_failed_document_is_still_found_by_its_description(centre: Centre) -> None:
    document = deposit(centre, b"", title_fr="Registre illisible")
    work(centre)
    assert found(centre, "illisible") == {document}
    assert_sound(centre)


def test_retrying_reads_the_file_again(centre: Centre) -> None:
    document = deposit(centre, pdf_of("Le dahir"))
    path = centre.store.path(shown(centre, document).files[0].sha256)
    hidden = path.with_name("moved-away")
    path.rename(hidden)
    work(centre)
    assert shown(centre, document).failure_reason == FailureReason.FILE_MISSING
    hidden.rename(path)
    centre.documents.retry(LIBRARIAN, [document])
    record = shown(centre, document)
    assert (record.state, record.failure_reason) == (DocumentState.RECEIVED, None)
    work(centre)
    assert found(centre, "dahir") == {document}
    assert_sound(centre)


def test_only_what_failed_can_be_retried_and_all_or_nothing(centre: Centre) -> None:
    good, bad = deposit(centre), deposit(centre, b"")
    work(centre)
    with pytest.raises(Conflict, match="document-not-failed"):
        centre.documents.retry(LIBRARIAN, [bad, good])
    with pytest.raises(NotFound):
        centre.documents.retry(LIBRARIAN, [bad, 999])
    assert shown(centre, bad).state is DocumentState.FAILED


@pytest.mark.parametrize(
    "contents",
    [
        (pdf_of("Le texte"), pdf_of("", "")),
        (pdf_of("", ""), pdf_of("Le texte")),
        (pdf_of("Le texte"), pdf_of("", ""), b"suite du document"),
    ],
    ids=["scanned annex", "scanned cover", "scan in the middle"],
)
def test_a_file_of_pictures_among_others_is_no_failure(
    centre: Centre, contents: tuple[bytes, ...]
) -> None:
    document = deposit(centre, contents[0])
    for content in contents[1:]:
        centre.documents.add_file(LIBRARIAN, document, "annexe", io.BytesIO(content))
    work(centre)
    assert shown(centre, document).state is DocumentState.INDEXED
    assert found(centre, "texte") == {document}
    assert_sound(centre)


def test_an_annex_that_cannot_be_read_leaves_its_document_searchable(centre: Centre) -> None:
    document = deposit(centre, pdf_of("texte principal"))
    archive = io.BytesIO(b"PK\x05\x06" + bytes(18))
    centre.documents.add_file(LIBRARIAN, document, "plan.zip", archive)
    work(centre)
    record = shown(centre, document)
    assert record.state is DocumentState.INDEXED
    assert [file.failure_reason for file in record.files] == [None, FailureReason.NOTHING_INSIDE]
    assert found(centre, "principal") == {document}
    assert document in {failed.id for failed in centre.documents.failures(LIBRARIAN)}
    centre.documents.retry(LIBRARIAN, [document])
    work(centre)
    assert found(centre, "principal") == {document}
    assert_sound(centre)


def test_each_file_of_a_document_has_its_own_language(centre: Centre) -> None:
    document = deposit(centre, "Le Comité recommande à l'État partie de ratifier le protocole.")
    arabic = "توصي اللجنة الدولة الطرف بالتصديق على البروتوكول الاختياري الملحق بالاتفاقية."
    centre.documents.add_file(
        LIBRARIAN, document, "ar.txt", io.BytesIO(arabic.encode()), role=FileRole.LANGUAGE_VERSION
    )
    work(centre)
    record = shown(centre, document)
    assert [file.language for file in record.files] == ["fr", "ar"]
    assert sorted(record.languages) == ["ar", "fr"]


def test_files_of_pictures_alone_are_a_failure(centre: Centre) -> None:
    document = deposit(centre, pdf_of(""))
    centre.documents.add_file(
        LIBRARIAN, document, "b", io.BytesIO(pdf_of("", "")), role=FileRole.ANNEX
    )
    work(centre)
    assert shown(centre, document).failure_reason == FailureReason.NO_TEXT


def test_text_of_a_replaced_file_does_not_count_for_its_scan(centre: Centre) -> None:
    document = deposit(centre, pdf_of("un", "deux", "trois"))
    work(centre)
    (old,) = shown(centre, document).files
    centre.documents.add_file(LIBRARIAN, document, "b", io.BytesIO(pdf_of("")), replaces=old.id)
    work(centre)
    assert shown(centre, document).failure_reason == FailureReason.NO_TEXT
    assert found(centre, "deux") == set()


def test_a_file_replaced_while_it_is_read_is_read_anew(centre: Centre) -> None:
    document = deposit(centre, pdf_of("ancien"))
    with centre.transactions.write(LIBRARIAN, "test") as session:
        # As if the worker had begun.
        session.get_one(Document, document).state = DocumentState.EXTRACTING
    (old,) = shown(centre, document).files
    centre.documents.add_file(
        LIBRARIAN, document, "b", io.BytesIO(pdf_of("nouveau")), replaces=old.id
    )
    work(centre)
    assert page_texts(centre, document) == ["nouveau"]


LIMITED: Final[dict[FailureReason, tuple[dict[str, int], bytes]]] = {
    FailureReason.TOO_MANY_PAGES: ({"max_pages": 3}, pdf_of("a", "b", "c", "d")),
    FailureReason.TOO_SLOW: (
        {"max_seconds": 1},
        pdf_of(*["\n".join(f"la ligne {number}" for number in range(5_000))] * 80),
    ),
    FailureReason.TOO_MUCH_MEMORY: (
        {"max_memory_megabytes": 120},
        pdf_samples.flate_bomb(70),
    ),
}


@pytest.mark.parametrize("reason", LIMITED)
def test_limits_of_the_settings_hold(
    tmp_path_factory: pytest.TempPathFactory, reason: FailureReason
) -> None:
    limits, content = LIMITED[reason]
    centre = new_centre(tmp_path_factory.mktemp("limited"), **limits)
    document, other = deposit(centre, content), deposit(centre)
    work(centre)
    assert shown(centre, document).failure_reason == reason
    assert shown(centre, other).state is DocumentState.INDEXED


def test_a_file_grown_beyond_the_limit_since_its_deposit_is_not_read(
    centre: Centre, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = deposit(centre, b"x" * 1_100_000)
    home = centre.store.path(shown(centre, document).files[0].sha256).parents[2]
    stricter = new_centre(home, max_file_megabytes=1)
    work(stricter)
    assert shown(stricter, document).failure_reason == FailureReason.TOO_LARGE
