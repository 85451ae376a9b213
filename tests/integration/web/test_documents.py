"""Documents over the web: reading, files, editing, history."""

import io
import re

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.domain.permissions import SYSTEM
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, deposit, shown, work
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.web.conftest import UPLOAD_LIMIT, WORD, Shelf, Visitor


def description(centre: Centre, document: int, **fields: str) -> dict[str, str]:
    """Return the edit form as the page shows it, with some fields typed anew."""
    stored = shown(centre, document)
    known = {"type": stored.type_code, "access": stored.access.value, "title_fr": stored.title_fr}
    return {**known, "generation": str(stored.generation), **fields}


@pytest.fixture
def document(centre: Centre) -> int:
    made = deposit(centre, access="public", title_fr="Avant", type="other")
    work(centre)
    return made


def test_a_page_shows_its_words_marked(stranger: Visitor, shelf: Shelf) -> None:
    page = stranger.get(f"/fr/documents/{shelf.public}?page=2&q={WORD}").text
    assert f"<mark>{WORD}</mark>" in page
    assert "Page 2 sur 2" in page


@pytest.mark.parametrize("number", ["0", "3", "-1", "9" * 30])
def test_an_unknown_page_is_not_found(stranger: Visitor, shelf: Shelf, number: str) -> None:
    assert stranger.get(f"/fr/documents/{shelf.public}?page={number}").status_code == 404


def test_an_unknown_document_is_not_found(stranger: Visitor, shelf: Shelf) -> None:
    for number in ("0", "9" * 10, "9" * 30, "x", "-1"):
        assert stranger.get(f"/fr/documents/{number}").status_code == 404


def test_a_page_number_that_is_none_shows_the_first(stranger: Visitor, shelf: Shelf) -> None:
    assert "Page 1 sur 2" in stranger.get(f"/fr/documents/{shelf.public}?page=abc").text


def test_the_picture_of_a_page(stranger: Visitor, shelf: Shelf) -> None:
    with stranger.get(f"/fr/documents/{shelf.public}/pages/2.webp") as picture:
        assert (picture.status_code, picture.mimetype) == (200, "image/webp")
        assert picture.data[8:12] == b"WEBP"
        assert "private" in picture.headers["Cache-Control"]
    assert stranger.get(f"/fr/documents/{shelf.public}/pages/3.webp").status_code == 404


def test_a_file_is_sent_whole_or_in_parts(stranger: Visitor, centre: Centre, shelf: Shelf) -> None:
    address = f"/documents/{shelf.public}/fichiers/{shown(centre, shelf.public).files[0].id}"
    with stranger.get(address) as whole:
        assert (whole.status_code, whole.mimetype) == (200, "application/pdf")
        assert whole.headers["Content-Disposition"].startswith("inline")
        size, etag = len(whole.data), whole.headers["ETag"]
    with stranger.get(address, headers={"Range": "bytes=0-4"}) as part:
        assert (part.status_code, part.data) == (206, b"%PDF-")
        assert part.headers["Content-Range"] == f"bytes 0-4/{size}"
    with stranger.get(address, headers={"If-None-Match": etag}) as unchanged:
        assert unchanged.status_code == 304
    with stranger.get(address, headers={"Range": "bytes=9999999-"}) as beyond:
        assert beyond.status_code == 416


def test_what_browsers_could_run_is_only_downloaded(stranger: Visitor, centre: Centre) -> None:
    harmful = "<html><script>alert(1)</script></html>"
    document = deposit(centre, harmful, name="page تقرير.html", access="public")
    work(centre)
    address = f"/documents/{document}/fichiers/{shown(centre, document).files[0].id}"
    with stranger.get(address) as file:
        assert file.mimetype == "application/octet-stream"
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert "filename*=UTF-8''page%20%D8%AA" in file.headers["Content-Disposition"]
        assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_an_edit_is_kept(librarian: Visitor, centre: Centre, document: int) -> None:
    fields = description(centre, document, title_ar="بعد", date="15 رمضان 1437", subjects="a; b")
    answer = librarian.send(f"/fr/documents/{document}/modifier", **fields)
    assert answer.headers["Location"] == f"/fr/documents/{document}"
    page = librarian.get(f"/ar/documents/{document}").text
    assert "بعد" in page
    assert "20 يونيو 2016" in page
    assert "15 رمضان 1437" in page


