"""The walk of a librarian over the quality desk: a bad page, beside its picture, put right."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document
from docsearch.services.centre import Centre
from docsearch.services.documents import read_again
from tests.factories import deposit, unique_text
from tests.functional.words import FRENCH, look_for, until_shown
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.services.doubtful_pages import doubt

pytestmark = pytest.mark.browser

WRONG = "La poterle de Safi est connue au loin"
RIGHT = "La poterie de Safi est connue au loin"
TITLE = "Potiers de Safi"


def until_read(centre: Centre, document: int) -> None:
    while not centre.documents.standings(SYSTEM, [document])[document].finished:
        pass


@pytest.fixture
def bad_page(centre: Centre) -> int:
    """A public document whose second page is doubtful."""
    document = deposit(centre, pdf_of(unique_text(), WRONG), access="public", title_fr=TITLE)
    until_read(centre, document)
    doubt(centre, document, 2, score=0.2)
    return document


def test_from_a_bad_page_to_a_found_text(
    page: Page,
    centre: Centre,
    bad_page: int,
    sign_in: Callable[[Page, str], None],
    assert_accessible: Callable[[Page], None],
) -> None:
    sign_in(page, "fr")
    navigation = page.get_by_role("navigation", name="Menu principal")
    navigation.get_by_role("link", name="Qualité des textes").click()
    page.goto(f"{page.url}?document={bad_page}")
    page.get_by_role("link", name=re.compile(r"Texte douteux")).click()
    page.get_by_role("row", name=TITLE).get_by_role("link").click()

    picture = page.locator(".page-image img")
    picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.naturalWidth") > 100
    field = page.get_by_label("Texte de la page")
    expect(field).to_have_value(WRONG)
    assert_accessible(page)
    field.fill(RIGHT)
    page.get_by_role("button", name="Enregistrer le texte").click()
    expect(page.get_by_text("Le texte a été enregistré.")).to_be_visible()
    expect(field).to_have_value(RIGHT)

    look_for(page, FRENCH, "poterie Safi")
    until_shown(page, page.get_by_role("link", name=TITLE, exact=True))
    with centre.transactions.write(SYSTEM, "test") as session:
        read_again(session.get_one(Document, bad_page))
    until_read(centre, bad_page)
    page.goto(f"/fr/qualite/{bad_page}/2")
    expect(field).to_have_value(RIGHT)
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_text(WRONG)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="En faire le texte de la page").click()
    expect(field).to_have_value(WRONG)
    page.get_by_role("link", name="Qui a changé quoi").click()
    expect(page.get_by_role("heading", name="Texte corrigé à la main")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("ar", 360)])
def test_the_word_found_is_marked_on_the_picture(
    page: Page,
    centre: Centre,
    bad_page: int,
    assert_accessible: Callable[[Page], None],
    language: str,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/{language}/documents/{bad_page}?page=2&q=poterle")
    picture, mark = page.locator(".page-sheet img"), page.locator(".page-marks rect")
    expect(mark).to_have_count(1)
    picture.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    sheet, place = picture.bounding_box(), mark.bounding_box()
    assert sheet is not None
    assert place is not None
    # The samples write their line near the top left of the sheet.
    assert sheet["x"] <= place["x"] <= sheet["x"] + sheet["width"] / 2
    assert sheet["y"] <= place["y"] <= sheet["y"] + sheet["height"] / 3
    assert place["width"] < sheet["width"] / 4
    assert_accessible(page)
