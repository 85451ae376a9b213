"""Putting a text right: by hand, by an earlier version, by accepting it; nothing is lost."""

import re

import pytest
from sqlalchemy import select

from docsearch.domain.boxes import WordBox, pack_boxes, unpack_boxes
from docsearch.domain.documents import RecognitionState, TextMethod
from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document, Page, PageText
from docsearch.services.centre import Centre
from docsearch.services.documents import read_again
from docsearch.services.quality import DeskQuery, PageDesk
from tests.factories import (
    LIBRARIAN,
    assert_sound,
    deposit,
    found,
    last_change,
    page_texts,
    shown,
    work,
)
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.services.doubtful_pages import doubt

WRONG = "La dinanderle de Fes est celebre"
RIGHT = "La dinanderie de Fès est célèbre"


@pytest.fixture
def document(centre: Centre) -> int:
    made = deposit(centre, pdf_of("Premiere page", WRONG), name="fes.pdf", access="public")
    work(centre)
    return made


def page(centre: Centre, document: int, position: int = 2) -> PageDesk:
    return centre.quality.page(LIBRARIAN, document, position, DeskQuery())


def correct(centre: Centre, document: int, text: str = RIGHT) -> None:
    version = page(centre, document).current.version
    centre.corrections.correct(LIBRARIAN, document, 2, text, based_on=version)


def test_a_correction_is_found_and_kept_when_the_file_is_read_again(
    centre: Centre, document: int
) -> None:
    assert found(centre, "dinanderie") == set()
    correct(centre, document)
    work(centre)
    assert found(centre, "dinanderie") == {document}
    with centre.transactions.write(SYSTEM, "test") as session:
        read_again(session.get_one(Document, document))
    work(centre)
    assert page_texts(centre, document)[1] == RIGHT
    assert found(centre, "dinanderie") == {document}
    assert_sound(centre)


def test_every_text_is_kept_as_a_version(centre: Centre, document: int) -> None:
    before = page(centre, document).current
    correct(centre, document)
    desk = page(centre, document)
    assert (desk.current.method, desk.current.text) == (TextMethod.HAND, RIGHT)
    assert before.text in [version.text for version in desk.versions]
    centre.corrections.choose(LIBRARIAN, document, 2, before.version)
    assert page(centre, document).current.text == before.text
    work(centre)
    assert found(centre, "dinanderle") == {document}
    assert len(page(centre, document).versions) == len(desk.versions)


def test_the_later_of_two_corrections_is_told(centre: Centre, document: int) -> None:
    seen = page(centre, document).current.version
    correct(centre, document)
    with pytest.raises(Conflict, match="text-changed-meanwhile"):
        centre.corrections.correct(LIBRARIAN, document, 2, "Autre", based_on=seen)
    assert page(centre, document).current.text == RIGHT


def test_the_same_text_is_no_correction(centre: Centre, document: int) -> None:
    text = page(centre, document).current.text
    change = last_change(centre).id
    correct(centre, document, text.replace("\n", "\r\n") + "\r\n ")
    assert page(centre, document).current.method is not TextMethod.HAND
    assert last_change(centre).id == change


def test_what_browsers_add_unseen_is_left_out(centre: Centre, document: int) -> None:
    correct(centre, document, "Fe\u0300s\r\net\x00\u00a0Mekn\u200bès\u202e\r\n\r\n")
    assert page(centre, document).current.text == "Fès\net Meknès"


def test_a_text_has_a_limit(centre: Centre, document: int) -> None:
    with pytest.raises(Invalid, match="text-too-long"):
        correct(centre, document, "x" * 100_001)


def test_words_keep_their_places_on_the_page(centre: Centre, document: int) -> None:
    words = re.finditer(r"\S+", page(centre, document).current.text)
    boxes = [WordBox(*word.span(), 100 * number, 50, 90, 40) for number, word in enumerate(words)]
    doubt(centre, document, 2, boxes=pack_boxes(boxes))
    correct(centre, document)
    kept = unpack_boxes(page(centre, document).current.boxes or b"")
    assert [(RIGHT[box.start : box.end], box.x) for box in kept if box.x in (0, 200)] == [
        ("La", 0),
        ("de", 200),
    ]


