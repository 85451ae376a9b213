"""The search box as a combobox: proposals, keyboard, recent searches, both directions."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.functional.words import ARABIC, FRENCH, Words, search_input

pytestmark = pytest.mark.browser

TYPED = {
    "fr": ("associ", "La liberté d’association en deux pages"),
    "ar": ("طف", "دليل مبسط لحقوق الطفل"),
}
FORGOTTEN = {"fr": "Les recherches récentes sont oubliées.", "ar": "نُسيت عمليات البحث الأخيرة."}


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def type_slowly(page: Page, text: str) -> None:
    search_input(page).press_sequentially(text)


@pytest.mark.parametrize("words", [FRENCH, ARABIC], ids=["fr", "ar"])
def test_a_title_is_chosen_with_the_keyboard(
    page: Page, assert_accessible: Callable[[Page], None], words: Words
) -> None:
    typed, title = TYPED[words.language]
    page.goto(f"/{words.language}/")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    type_slowly(page, typed)
    wanted = options(page).filter(has_text=title)
    expect(wanted).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    assert page.evaluate("getComputedStyle(document.querySelector('.proposals')).direction") == (
        words.direction
    )

    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    while wanted.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == wanted.get_attribute("id")
    expect(box).to_be_focused()
    expect(box).to_have_value(typed)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/documents/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.mark.parametrize("words", [FRENCH, ARABIC], ids=["fr", "ar"])
def test_escape_closes_and_enter_searches_as_before(page: Page, words: Words) -> None:
    typed, _ = TYPED[words.language]
    page.goto(f"/{words.language}/recherche")
    type_slowly(page, typed)
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(search_input(page)).to_have_value(typed)
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche\?q="))


def test_a_word_is_completed_and_searched_with_the_mouse(page: Page) -> None:
    page.goto("/fr/")
    type_slowly(page, "liberté d'assoc")
    options(page).filter(has_text="liberté d'association").first.click()
    expect(page).to_have_url(re.compile("q=libert%C3%A9\\+d%27association"))
    expect(page.locator(".hit").first).to_be_visible()


@pytest.mark.parametrize("words", [FRENCH, ARABIC], ids=["fr", "ar"])
def test_recent_searches_stay_here_until_they_are_forgotten(
    page: Page, assert_accessible: Callable[[Page], None], words: Words
) -> None:
    page.goto(f"/{words.language}/")
    search_input(page).click()
    expect(page.get_by_role("listbox")).to_have_count(0)
    for query in ("torture", "<b>الطفل</b>"):
        search_input(page).fill(query)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/recherche"))
        page.goto(f"/{words.language}/")
    search_input(page).click()
    expect(options(page)).to_have_count(3)
    expect(options(page).first).to_contain_text("<b>الطفل</b>")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=torture"))

    page.goto(f"/{words.language}/")
    search_input(page).click()
    options(page).last.click()
    expect(page.get_by_role("status").filter(has_text=FORGOTTEN[words.language])).to_have_count(1)
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.reload()
    search_input(page).click()
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_signing_out_forgets_the_recent_searches(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "fr")
    page.goto("/fr/")
    search_input(page).fill("torture")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/recherche"))
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()
    page.goto("/fr/")
    search_input(page).click()
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_proposals_fit_on_a_phone(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/ar/recherche")
    type_slowly(page, "حقوق")
    expect(options(page).first).to_be_visible()
    assert_accessible(page)
    for option in options(page).all():
        box = option.bounding_box()
        assert box
        assert box["height"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
