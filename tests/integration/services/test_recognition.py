"""Scanned pages in the centre: they wait, are read one by one, and become searchable."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from docsearch.config import Settings
from docsearch.domain.boxes import unpack_boxes
from docsearch.domain.documents import (
    DocumentState,
    FailureReason,
    RecognitionState,
    TextMethod,
)
from docsearch.domain.errors import Conflict, Denied, Invalid
from docsearch.domain.permissions import SYSTEM
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.readings import PageReading
from docsearch.ingest.recognition.recognise import RecognitionModels, recognise
from docsearch.models import Document, Page, PageText
from docsearch.services import page_recognition
from docsearch.services.centre import Centre
from tests.factories import (
    LIBRARIAN,
    READER,
    assert_sound,
    deposit,
    found,
    new_centre,
    page_texts,
    shown,
    work,
)
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.ingest.scan_samples import ARABIC, FRENCH, SUBJECTS, pdf, png, subjects, tiff


@pytest.fixture(autouse=True)
def models(models: RecognitionModels) -> RecognitionModels:
    """Every test of this module needs them."""
    return models


def pages_of(centre: Centre, document: int) -> list[Page]:
    with centre.transactions.read() as session:
        return list(
            session.scalars(
                select(Page).where(Page.document_id == document).order_by(Page.position)
            )
        )


def versions(centre: Centre, document: int, position: int = 1) -> list[tuple[TextMethod, bool]]:
    with centre.transactions.read() as session:
        texts = session.scalars(
            select(PageText)
            .join(PageText.page)
            .where(Page.document_id == document, Page.position == position)
            .order_by(PageText.version)
        )
        return [(text.method, text.current) for text in texts]


def test_a_scan_is_read_and_found(centre: Centre) -> None:
    document = deposit(centre, png(FRENCH), name="scan.png")
    work(centre)
    record = shown(centre, document)
    assert record.state is DocumentState.INDEXED
    assert record.title_fr == FRENCH[0]
    assert record.languages == ["fr"]
    assert found(centre, "ratifier la convention") == {document}
    view = centre.documents.page(SYSTEM, document, 1)
    assert view.text.method is TextMethod.OCR
    assert view.page.recognition is RecognitionState.DONE
    assert view.text.confidence
    assert view.text.score > 0.8
    first = unpack_boxes(view.text.boxes or b"")[0]
    assert view.text.text[first.start : first.end] == "Rapport"
    assert_sound(centre)


def test_an_arabic_scan_gets_an_arabic_title(centre: Centre) -> None:
    document = deposit(centre, png(ARABIC), name="scan.png")
    work(centre)
    record = shown(centre, document)
    assert (record.title_ar, record.title_fr) == (ARABIC[0], "")
    assert record.languages == ["ar"]
    assert found(centre, "المجلس الوطني") == {document}


def test_a_title_that_a_scanner_declared_gives_way_to_the_first_line(centre: Centre) -> None:
    document = deposit(centre, pdf(ARABIC, title="registre_ar+scan"), name="recu.pdf")
    work(centre)
    record = shown(centre, document)
    assert (record.title_ar, record.title_fr) == (ARABIC[0], "")


def test_running_heads_of_scanned_pages_are_taken_out(centre: Centre) -> None:
    document = deposit(centre, subjects(4), name="scan.tif")
    work(centre)
    texts = page_texts(centre, document)
    assert not any("Conseil national des droits" in text for text in texts[1:])
    for subject, text in zip(SUBJECTS, texts, strict=False):
        assert subject in text
    assert_sound(centre)


def test_a_scan_waits_and_says_so_where_no_model_is_installed(
    centre: Centre, home: Path, tmp_path: Path
) -> None:
    without = new_centre(home, ocr_models=tmp_path / "none")
    document = deposit(without, tiff(FRENCH, ARABIC), name="scan.tif", title_fr="Le registre")
    work(without)
    assert shown(without, document).state is DocumentState.INDEXED
    assert found(without, "registre") == {document}
    progress = without.recognition.progress(LIBRARIAN)
    assert (progress.waiting, progress.models_missing, progress.under_way) == (2, True, False)
    assert [(one.code, one.subject) for one in without.health.findings()] == [
        ("recognition-models-missing", "2 pages")
    ]
    # Once the models are there, the pages are read by themselves.
    work(centre)
    assert found(centre, "ratifier la convention") == {document}
    assert centre.recognition.progress(LIBRARIAN).done == 2
    assert_sound(centre)


def test_an_empty_scan_fails_once_it_was_read(centre: Centre) -> None:
    document = deposit(centre, png(()), name="scan.png")
    work(centre)
    record = shown(centre, document)
    assert (record.state, record.failure_reason) == (DocumentState.FAILED, FailureReason.NO_TEXT)
    assert_sound(centre)


class WorkerKilled(BaseException):
    """Ends the recognition as a kill does: nothing is written afterwards."""


def test_a_kill_in_the_middle_resumes_at_that_page(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, subjects(4), name="scan.tif")
    read: list[int] = []

    def killed_at_third(path: Path, kind: Any, number: int, *others: Any) -> PageReading:
        read.append(number)
        if read == [1, 2, 3]:
            raise WorkerKilled
        return recognise(path, kind, number, *others)

    monkeypatch.setattr(page_recognition, "recognise", killed_at_third)
    with pytest.raises(WorkerKilled):
        work(centre)
    # The first page is searchable before the last one is read.
    assert [page.recognition for page in pages_of(centre, document)][:2] == ["done", "done"]
    at_work = centre.recognition.progress(LIBRARIAN).at_work
    assert at_work == (document, 3)
    work(centre)
    assert read == [1, 2, 3, 3, 4]
    assert found(centre, "environnement") == set()
    assert found(centre, "travail") == {document}
    assert_sound(centre)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, FailureReason], list[int]]:
    """Give a way to make the recognition of a page fail, and the list of attempts."""

    def make(bad: int, reason: FailureReason) -> list[int]:
        attempts: list[int] = []

        def recognising(path: Path, kind: Any, number: int, *others: Any) -> PageReading:
            attempts.append(number)
            if number == bad:
                raise ExtractionFailed(reason, "more than 60 seconds of processor time")
            return recognise(path, kind, number, *others)

        monkeypatch.setattr(page_recognition, "recognise", recognising)
        return attempts

    return make


def test_a_page_that_fails_three_times_is_left_and_the_others_go_on(
    centre: Centre, failing: Callable[[int, FailureReason], list[int]]
) -> None:
    attempts = failing(1, FailureReason.TOO_SLOW)
    document = deposit(centre, subjects(2), name="scan.tif")
    work(centre)
    assert attempts == [1, 1, 1, 2]
    first, second = pages_of(centre, document)
    assert (first.recognition, first.recognition_failure) == ("failed", FailureReason.TOO_SLOW)
    assert second.recognition == "done"
    assert found(centre, "santé") == {document}
    progress = centre.recognition.progress(LIBRARIAN, [document])
    assert (progress.done, progress.failed, progress.waiting) == (1, 1, 0)
    assert_sound(centre)


def test_a_full_disk_does_not_count_as_an_attempt(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    document = deposit(centre, png(FRENCH), name="scan.png")
    with monkeypatch.context() as patch:
        patch.setattr(page_recognition, "recognise", no_space)
        for _ in range(5):
            with pytest.raises(OSError, match="No space left"):
                work(centre)
    work(centre)
    assert found(centre, "ratifier") == {document}


def test_an_ordered_recognition_replaces_even_a_good_text(centre: Centre) -> None:
    document = deposit(
        centre, pdf_of("Le dahir portant création du conseil national"), name="a.pdf"
    )
    work(centre)
    assert versions(centre, document) == [(TextMethod.POSITIONS, True)] or versions(
        centre, document
    ) == [(TextMethod.LAYER, True)]
    assert centre.recognition.order(LIBRARIAN, [document], language="fr") == 1
    work(centre)
    assert [method for method, current in versions(centre, document) if current] == [TextMethod.OCR]
    assert found(centre, "dahir") == {document}
    # A re-run that finds the same layer leaves what was chosen.
    with centre.transactions.write(SYSTEM, "test") as session:
        session.get_one(Document, document).state = DocumentState.RECEIVED
    work(centre)
    assert [method for method, current in versions(centre, document) if current] == [TextMethod.OCR]


def test_only_librarians_order_and_only_known_languages(centre: Centre) -> None:
    document = deposit(centre, png(FRENCH), name="scan.png", access="public")
    work(centre)
    with pytest.raises(Denied):
        centre.recognition.order(READER, [document])
    with pytest.raises(Denied):
        centre.recognition.order_page(READER, document, 1)
    with pytest.raises(Denied):
        centre.recognition.progress(READER)
    with pytest.raises(Invalid, match="field-invalid"):
        centre.recognition.order(LIBRARIAN, [document], language="de")
    text = deposit(centre)
    work(centre)
    with pytest.raises(Conflict, match="recognition-impossible"):
        centre.recognition.order(LIBRARIAN, [text])


def test_nothing_is_ordered_for_a_document_that_failed_otherwise(centre: Centre) -> None:
    document = deposit(centre, pdf_of("Le dahir"), name="a.pdf")
    work(centre)
    with centre.transactions.write(SYSTEM, "test") as session:
        record = session.get_one(Document, document)
        record.state, record.failure_reason = DocumentState.FAILED, FailureReason.TOO_SLOW
    with pytest.raises(Conflict, match="recognition-after-failure"):
        centre.recognition.order(LIBRARIAN, [document])
    assert [page.recognition for page in pages_of(centre, document)] == [None]
    centre.documents.retry(LIBRARIAN, [document])
    assert centre.recognition.order(LIBRARIAN, [document]) == 1
    work(centre)
    assert [page.recognition for page in pages_of(centre, document)] == ["done"]
    assert_sound(centre)


def test_the_language_that_staff_chose_is_honoured(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    languages: list[str] = []

    def noted(path: Path, kind: Any, number: int, language: str, *others: Any) -> PageReading:
        languages.append(language)
        return recognise(path, kind, number, language, *others)

    monkeypatch.setattr(page_recognition, "recognise", noted)
    document = deposit(centre, png(FRENCH), name="scan.png", recognition_language="fr+ar")
    work(centre)
    centre.recognition.order_page(LIBRARIAN, document, 1, language="fr")
    work(centre)
    assert languages == ["fr+ar", "fr"]


def test_what_was_ordered_goes_first(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def noted(path: Path, *others: Any) -> PageReading:
        order.append(path.name)
        return recognise(path, *others)

    earlier = deposit(centre, png(FRENCH), name="a.png")
    later = deposit(centre, png(ARABIC), name="b.png")
    while centre.recognition.progress(SYSTEM).waiting < 2:
        with monkeypatch.context() as patch:
            patch.setattr(page_recognition.PageRecognitionService, "recognise_next", lambda _: 0)
            centre.worker.work_once()
    centre.recognition.order(LIBRARIAN, [later])
    monkeypatch.setattr(page_recognition, "recognise", noted)
    work(centre)
    keys = [shown(centre, one).files[0].sha256 for one in (later, earlier)]
    assert order == keys


def test_a_text_by_hand_stays_through_every_re_run(centre: Centre) -> None:
    document = deposit(centre, png(FRENCH), name="scan.png")
    work(centre)
    shown_version = centre.documents.page(SYSTEM, document, 1).text.version
    centre.corrections.correct(
        LIBRARIAN, document, 1, "Texte relu à la main", based_on=shown_version
    )
    centre.documents.add_file(LIBRARIAN, document, "annexe.txt", io.BytesIO(b"L'annexe du rapport"))
    work(centre)
    assert page_texts(centre, document) == ["Texte relu à la main", "L'annexe du rapport"]
    with pytest.raises(Conflict, match="recognition-impossible"):
        centre.recognition.order(LIBRARIAN, [document])
    assert_sound(centre)


def test_texts_move_with_their_pages_when_a_file_before_them_grows(centre: Centre) -> None:
    document = deposit(centre, pdf_of("Le dahir"), name="a.pdf")
    centre.documents.add_file(LIBRARIAN, document, "scan.png", io.BytesIO(png(FRENCH)))
    work(centre)
    version = centre.documents.page(SYSTEM, document, 2).text.version
    centre.corrections.correct(LIBRARIAN, document, 2, "Annexe relue à la main", based_on=version)
    (main, _) = shown(centre, document).files
    longer = pdf_of("Le dahir modifié", "Son deuxième article")
    centre.documents.add_file(LIBRARIAN, document, "b.pdf", io.BytesIO(longer), replaces=main.id)
    work(centre)
    assert page_texts(centre, document) == [
        "Le dahir modifié",
        "Son deuxième article",
        "Annexe relue à la main",
    ]
    assert_sound(centre)


def test_settings_name_the_folder_of_the_models(tmp_path: Path) -> None:
    assert Settings.read({"DOCSEARCH_OCR_MODELS": str(tmp_path)}).ocr_models == tmp_path
