"""Every screen in each language and at two widths: accessible, whole, and from here alone.

That no screen complains on the console, asks another host for anything or lacks its policy is
watched in every test of this folder (``complaints`` in ``conftest``).
"""

import io
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from docsearch.domain.permissions import SYSTEM
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, answer, deposit, unique_text
from tests.functional.words import search_input
from tests.integration.services.doubtful_pages import doubt

pytestmark = pytest.mark.browser

WIDTHS: Final = {"desktop": 1280, "phone": 360}
OPEN: Final = (
    "/",
    "/recherche",
    "/recherche?q=droits+enfants&language=fr&sort=newest",
    "/recherche?q=%22tacite%20reconduction%22+year:demain",
    "/recherche?q=reconduction+xylophone",
    "/recherche?q=xylophone",
    "/recherche?q=garde+%C3%A0+vue",
    "/recherche?q=garde+%C3%A0+vue&across=off&from=2010&to=2023",
    "/recherche?q=garde+%C3%A0+vue&across=only",
    "/recherche?q=droits&document={guide}",
    "/recherche/termes",
    "/documents/{guide}?page=3&q=certificat+enqu%C3%AAteurs",
    "/documents/{arabic}?page=2&q=%D8%A7%D9%84%D9%85%D8%B5%D9%84%D8%AD%D8%A9",
    "/connexion",
    "/documents/999999",
    "/deposer",
)
STAFF: Final = (
    "/",
    "/recherche?q=droits",
    "/documents/{guide}",
    "/documents/{failed}",
    "/documents/{withdrawn}",
    "/documents/{guide}/modifier",
    "/documents/{guide}/historique",
    "/documents/{guide}/fichiers",
    "/documents/{original}",
    "/documents/{original}/copie-publique",
    "/documents/selection?id={guide}&id={arabic}",
    "/documents/selection",
    "/deposer",
    "/deposer/notice",
    "/deposer/suivi?id={guide}&id={failed}",
    "/echecs",
    "/qualite",
    "/qualite?kind=empty&language=ar&method=layer",
    "/qualite/doubles",
    "/qualite/recherches-sans-resultat",
    "/qualite/{guide}/3",
    "/qualite/{arabic}/2?kind=below",
    "/admin/types",
    "/admin/types/guide",
    "/admin/types/nouveau",
    "/admin/lexique",
    "/admin/lexique?mot=torture",
    "/admin/lexique?mot=xylophone&french=xylophone",
    "/compte/mot-de-passe",
)


@pytest.fixture(scope="session")
def places(centre: Centre) -> dict[str, int]:
    """Documents that the addresses above name."""
    failed = deposit(centre, b"%PDF-1.7\nlost", name="perdu.pdf")
    withdrawn = deposit(centre, name="retire.txt")
    centre.documents.withdraw(LIBRARIAN, withdrawn)

    original = deposit(centre, name="integral.txt", title_fr="Rapport intégral")
    centre.disclosure.add_public_copy(
        LIBRARIAN,
        original,
        "extrait.txt",
        io.BytesIO(unique_text().encode()),
        reason="Noms",
        public_from="2999-01-31",
    )

    def first(query: str) -> int:
        return answer(centre, query).found[0].document.id

    while not centre.documents.standings(SYSTEM, [failed])[failed].finished:
        pass
    guide, arabic = first("certificat médical enquêteurs"), first("المصلحة الفضلى")
    for document in (guide, arabic):
        doubt(centre, document, 2, score=0.2)
    return {
        "guide": guide,
        "arabic": arabic,
        "original": original,
        "failed": failed,
        "withdrawn": withdrawn,
    }


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("addresses", [OPEN, STAFF], ids=["stranger", "staff"])
def test_every_screen(
    page: Page,
    sign_in: Callable[[Page, str], None],
    assert_accessible: Callable[[Page], None],
    places: dict[str, int],
    addresses: tuple[str, ...],
    language: str,
    direction: str,
    width: int,
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if addresses is STAFF:
        sign_in(page, language)
    for address in addresses:
        page.goto(f"/{language}{address.format(**places)}")
        expect(page.locator("html")).to_have_attribute("dir", direction)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert (" – " in page.title()) is (address != "/")
        assert_accessible(page)


def test_a_refused_form_is_accessible(
    page: Page,
    sign_in: Callable[[Page, str], None],
    assert_accessible: Callable[[Page], None],
    places: dict[str, int],
) -> None:
    sign_in(page, "fr")
    page.goto(f"/fr/documents/{places['guide']}/modifier")
    page.get_by_label("Date").fill("le douze")
    page.get_by_label("Source", exact=True).fill("Jamais perdue")
    page.get_by_role("main").get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("La date « le douze » n’est pas comprise")
    expect(page.get_by_label("Source", exact=True)).to_have_value("Jamais perdue")
    assert_accessible(page)
    page.get_by_role("alert").get_by_role("link", name="Date").click()
    expect(page.get_by_label("Date")).to_be_in_viewport()


def test_screens_fit_at_twice_the_size(
    page: Page, assert_accessible: Callable[[Page], None], places: dict[str, int]
) -> None:
    # What 200 % zoom does to a screen of 1280 pixels.
    page.set_viewport_size({"width": 640, "height": 400})
    for address in OPEN[:7]:
        page.goto(f"/ar{address.format(**places)}")
        assert_accessible(page)


def test_all_works_without_scripts(browser: Browser, live_server: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=live_server) as context:
        page = context.new_page()
        page.goto("/fr/")
        search_input(page).fill("tacite reconduction")
        page.keyboard.press("Enter")
        page.locator(".hit-pages a").first.click()
        expect(page.locator(".page-text mark").first).to_be_visible()
        page.get_by_role("link", name="العربية").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator(".page-text mark").first).to_be_visible()
