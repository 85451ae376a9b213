"""The walk of a librarian: ingest, search, open page N, edit, withdraw, undo."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.functional.words import ARABIC, FRENCH, Words, look_for, until_shown
from tests.integration.ingest.pdf_samples import pdf_of

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Work:
    """A file to deposit, what only its second page says, and the title it is given."""

    file: FilePayload
    query: str
    marked: str
    title: str
    drawn: bool


PDF = Work(
    FilePayload(
        name="artisans.pdf",
        mimeType="application/pdf",
        buffer=pdf_of("Rapport sur les artisans", "La dinanderie de Fes", "Le troisieme feuillet"),
    ),
    query="dinanderie",
    marked="dinanderie",
    title="Artisans du cuivre : un brouillon",
    drawn=True,
)
SECTION = "يهتم هذا القسم بحقوق الصناع التقليديين وبظروف عملهم. " * 56
TEXT = Work(
    FilePayload(
        name="تقرير الصناع.txt",
        mimeType="text/plain",
        buffer=f"{SECTION}\n\nتشتهر المدينة بصناعة النحاسيات. {SECTION}\n\n{SECTION}".encode(),
    ),
    query="النحاسيات",
    marked="النحاسيات",
    title="حقوق صناع النحاس: مسودة",
    drawn=False,
)


@pytest.mark.parametrize(
    ("words", "work"), [(FRENCH, PDF), (ARABIC, TEXT)], ids=["french", "arabic"]
)
def test_from_a_file_to_an_answer_and_back(
    page: Page,
    browser: Browser,
    live_server: str,
    sign_in: Callable[[Page, str], None],
    words: Words,
    work: Work,
) -> None:
    sign_in(page, words.language)
    expect(page.locator("html")).to_have_attribute("dir", words.direction)
    deposit(page, words, work)
    open_page_two(page, words, work)
    edit(page, words, work)
    address = page.url.partition("?")[0]

    page.get_by_role("button", name=words.withdraw, exact=True).click()
    assert not is_found(page, words, work)
    with browser.new_context() as stranger:
        assert stranger.request.get(address).status == 404
    page.goto(address)
    page.get_by_role("link", name=words.history, exact=True).click()
    page.get_by_role("button", name=words.undo).first.click()
    look_for(page, words, work.query)
    until_shown(page, page.get_by_role("link", name=work.title, exact=True))

    page.get_by_role("link", name=work.title, exact=True).click()
    page.get_by_role("button", name=words.withdraw, exact=True).click()
    page.get_by_role("button", name=words.bring_back).click()
    expect(page.get_by_role("button", name=words.withdraw, exact=True)).to_be_visible()
    with browser.new_context() as stranger:
        assert stranger.request.get(address).status == 200


def deposit(page: Page, words: Words, work: Work) -> None:
    page.get_by_role("navigation").get_by_role("link", name=words.deposit, exact=True).click()
    page.locator("#files").set_input_files([work.file])
    page.get_by_label(words.public, exact=True).check()
    page.get_by_role("main").get_by_role("button", name=words.deposit, exact=True).click()
    # Nobody reloads: the page comes back by itself until all is done.
    expect(page.get_by_text(words.searchable)).to_be_visible(timeout=20_000)


def open_page_two(page: Page, words: Words, work: Work) -> None:
    look_for(page, words, work.query)
    expect(page.locator("#found > .hit")).to_have_count(1)
    page.locator(".hit-pages a").first.click()
    expect(page).to_have_url(re.compile(r"page=2&q=.*#page$"))
    expect(page.get_by_role("heading", name=words.page_of)).to_be_in_viewport()
    expect(page.locator(".page-text mark").first).to_have_text(work.marked)
    picture = page.locator(".page-image img")
    assert picture.count() == work.drawn
    if work.drawn:
        picture.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert picture.evaluate("image => image.naturalWidth") > 100


def edit(page: Page, words: Words, work: Work) -> None:
    page.get_by_role("link", name=words.edit).click()
    page.get_by_label(words.title).fill(work.title)
    page.get_by_role("main").get_by_role("button", name=words.save).click()
    expect(page.get_by_text(words.saved)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(work.title)


def is_found(page: Page, words: Words, work: Work) -> bool:
    look_for(page, words, work.query)
    return not page.get_by_text(words.nothing).is_visible()
