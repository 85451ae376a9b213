"""Hostile files of every format, sent by the real form: a sentence for each, and life goes on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, unique_text
from tests.functional import hostile_files as hostile
from tests.functional.test_hostile_files import payload, row, send
from tests.functional.words import ARABIC, FRENCH

pytestmark = pytest.mark.browser

DAMAGED = ("endommagé ou tronqué", "تالف أو مبتور")
TOO_LARGE = ("dépasse la taille acceptée", "يتجاوز الملف الحجم")
UNSUPPORTED = ("n’est pas lu ici", "لا يُقرأ هنا")
LOCKED = ("protégé par un mot de passe", "محمي بكلمة سر")
PROTECTED = ("enregistrez-en une copie sans mot de passe", "واحفظوا نسخة منه بلا كلمة سر")
TOO_MANY_PAGES = ("plus de pages que le centre", "يتجاوز عدد صفحات الوثيقة")

REASONS: dict[str, tuple[Callable[[], bytes], tuple[str, str]]] = {
    "bombe.zip": (hostile.zip_bomb, TOO_LARGE),
    "bombe.docx": (lambda: hostile.docx_of(" " * 40_000_000), TOO_LARGE),
    "entites.docx": (hostile.docx_with_entities, DAMAGED),
    "entites.odt": (hostile.odt_with_entities, DAMAGED),
    "coupe.docx": (lambda: hostile.docx_of("Une page coupée")[:400], DAMAGED),
    "coupe.png": (lambda: hostile.vast_picture(200)[:60], DAMAGED),
    "programme.docx": (hostile.program, UNSUPPORTED),
    "dessin.svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', UNSUPPORTED),
    "clef.doc": (hostile.locked_office, PROTECTED),
    "clef.zip": (lambda: hostile.zip_of({"a.txt": "secret"}, encrypted=True), LOCKED),
    "vaste.png": (hostile.vast_picture, TOO_LARGE),
    "feuilles.tif": (lambda: hostile.many_frames(6_000), TOO_MANY_PAGES),
    "profond.html": (lambda: hostile.nested_page(300_000), DAMAGED),
    "emboites.eml": (lambda: hostile.nested_mail(3_000), DAMAGED),
}

READ: dict[str, Callable[[], bytes]] = {
    "joints.eml": lambda: hostile.mail_with_attachments(40),
    "groupes.rtf": lambda: hostile.nested_groups(500_000),
    "boites.html": lambda: hostile.nested_page(2_000),
}


def test_what_harms_is_told_and_the_next_file_is_read(
    page: Page, centre: Centre, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "fr")
    contents = {name: make() for name, (make, _) in REASONS.items()}
    contents |= {name: make() for name, make in READ.items()}
    contents["suivant.txt"] = unique_text().encode()
    send(page, [payload(name, content) for name, content in contents.items()])
    count = len(contents)
    finished = page.get_by_text(f"Fichiers terminés : {count} sur {count}")
    expect(finished).to_be_visible(timeout=60_000)
    for name in (*READ, "suivant.txt"):
        expect(row(page, name)).to_contain_text(FRENCH.searchable)
    for name, (_, (french, _)) in REASONS.items():
        expect(row(page, name)).to_contain_text(french)
        expect(row(page, name)).to_contain_text("Le fichier est conservé")

    page.get_by_role("link", name="العربية").click()
    page.get_by_role("link", name=ARABIC.failures).click()
    kept = {one.file_name: one for one in centre.documents.failures(LIBRARIAN)}
    for name, (_, (_, arabic)) in REASONS.items():
        expect(row(page, name)).to_contain_text(arabic)
        file = centre.documents.file(LIBRARIAN, kept[name].id, kept[name].files[0].id)
        assert file.path.read_bytes() == contents[name]


def test_no_file_of_this_machine_is_read_for_a_document(
    page: Page, centre: Centre, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "fr")
    texts = {
        "etranger.docx": hostile.docx_of(
            "Le genièvre &z;", document_type=hostile.foreign_entity("w:document")
        ),
        "etranger.odt": hostile.odt_of(
            "Le genièvre &z;", document_type=hostile.foreign_entity("office:document-content")
        ),
    }
    send(page, [payload(name, content) for name, content in texts.items()])
    expect(page.get_by_text("Fichiers terminés : 2 sur 2")).to_be_visible(timeout=30_000)
    page.goto("/fr/recherche?q=root")
    expect(page.get_by_text(FRENCH.nothing)).to_be_visible()


def test_a_full_disk_is_told_to_staff_alone(
    page: Page, sign_in: Callable[[Page, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    banner = page.get_by_role("alert").filter(has_text="Le disque du centre est presque plein")
    page.goto("/fr/")
    expect(banner).to_have_count(0)
    sign_in(page, "fr")
    expect(banner).to_have_count(0)
    with monkeypatch.context() as patch:
        patch.setattr(
            "docsearch.services.disk_room.shutil.disk_usage", lambda _: hostile.FullDisk()
        )
        page.goto("/fr/")
        expect(banner).to_contain_text("Rien n’est perdu")
        page.get_by_role("link", name="العربية").click()
        expect(page.get_by_role("alert")).to_contain_text("قرص المركز شبه ممتلئ")
        page.context.clear_cookies()
        page.goto("/fr/")
        expect(banner).to_have_count(0)
