"""Archives, attachments and passwords on the screens of librarians."""

import io
import re
from collections.abc import Callable

from docsearch.domain.permissions import SYSTEM, Role
from docsearch.services.centre import Centre
from tests.factories import deposit, found, shown, work
from tests.integration.ingest.format_samples import docx_of, mail_of, zip_of
from tests.integration.services.test_unlocking import PASSWORD, locked_pdf
from tests.integration.services.test_unpacking import PROGRAMME, pdf_with_attachments
from tests.integration.web.conftest import Visitor

Enter = Callable[[Role | None], Visitor]


def sent(librarian: Visitor, name: str, content: bytes) -> int:
    """Send a file through the form and return its document."""
    answer = librarian.send("/en/deposer", files=(io.BytesIO(content), name), access="internal")
    assert answer.status_code == 302, answer.text
    return int(re.findall(r"id=(\d+)", answer.headers["Location"])[0])


def test_the_form_names_the_formats(librarian: Visitor) -> None:
    page = librarian.get("/en/deposer").text
    assert "OpenDocument (.odt)" in page
    assert re.search(r'accept="[^"]*\.docx[^"]*\.zip"', page)


def test_an_archive_tells_what_came_out_of_it(librarian: Visitor, centre: Centre) -> None:
    known = deposit(centre, "Un texte que le centre a")
    files: dict[str, str | bytes] = {
        "lettre.docx": docx_of("Lettre sur la cardamome"),
        "copie.txt": "Un texte que le centre a",
        "<b>programme</b>.exe": PROGRAMME,
    }
    archive = sent(librarian, "lot.zip", zip_of(files))
    work(centre)
    (member,) = centre.unpacking.unpacked_from(SYSTEM, [archive])
    for address in (f"/en/deposer/suivi?id={archive}", f"/en/documents/{archive}"):
        page = librarian.get(address).text
        assert "1 document came out of it." in page
        assert "1 file was already here." in page
        assert "1 file could not be read and stays inside:" in page
        assert "programme&lt;" not in page
        assert "b&gt;.exe" in page
        assert f"/documents/{member}" in page
    assert f'/documents/{known}"' in page
    progress = librarian.get(f"/en/deposer/suivi?id={archive}")
    assert "Files finished: 2 of 2." in progress.text
    assert "Refresh" not in progress.headers
    assert f'/documents/{archive}"' in librarian.get(f"/en/documents/{member}").text


def test_others_do_not_see_what_archives_hold(sign_in: Enter, centre: Centre) -> None:
    archive = deposit(centre, zip_of({"nom-secret.txt": "Un texte"}), name="lot.zip")
    work(centre)
    reader = sign_in(Role.READER)
    page = reader.get(f"/en/documents/{archive}").text
    assert "lot.zip" in page
    assert "nom-secret" not in page
    # What came out of it may have been restricted since.
    (file,) = shown(centre, archive).files
    address = f"/documents/{archive}/fichiers/{file.id}"
    assert address not in page
    assert reader.get(f"/en{address}").status_code == 403


def test_a_password_is_asked_for_and_used_once(librarian: Visitor, centre: Centre) -> None:
    document = sent(librarian, "secret.pdf", locked_pdf("La cannelle"))
    work(centre)
    address = f"/en/documents/{document}"
    for page in (librarian.get(address).text, librarian.get("/en/echecs").text):
        (field,) = re.findall(r"<input type=\"password\"[^>]*>", page)
        assert 'autocomplete="off"' in field
        assert "value=" not in field
    answer = librarian.send(f"/en/documents/{document}/ouvrir", password="faux-mot-de-passe")
    page = librarian.get(answer.headers["Location"]).text
    assert "This password does not open the file." in page
    assert 'type="password"' in page
    assert "faux-mot-de-passe" not in page + answer.text
    answer = librarian.send(f"/en/documents/{document}/ouvrir", password=PASSWORD)
    assert "The file is open." in librarian.get(answer.headers["Location"]).text
    work(centre)
    assert found(centre, "cannelle") == {document}
    page = librarian.get(address).text
    assert 'type="password"' not in page
    history = librarian.get(f"{address}/historique").text
    assert "Opened with its password" in history
    assert PASSWORD not in history


def test_attachments_are_taken_out_by_a_button(librarian: Visitor, centre: Centre) -> None:
    content = pdf_with_attachments("La coriandre", annexe=docx_of("Annexe sur le fenouil"))
    document = sent(librarian, "rapport.pdf", content)
    work(centre)
    assert "Take out what is attached" in librarian.get(f"/en/documents/{document}").text
    answer = librarian.send(f"/en/documents/{document}/pieces-jointes")
    assert "1 attachment was taken out." in librarian.get(answer.headers["Location"]).text
    work(centre)
    assert found(centre, "fenouil") == {document}
    page = librarian.get(f"/en/documents/{document}").text
    assert "Take out what is attached" not in page
    answer = librarian.send(f"/en/documents/{document}/pieces-jointes")
    assert "There is nothing attached" in librarian.get(answer.headers["Location"]).text


def test_a_message_names_what_stayed_inside(librarian: Visitor, centre: Centre) -> None:
    content = mail_of("Le message", subject="Envoi", attachments={"p.exe": PROGRAMME})
    document = sent(librarian, "envoi.eml", content)
    work(centre)
    page = librarian.get(f"/en/documents/{document}").text
    assert "1 file could not be read and stays inside:" in page
    assert "p.exe" in page
    assert "E-mail message" in page
    assert shown(centre, document).failure is None