def test_a_refused_edit_keeps_what_was_typed(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    fields = description(centre, document, title_fr="Jamais perdu", date="le douze")
    page = librarian.send(f"/fr/documents/{document}/modifier", **fields)
    assert page.status_code == 422
    assert 'value="Jamais perdu"' in page.text
    assert 'id="date-error"' in page.text
    assert shown(centre, document).title_fr == "Avant"


def test_a_conflicting_edit_is_told_then_taken(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    fields = description(centre, document, title_fr="Le mien")
    centre.documents.describe(LIBRARIAN, document, {"source": "Le sien"})
    page = librarian.send(f"/fr/documents/{document}/modifier", **fields)
    assert page.status_code == 422
    assert "modifié ce document pendant" in page.text
    assert 'value="Le mien"' in page.text
    again = description(centre, document, title_fr="Le mien")
    assert f'value="{again["generation"]}"' in page.text
    assert librarian.send(f"/fr/documents/{document}/modifier", **again).status_code == 302


def test_several_documents_at_once(librarian: Visitor, centre: Centre) -> None:
    ids = [deposit(centre, title_fr=f"Lot {number}") for number in (1, 2)]
    page = librarian.get(f"/fr/documents/selection?id={ids[0]}&id={ids[1]}").text
    assert "Lot 1" in page
    assert "Lot 2" in page
    librarian.send("/fr/documents/selection", id=ids, collection="Fonds", date="2019")
    for id in ids:
        stored = shown(centre, id)
        assert (stored.collection_code, str(stored.date)) == ("fonds", "2019")
        assert stored.title_fr.startswith("Lot")
    refused = librarian.send("/fr/documents/selection", id=ids, date="hier", source="Rien")
    assert refused.status_code == 422
    assert shown(centre, ids[0]).source == ""


def test_a_change_is_undone_from_the_history(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    librarian.send(
        f"/fr/documents/{document}/modifier",
        **description(centre, document, title_fr="Après", access="internal"),
    )
    page = librarian.get(f"/fr/documents/{document}/historique").text
    assert '<del dir="auto">Avant</del>' in page
    assert '<ins dir="auto">Interne</ins>' in page
    last = centre.history.of_document(SYSTEM, document)[0]
    librarian.send(f"/fr/documents/{document}/historique/{last.id}/annuler")
    assert shown(centre, document).title_fr == "Avant"
    twice = librarian.send(f"/fr/documents/{document}/historique/{last.id}/annuler")
    assert twice.headers["Location"] == f"/fr/documents/{document}/historique"
    assert 'role="alert"' in librarian.get(twice.headers["Location"]).text


def test_a_file_is_added_then_replaced(librarian: Visitor, centre: Centre) -> None:
    document = deposit(centre, "Un premier texte, assez long pour être lu.", access="public")
    work(centre)
    address = f"/fr/documents/{document}/fichiers"
    nothing = librarian.send(address, place="annex")
    assert nothing.status_code == 422
    assert "Choisissez un fichier." in nothing.text
    annex = (io.BytesIO(pdf_of("Une annexe de plomb")), "annexe.pdf")
    assert librarian.send(address, place="annex", file=annex).status_code == 302
    first = shown(centre, document).files[0].id
    edition = (io.BytesIO(b"Un texte nouveau, de bout en bout."), "nouveau.txt")
    librarian.send(address, place=str(first), file=edition)
    work(centre)
    page = librarian.get(f"/fr/documents/{document}").text
    assert "nouveau.txt" in page
    assert "annexe.pdf" in page
    assert "édition 2" in page
    same = (io.BytesIO(pdf_of("Une annexe de plomb")), "encore.pdf")
    assert "déjà été déposé" in librarian.send(address, place="annex", file=same).text


def test_a_work_without_file(librarian: Visitor, stranger: Visitor, centre: Centre) -> None:
    fields = {"type": "other", "access": "public"}
    refused = librarian.send("/fr/deposer/notice", **fields)
    assert refused.status_code == 422
    assert 'id="title_fr-error"' in refused.text
    made = librarian.send("/fr/deposer/notice", **fields, title_fr="Registre", shelf_mark="R-7")
    work(centre)
    assert "R-7" in stranger.get(made.headers["Location"]).text
    assert "Registre" in stranger.get("/fr/recherche?q=registre").text


def test_a_deposit_says_what_became_of_each_file(librarian: Visitor, centre: Centre) -> None:
    known = b"Ces octets sont connus de la maison depuis longtemps."
    deposit(centre, known, name="connu.txt", title_fr="La notice connue")
    sent = [(io.BytesIO(known), "copie.txt"), (io.BytesIO(b"Du neuf, enfin."), "neuf.txt")]
    page = librarian.send("/fr/deposer", files=sent, access="internal").text
    assert "La notice connue" in page
    assert "Refusé" in page
    assert "/fr/deposer/suivi?id=" in page


def test_what_the_deposit_form_offers_first_is_no_decision(
    librarian: Visitor, centre: Centre
) -> None:
    form = librarian.get("/fr/deposer").text
    offered = re.findall(r'<input[^>]*name="access"[^>]*>', form)
    assert [("checked" in one, 'value=""' in one) for one in offered] == [(True, True)] + [
        (False, False)
    ] * 3
    files = [(io.BytesIO(b"Objet : plainte de Mme Khadija B.\nMonsieur,"), "lettre.txt")]
    followed = librarian.send("/fr/deposer", files=files, access="").headers["Location"]
    work(centre)
    document = int(followed.rpartition("=")[2])
    assert shown(centre, document).access is AccessLevel.RESTRICTED


def test_too_much_at_once_is_a_page(librarian: Visitor) -> None:
    sent = [(io.BytesIO(b"x" * UPLOAD_LIMIT), f"{number}.txt") for number in range(21)]
    page = librarian.send("/fr/deposer", files=sent, access="internal")
    assert page.status_code == 413
    assert "<h1>Les fichiers sont trop volumineux</h1>" in page.text


def test_progress_refreshes_until_all_is_done(librarian: Visitor, centre: Centre) -> None:
    document = deposit(centre)
    waiting = librarian.get(f"/fr/deposer/suivi?id={document}")
    assert waiting.headers["Refresh"] == "2"
    work(centre)
    done = librarian.get(f"/fr/deposer/suivi?id={document}")
    assert "Refresh" not in done.headers
    assert "Consultable" in done.text


def test_a_failure_is_listed_and_tried_again(librarian: Visitor, centre: Centre) -> None:
    document = deposit(centre, b"", name="vide.pdf")
    work(centre)
    assert "vide.pdf" in librarian.get("/fr/echecs").text
    assert librarian.send(f"/documents/{document}/relire").status_code == 302
    assert "vide.pdf" not in librarian.get("/fr/echecs").text
    librarian.send(f"/documents/{document}/relire")
    assert "il n’y a rien à réessayer" in librarian.get("/fr/echecs").text


def test_a_forged_generation_is_a_conflict(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    form = description(centre, document, title_fr="Après", generation="abc")
    assert librarian.send(f"/fr/documents/{document}/modifier", **form).status_code == 422
    assert shown(centre, document).title_fr == "Avant"


def test_history_tells_of_this_document_alone(librarian: Visitor, centre: Centre) -> None:
    ids = [deposit(centre, access="public", type="other") for _ in range(3)]
    work(centre)
    librarian.send("/fr/documents/selection", id=ids, source="Journal de Tanger")
    page = librarian.get(f"/fr/documents/{ids[0]}/historique").text
    assert page.count("Journal de Tanger") == 1
    (undo,) = re.findall(r'action="([^"]+/annuler)"', page)[:1]
    librarian.send(undo)
    assert [shown(centre, one).source for one in ids] == ["", *["Journal de Tanger"] * 2]
