"""Files that harm or fail, sent by the real form: a sentence for the person, and life goes on."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from pypdf import PdfReader, PdfWriter

from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, unique_text
from tests.functional.words import ARABIC, FRENCH
from tests.integration.ingest.pdf_samples import pdf_of

pytestmark = pytest.mark.browser


def payload(name: str, content: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=content)


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of("Une page sous clef"))))
    writer.encrypt("secret", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


REASONS = {
    "vide.pdf": (b"", "Le fichier est vide", "الملف فارغ"),
    "coupe.pdf": (pdf_of("Une page coupée")[:150], "endommagé ou tronqué", "تالف أو مبتور"),
    "clef.pdf": (locked(), "protégé par un mot de passe", "محمي بكلمة سر"),
    "image.pdf": (b"GIF89a" + bytes(300), "n’est pas lu ici", "لا يُقرأ هنا"),
}


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def send(page: Page, files: list[FilePayload]) -> None:
    page.goto("/fr/deposer")
    page.locator("#files").set_input_files(files)
    page.get_by_role("main").get_by_role("button", name="Déposer", exact=True).click()


def test_files_that_cannot_be_read(
    page: Page, centre: Centre, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "fr")
    good = payload("bon.txt", unique_text().encode())
    send(page, [*(payload(name, content) for name, (content, *_) in REASONS.items()), good])
    expect(page.get_by_text("Fichiers terminés : 5 sur 5")).to_be_visible(timeout=30_000)
    expect(row(page, "bon.txt")).to_contain_text(FRENCH.searchable)
    for name, (_, french, _arabic) in REASONS.items():
        expect(row(page, name)).to_contain_text(french)
        expect(row(page, name)).to_contain_text("Le fichier est conservé")
    page.get_by_role("link", name="العربية").click()
    for name, (_, _french, arabic) in REASONS.items():
        expect(row(page, name)).to_contain_text(arabic)

    page.get_by_role("link", name=ARABIC.failures).click()
    for name, (content, _french, arabic) in REASONS.items():
        expect(row(page, name)).to_contain_text(arabic)
        failed = next(one for one in centre.documents.failures(LIBRARIAN) if one.file_name == name)
        kept = centre.documents.file(LIBRARIAN, failed.id, failed.files[0].id)
        assert kept.path.read_bytes() == content
    row(page, "clef.pdf").get_by_role("button", name=ARABIC.again).click()
    expect(page.get_by_text(ARABIC.in_a_moment)).to_be_visible()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/rapport.txt", "rapport.txt"),
        ("note\u202etxt.pdf.txt", "notetxt.pdf.txt"),
        ("n" * 300 + ".txt", "n" * 251 + ".txt"),
    ],
    ids=["parents", "override", "long"],
)
def test_names_are_made_safe(
    page: Page, sign_in: Callable[[Page, str], None], name: str, shown: str
) -> None:
    sign_in(page, "fr")
    send(page, [payload(name, unique_text().encode())])
    link = page.get_by_role("main").get_by_role("link", name=shown, exact=True)
    expect(link).to_be_visible()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate(overflow) <= 0


def test_text_with_holes_is_read(page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(page, "fr")
    send(page, [payload("trous.txt", unique_text().replace("Le ", "Le\0 girofle\0 ").encode())])
    expect(page.get_by_text(FRENCH.searchable)).to_be_visible(timeout=20_000)
    page.goto("/fr/recherche?q=girofle")
    expect(page.locator(".hit .snippet mark")).to_have_text("girofle")


def test_the_same_file_twice_leads_to_the_first(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "fr")
    content = unique_text().encode()
    send(page, [payload("un.txt", content), payload("deux.txt", content)])
    refused = page.get_by_role("row").filter(has_text="deux.txt")
    expect(refused).to_contain_text("Ce fichier a déjà été déposé")
    refused.get_by_role("link").click()
    expect(page.get_by_role("link", name="un.txt")).to_be_visible()


def test_no_file_at_all(page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(page, "ar")
    page.goto("/ar/deposer")
    page.get_by_role("main").get_by_role("button", name=ARABIC.deposit, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("اختاروا ملفا واحدا على الأقل")
