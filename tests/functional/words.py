"""What people read on the screens, in each language of the interface."""

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a test reads and clicks."""

    language: str
    direction: str
    deposit: str
    search: str
    public: str
    searchable: str
    page_of: str
    edit: str
    title: str
    save: str
    saved: str
    withdraw: str
    nothing: str
    history: str
    undo: str
    bring_back: str
    failures: str
    again: str
    in_a_moment: str


FRENCH: Final = Words(
    language="fr",
    direction="ltr",
    deposit="Déposer",
    search="Rechercher",
    public="Public",
    searchable="Consultable par la recherche",
    page_of="Page 2 sur 3",
    edit="Modifier la description",
    title="Titre en français",
    save="Enregistrer",
    saved="La description a été enregistrée.",
    withdraw="Retirer",
    nothing="Aucun résultat.",
    history="Historique",
    undo="Annuler cette modification",
    bring_back="Le rétablir",
    failures="Fichiers en échec",
    again="Réessayer",
    in_a_moment="Le fichier sera lu de nouveau dans un instant.",
)
ARABIC: Final = Words(
    language="ar",
    direction="rtl",
    deposit="إيداع",
    search="بحث",
    public="عام",
    searchable="متاحة في البحث",
    page_of="الصفحة 2 من 3",
    edit="تعديل الوصف",
    title="العنوان بالعربية",
    save="حفظ",
    saved="حُفظ الوصف.",
    withdraw="سحب",
    nothing="لم يُعثر على أي نتيجة.",
    history="السجل",
    undo="التراجع عن هذا التعديل",
    bring_back="استرجاعها",
    failures="الملفات المتعثرة",
    again="إعادة المحاولة",
    in_a_moment="سيُقرأ الملف من جديد بعد لحظات.",
)


def search_input(page: Page) -> Locator:
    """Return the search box: an ordinary field, which its script makes a combobox."""
    return page.get_by_role("search").locator("input[name=q]")


def look_for(page: Page, words: Words, query: str) -> None:
    """Search from the box that the page offers."""
    search_input(page).fill(query)
    page.get_by_role("button", name=words.search, exact=True).click()


def until_shown(page: Page, place: Locator) -> None:
    """Open the page again until the worker has done what the place shows."""
    for _ in range(40):
        if place.is_visible():
            return
        page.wait_for_timeout(250)
        page.reload()
    expect(place).to_be_visible()
