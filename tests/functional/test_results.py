"""The results in a real browser: keys, years drawn, languages, why, one document, without a mouse.

What is written on the screens is in ``test_screens``; here is what one does with them.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, deposit
from tests.functional.words import search_input

pytestmark = pytest.mark.browser

QUERY = "q=garde+%C3%A0+vue"
BOTH = pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])


@pytest.fixture(scope="module", autouse=True)
def arabic_text(centre: Centre) -> None:
    """Give the centre a text that says « garde à vue » in Arabic alone."""
    centre.lexicon.decide(LIBRARIAN, "garde à vue", "الحراسة النظرية", probability=1)
    text = "تخضع الحراسة النظرية لرقابة القاضي، ويبلغ كل شخص موقوف بحقوقه فورا وبلغة يفهمها."
    document = deposit(centre, text, name="harasa.txt", access="public", languages="ar")
    while not centre.documents.standings(LIBRARIAN, [document])[document].finished:
        pass


def address_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_keys_walk_the_hits_and_open_one(page: Page) -> None:
    page.goto("/fr/recherche?q=droits")
    links = page.locator(".hit .hit-title a")
    assert links.count() > 2
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    expect(links.nth(1)).to_be_in_viewport()
    page.keyboard.press("/")
    expect(search_input(page)).to_be_focused()
    page.keyboard.type("jk/")
    expect(search_input(page)).to_have_value("jk/")
    page.keyboard.press("Escape")
    links.nth(0).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/documents/\d+"))


def test_keys_with_control_are_left_to_the_browser(page: Page) -> None:
    page.goto("/fr/recherche?q=droits")
    page.keyboard.press("Alt+j")
    assert page.evaluate("document.activeElement === document.body")


def test_keys_can_be_turned_off_for_good(page: Page) -> None:
    page.goto("/fr/")
    page.locator(".home-search summary").click()
    box = page.locator("input[data-keys]")
    expect(box).to_be_checked()
    box.uncheck()
    page.goto("/fr/recherche?q=droits")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


@BOTH
def test_years_are_drawn_with_the_mouse(page: Page, language: str, direction: str) -> None:
    page.goto(f"/{language}/recherche")
    bars = page.locator(".year-bars")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box
    years = page.locator(".year-bars a")
    count = years.count()
    width = box["width"] / count
    middle = box["y"] + box["height"] / 2

    def place(number: int) -> float:
        from_start = (number + 0.5) * width
        return box["x"] + (from_start if direction == "ltr" else box["width"] - from_start)

    page.mouse.move(place(1), middle)
    page.mouse.down()
    page.mouse.move(place(count - 2), middle, steps=4)
    expected = (
        years.nth(1).get_attribute("data-first"),
        years.nth(count - 2).get_attribute("data-last"),
    )
    page.mouse.up()
    page.wait_for_url(re.compile("from="))
    asked = address_of(page)
    assert (asked["from"], asked["to"]) == ([expected[0]], [expected[1]])
    expect(page.locator("#year-from")).to_have_value(expected[0] or "")
    assert page.locator(".year-chosen").count() >= 1


def test_years_and_facets_work_without_scripts(browser: Browser, live_server: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=live_server) as context:
        page = context.new_page()
        page.goto("/fr/recherche?q=droits&language=fr")
        page.locator("#year-from").fill("2022")
        page.locator(".year-fields button").click()
        asked = address_of(page)
        assert (asked["q"], asked["language"], asked["from"]) == (["droits"], ["fr"], ["2022"])
        page.locator(".hit .why summary").first.click()
        expect(page.locator(".hit .why li").first).to_be_visible()
        page.locator(".uses summary").click()
        expect(page.locator("#permanent-address")).to_have_value(
            f"{live_server}/recherche?q=droits&language=fr&from=2022"
        )


@BOTH
def test_arabic_is_found_beside_french_and_apart(
    page: Page, assert_accessible: Callable[[Page], None], language: str, direction: str
) -> None:
    page.goto(f"/{language}/recherche?{QUERY}")
    group = page.locator("#across")
    expect(group.locator(".translations bdi").first).to_have_text("garde à vue")
    expect(group.locator(".translations bdi").nth(1)).to_have_text("الحراسة النظرية")
    for summary in page.locator("main details > summary").all():
        if summary.is_visible():
            summary.click()
    assert_accessible(page)
    page.goto(f"/{language}/recherche?{QUERY}&across=only")
    expect(page.locator(".hit .translations").first).to_be_visible()
    page.locator(".hit-pages a").first.click()
    expect(page.locator(".page-text mark").first).to_contain_text("الحراسة")
    page.goto(f"/{language}/recherche?{QUERY}")
    page.locator(".across-switch a[href*='across=off']").click()
    expect(page.locator("#across")).to_have_count(0)
    page.locator(".across-switch a").click()
    assert "across" not in address_of(page)


def test_from_a_hit_to_all_its_pages(page: Page) -> None:
    page.goto("/fr/recherche?q=garanties+registre+avocat+personne")
    more = page.locator(".hit-more > a").first
    announced = int(re.sub(r"\D.*", "", more.inner_text()))
    more.click()
    expect(page.locator(".inside-pages > li")).to_have_count(announced)
    numbers = [
        int(re.sub(r"\D", "", text.split("–")[0]))
        for text in page.locator(".inside-pages > li > a").all_inner_texts()
    ]
    assert numbers == sorted(numbers)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".page-text mark").first).to_be_visible()
    page.locator(".search-inside input[name=q]").fill("silence")
    page.keyboard.press("Enter")
    expect(page.locator(".inside-pages mark").first).to_have_text("silence")
    assert "document" in address_of(page)