def test_an_accepted_text_leaves_the_list(centre: Centre, document: int) -> None:
    doubt(centre, document, 1, score=0.1)
    doubt(centre, document, 2, score=0.1, recognition=RecognitionState.WAITING)
    centre.corrections.accept(LIBRARIAN, document, [1, 2])
    assert centre.quality.desk(LIBRARIAN, DeskQuery()).total == 0
    assert last_change(centre).facts["pages"] == [1, 2]
    centre.corrections.accept(LIBRARIAN, document, [2], accepted=False)
    assert centre.quality.desk(LIBRARIAN, DeskQuery()).total == 1


def test_whoever_corrects_does_not_wait_for_recognition(centre: Centre, document: int) -> None:
    doubt(centre, document, 2, recognition=RecognitionState.WAITING)
    correct(centre, document)
    assert page(centre, document).page.recognition is None


def test_what_people_did_is_in_the_history(centre: Centre, document: int) -> None:
    correct(centre, document)
    centre.corrections.accept(LIBRARIAN, document, [1])
    told = centre.history.of_document(LIBRARIAN, document)
    assert [(change.actor, change.action) for change in told[:2]] == [
        ("Amina", "texts.accept"),
        ("Amina", "texts.correct"),
    ]


@pytest.mark.parametrize("method", ["layer", "positions", "fallback"])
def test_another_extractor_is_chosen(centre: Centre, document: int, method: str) -> None:
    correct(centre, document)
    centre.corrections.read_by(
        LIBRARIAN, document, 2, TextMethod(method), based_on=page(centre, document).current.version
    )
    work(centre)
    assert page(centre, document).current.method is TextMethod(method)
    assert found(centre, "dinanderle") == {document}
    assert RIGHT in [version.text for version in page(centre, document).versions]


def test_only_ways_of_reading_a_pdf_are_offered(centre: Centre, document: int) -> None:
    with pytest.raises(Invalid, match="field-invalid"):
        centre.corrections.read_by(LIBRARIAN, document, 2, TextMethod.OCR, based_on=1)
    text = deposit(centre)
    work(centre)
    with pytest.raises(Conflict, match="extractor-not-for-this-file"):
        centre.corrections.read_by(LIBRARIAN, text, 1, TextMethod.LAYER, based_on=1)


def test_an_extractor_that_finds_nothing_changes_nothing(centre: Centre) -> None:
    blank = deposit(centre, pdf_of("Une page", ""), name="blanc.pdf")
    work(centre)
    version = page(centre, blank).current.version
    with pytest.raises(Conflict, match="extractor-found-nothing"):
        centre.corrections.read_by(LIBRARIAN, blank, 2, TextMethod.FALLBACK, based_on=version)
    assert page(centre, blank).current.version == version


def test_what_is_not_there(centre: Centre, document: int) -> None:
    for place in ((document, 9), (999, 1)):
        with pytest.raises(NotFound):
            centre.corrections.correct(LIBRARIAN, *place, RIGHT, based_on=1)
    with pytest.raises(NotFound, match="version-unknown"):
        centre.corrections.choose(LIBRARIAN, document, 2, 99)


def test_exactly_one_version_is_current(centre: Centre, document: int) -> None:
    for text in (RIGHT, "Un autre texte", RIGHT):
        correct(centre, document, text)
    with centre.transactions.read() as session:
        current = session.scalars(
            select(PageText.text)
            .join(PageText.page)
            .where(Page.document_id == document, Page.position == 2, PageText.current)
        ).all()
    assert current == [RIGHT]
    texts = [version.text for version in page(centre, document).versions]
    assert len(texts) == len(set(texts))


def test_a_document_without_any_text_is_given_one(centre: Centre) -> None:
    blank = deposit(centre, pdf_of("", ""), name="blanc.pdf")
    work(centre)
    assert shown(centre, blank).failure_reason == "no-text"
    version = page(centre, blank).current.version
    centre.corrections.correct(LIBRARIAN, blank, 2, RIGHT, based_on=version)
    work(centre)
    assert shown(centre, blank).failure_reason is None
    assert found(centre, "dinanderie") == {blank}
    assert_sound(centre)
