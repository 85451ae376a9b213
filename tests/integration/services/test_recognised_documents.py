"""Recognised pages are cleaned together: whoever comes late, and what people chose."""

import pytest
from sqlalchemy import select

from docsearch.domain.documents import TextMethod
from docsearch.domain.permissions import SYSTEM
from docsearch.ingest import pipeline
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.models import Page, PageText
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, assert_sound, deposit, found, page_texts, work
from tests.integration.ingest.scan_samples import HEAD, subjects


@pytest.fixture(autouse=True)
def models(models: RecognitionModels) -> RecognitionModels:
    """Every test of this module needs them."""
    return models


@pytest.fixture
def document(centre: Centre) -> int:
    """Return a scan whose pages were recognised and cleaned together."""
    made = deposit(centre, subjects(3), name="scan.tif")
    work(centre)
    assert with_head(centre, made) == [1]
    return made


def with_head(centre: Centre, document: int) -> list[int]:
    """Return the pages that keep their running head; it is the title on page one."""
    texts = page_texts(centre, document)
    return [number for number, text in enumerate(texts, start=1) if HEAD in text]


def version_with_head(centre: Centre, document: int, position: int) -> int:
    with centre.transactions.read() as session:
        texts = select(PageText).join(PageText.page).where(Page.document_id == document)
        of_page = session.scalars(texts.where(Page.position == position))
        return next(text.version for text in of_page if HEAD in text.text)


def recognise_again(centre: Centre, document: int, position: int, language: str = "") -> None:
    centre.recognition.order_page(LIBRARIAN, document, position, language=language)
    work(centre)


def test_a_version_that_a_person_brought_back_stays(centre: Centre, document: int) -> None:
    chosen = version_with_head(centre, document, 2)
    centre.corrections.choose(LIBRARIAN, document, 2, chosen)
    recognise_again(centre, document, 3)
    assert centre.documents.page(SYSTEM, document, 2).text.version == chosen
    assert with_head(centre, document) == [1, 2]
    # An order for that page takes the choice back.
    recognise_again(centre, document, 2)
    assert with_head(centre, document) == [1]
    assert_sound(centre)


@pytest.mark.parametrize("language", ["", "fr+ar"])
def test_a_page_recognised_again_alone_loses_its_running_head(
    centre: Centre, document: int, language: str
) -> None:
    before = page_texts(centre, document)
    recognise_again(centre, document, 3, language)
    assert with_head(centre, document) == [1]
    after = page_texts(centre, document)
    assert after[:2] == before[:2]
    assert "justice" in after[2]
    assert found(centre, "justice") == {document}
    assert_sound(centre)


def test_pages_corrected_by_hand_still_tell_the_running_head(centre: Centre, document: int) -> None:
    version = centre.documents.page(SYSTEM, document, 2).text.version
    centre.corrections.correct(LIBRARIAN, document, 2, "Relu à la main", based_on=version)
    recognise_again(centre, document, 3)
    assert with_head(centre, document) == [1]
    assert page_texts(centre, document)[1] == "Relu à la main"


def test_what_was_found_last_counts_even_when_it_is_less(centre: Centre, document: int) -> None:
    with centre.transactions.write(SYSTEM, "test") as session:
        known = session.scalars(
            select(PageText)
            .join(PageText.page)
            .where(Page.document_id == document, Page.position == 2, PageText.current)
        ).one()
        known.current = False
        session.flush()
        last = known.version + 1
        less = PageText(page_id=known.page_id, version=last, method=TextMethod.OCR, text="")
        less.confidence = known.confidence
        session.add(less)
    recognise_again(centre, document, 3)
    assert centre.documents.page(SYSTEM, document, 2).text.version == last


def test_the_last_pages_are_never_too_few_to_compare(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "WINDOW_PAGES", 4)
    document = deposit(centre, subjects(5), name="scan.tif")
    work(centre)
    assert with_head(centre, document) == [1]
