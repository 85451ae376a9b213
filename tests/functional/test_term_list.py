"""A list of terms is counted, and each count leads to its search."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_terms_in_both_languages(
    page: Page, assert_accessible: Callable[[Page], None], language: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"/{language}/recherche/termes")
    page.locator("#terms").fill('"garde à vue"\nالطفل\nlicorne\n…\n' + "x" * 300)
    page.locator("main form button").first.click()
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(2).locator("td").first).to_have_text("0")
    assert_accessible(page)
    found = rows.nth(1).locator("td").first.inner_text()
    rows.nth(1).get_by_role("link").click()
    expect(page).to_have_url(re.compile("/recherche\\?q="))
    # What is found in the other language is a group of its own.
    expect(page.locator("main .hits").first.locator("> .hit")).to_have_count(int(found))


def test_the_table_can_be_downloaded(page: Page) -> None:
    page.goto("/fr/recherche/termes")
    page.locator("#terms").fill("torture")
    with page.expect_download() as download:
        page.locator("button[value=csv]").click()
    assert download.value.suggested_filename == "termes.csv"
