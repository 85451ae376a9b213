"""A visitor who has not signed in, with a mouse or with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.functional.words import ARABIC, FRENCH, Words, look_for

pytestmark = pytest.mark.browser


def test_a_visitor_searches_narrows_and_reads(page: Page) -> None:
    page.goto("/fr/")
    look_for(page, FRENCH, "droits de l'homme")
    filters = page.get_by_role("navigation", name="Filtres")
    choice = filters.get_by_role("link", name=re.compile("Guide pratique"))
    count = int(choice.locator(".facet-count").inner_text())
    choice.click()
    expect(page).to_have_url(re.compile("type=guide"))
    expect(page.locator("#found > .hit")).to_have_count(count)
    narrowed = page.url
    page.locator(".hit-pages a").first.click()
    expect(page.locator(".page-text mark").first).to_be_visible()
    page.get_by_role("link", name="Page suivante").or_(
        page.get_by_role("link", name="Page précédente")
    ).first.click()
    expect(page).to_have_url(re.compile("#page$"))
    page.go_back()
    page.go_back()
    expect(page).to_have_url(narrowed)
    filters.get_by_role("link", name=re.compile("Guide pratique")).click()
    expect(page).not_to_have_url(re.compile("type=guide"))


def test_a_list_goes_on_over_pages(page: Page) -> None:
    page.goto("/fr/recherche")
    first = page.locator(".hit-title").all_inner_texts()
    page.get_by_role("link", name="Suivant").click()
    expect(page).to_have_url(re.compile("page=2"))
    second = page.locator(".hit-title").all_inner_texts()
    assert first
    assert second
    assert not set(first) & set(second)


@pytest.mark.parametrize(
    ("words", "hidden"),
    [(FRENCH, '"une demande perdue"'), (ARABIC, "كرة الصوف"), (ARABIC, '"في طور الإنجاز"')],
)
def test_what_is_not_public_is_not_found(page: Page, words: Words, hidden: str) -> None:
    page.goto(f"/{words.language}/")
    look_for(page, words, hidden)
    expect(page.get_by_text(words.nothing)).to_be_visible()
    expect(page.locator("main")).to_contain_text(
        {"fr": "après connexion", "ar": "بعد تسجيل الدخول"}[words.language]
    )


def test_words_of_the_notices(page: Page) -> None:
    page.goto("/fr/recherche?q=tacite+reconduction+xylophone+year:demain")
    expect(page.get_by_text("Aucun document ne contient tous ces mots.")).to_be_visible()
    expect(page.get_by_text("n’a pas été comprise")).to_be_visible()
    expect(page.locator("code", has_text="year:demain")).to_be_visible()
    expect(page.locator(".hit").first).to_contain_text("tacite")


def test_the_keyboard_alone(page: Page) -> None:
    page.goto("/fr/recherche")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    page.goto("/fr/")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focus = "getComputedStyle(document.activeElement)"
        assert page.evaluate(f"{focus}.outlineStyle") == "solid"
        assert page.evaluate(f"parseFloat({focus}.outlineWidth)") >= 2
        reached.append(page.evaluate("document.activeElement.id"))
        if reached[-1] == "q":
            break
    assert reached[-1] == "q"
    page.keyboard.type("troïka")
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_contain_text("troïka")
