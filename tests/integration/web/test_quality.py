"""The quality desk over the web: its lists, one page, and what a librarian does there."""

import re
from collections.abc import Callable
from typing import Final

import pytest

from docsearch.domain.boxes import WordBox, pack_boxes
from docsearch.domain.documents import Notice, TextMethod
from docsearch.domain.permissions import SYSTEM, Role
from docsearch.models import DocumentFile
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, deposit, page_texts, shown, work
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.services.doubtful_pages import doubt
from tests.integration.web.conftest import Visitor

WRONG: Final = "La dinanderle de Fes est celebre"
RIGHT: Final = "La dinanderie de Fès est célèbre"


@pytest.fixture
def document(centre: Centre, request: pytest.FixtureRequest) -> int:
    name = request.node.name
    made = deposit(
        centre, pdf_of(f"Page de {name}", WRONG), name="fes.pdf", access="public", title_fr=name
    )
    work(centre)
    return made


def version(centre: Centre, document: int) -> int:
    return centre.documents.page(SYSTEM, document, 2).text.version


def test_the_desk_lists_and_narrows(librarian: Visitor, centre: Centre, document: int) -> None:
    doubt(centre, document, 2, score=0.31)
    page = librarian.get(f"/fr/qualite?document={document}&kind=below").text
    assert f"/fr/qualite/{document}/2?kind=below&amp;document={document}" in page
    assert re.search(r"31\s%", page)
    assert "dinanderle" in page
    nothing = librarian.get(f"/fr/qualite?document={document}&kind=hand").text
    assert f"/fr/qualite/{document}/2" not in nothing
    assert librarian.get("/fr/qualite?kind=x&method=y&language=%27&page=-3").status_code == 200
    assert librarian.get("/fr/qualite?document=999999").status_code == 404
    assert librarian.get(f"/fr/qualite?document={'9' * 30}").status_code == 200


def test_ticked_pages_are_accepted(librarian: Visitor, centre: Centre, document: int) -> None:
    doubt(centre, document, 1, score=0.2)
    doubt(centre, document, 2, score=0.2)
    address = f"/fr/qualite?document={document}&kind=below"
    sent = librarian.send(address, id=[f"{document}.1", f"{document}.2", "x"], do="accept")
    assert sent.headers["Location"] == f"/fr/qualite?kind=below&document={document}"
    assert f"/fr/qualite/{document}/2" not in librarian.get(address).text
    assert f"/fr/qualite/{document}/2" in librarian.get(address.replace("below", "accepted")).text
    nothing = librarian.send(address, do="accept")
    assert 'role="alert"' in librarian.get(nothing.headers["Location"]).text


def test_a_text_is_corrected(librarian: Visitor, centre: Centre, document: int) -> None:
    address = f"/fr/qualite/{document}/2"
    assert WRONG in librarian.get(address).text
    sent = librarian.send(address, text=RIGHT, based_on=str(version(centre, document)))
    assert sent.headers["Location"] == f"{address}#text"
    assert page_texts(centre, document)[1] == RIGHT
    history = librarian.get(f"/fr/documents/{document}/historique").text
    assert f'href="{address}"' in history


def test_a_conflict_keeps_what_was_written(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    seen = version(centre, document)
    centre.corrections.correct(LIBRARIAN, document, 2, "Le sien", based_on=seen)
    address = f"/fr/qualite/{document}/2"
    page = librarian.send(address, text="Le <mien>", based_on=str(seen))
    assert page.status_code == 422
    assert "Le &lt;mien&gt;</textarea>" in page.text
    assert "Le sien" in page.text
    again = librarian.send(address, text="Le mien", based_on=str(version(centre, document)))
    assert again.status_code == 302
    assert page_texts(centre, document)[1] == "Le mien"


def test_a_first_empty_line_survives_the_field(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    address = f"/fr/qualite/{document}/2"
    librarian.send(address, text="\r\nAprès", based_on=str(version(centre, document)))
    # Browsers drop one line end behind the opening tag.
    assert ">\n\nAprès</textarea>" in librarian.get(address).text


def test_an_earlier_version_is_looked_at_and_chosen(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    first = version(centre, document)
    centre.corrections.correct(LIBRARIAN, document, 2, RIGHT, based_on=first)
    address = f"/fr/qualite/{document}/2"
    looked = librarian.get(f"{address}?version={first}").text
    assert WRONG in looked
    assert "<textarea" not in looked
    assert librarian.send(f"{address}/version", version=str(first)).status_code == 302
    assert version(centre, document) == first
    assert librarian.send(f"{address}/version", version="99").status_code == 404


def test_a_text_is_accepted_and_doubted_again(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    address = f"/fr/qualite/{document}/2"
    librarian.send(f"{address}/accepter", accepted="yes")
    assert centre.documents.page(SYSTEM, document, 2).text.accepted
    librarian.send(f"{address}/accepter", accepted="no")
    assert not centre.documents.page(SYSTEM, document, 2).text.accepted


def test_a_page_is_read_in_another_way(librarian: Visitor, centre: Centre, document: int) -> None:
    address = f"/fr/qualite/{document}/2"
    seen = str(version(centre, document))
    librarian.send(f"{address}/relire", method="fallback", based_on=seen)
    text = centre.documents.page(SYSTEM, document, 2).text
    assert text.method is TextMethod.FALLBACK
    refused = librarian.send(f"{address}/relire", method="magic", based_on=seen)
    assert 'role="alert"' in librarian.get(refused.headers["Location"]).text


def test_recognition_is_ordered(librarian: Visitor, centre: Centre, document: int) -> None:
    librarian.send(f"/fr/qualite/{document}/2/reconnaitre", language="ar")
    page = centre.documents.page(SYSTEM, document, 2).page
    assert (page.recognition, page.recognition_language) == ("ordered", "ar")
    assert f"/fr/qualite/{document}/2" in librarian.get("/fr/qualite?kind=waiting").text


def test_recognition_of_a_whole_document_is_ordered(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    address = f"/fr/qualite/{document}/reconnaitre"
    assert f'formaction="{address}"' in librarian.get(f"/fr/qualite/{document}/2").text
    sent = librarian.send(address, language="fr")
    waiting = librarian.get(sent.headers["Location"]).text
    for position in (1, 2):
        assert f"/fr/qualite/{document}/{position}?" in waiting
        page = centre.documents.page(SYSTEM, document, position).page
        assert (page.recognition, page.recognition_language) == ("ordered", "fr")


def test_pages_that_cannot_be_recognised_are_told_in_one_sentence(
    librarian: Visitor, centre: Centre, document: int
) -> None:
    text = deposit(centre, "Une page\fsans image\fni autre")
    work(centre)
    ticked = [f"{text}.1", f"{text}.2", f"{text}.3", f"{document}.1"]
    sent = librarian.send("/fr/qualite", id=ticked, do="order")
    told = librarian.get(sent.headers["Location"]).text
    (alert,) = re.findall(r'role="alert"[^>]*>(.*?)</div>', told, re.DOTALL)
    assert re.findall(r"\d+", re.sub("<.*?>|&#?\\w+;", "", alert)) == ["3"]
    assert centre.documents.page(SYSTEM, document, 1).page.recognition == "ordered"


def test_the_desk_of_a_document_tells_of_its_own_pages_that_wait(
    librarian: Visitor, centre: Centre, document: int, models: object
) -> None:
    centre.recognition.order_page(LIBRARIAN, document, 1)
    other = deposit(centre)
    assert "<progress" in librarian.get(f"/fr/qualite?document={document}").text
    assert "<progress" in librarian.get("/fr/qualite").text
    assert "<progress" not in librarian.get(f"/fr/qualite?document={other}").text


@pytest.mark.parametrize("role", [None, Role.READER, Role.TRAINER, Role.FOCAL_POINT])
def test_the_desk_is_for_librarians(
    sign_in: Callable[[Role | None], Visitor], centre: Centre, document: int, role: Role | None
) -> None:
    visitor = sign_in(role)
    for address in ("/fr/qualite", "/fr/qualite/doubles", f"/fr/qualite/{document}/2"):
        assert visitor.get(address).status_code == 403, address
    for rest in ("", "/version", "/relire", "/reconnaitre", "/accepter"):
        answer = visitor.send(f"/fr/qualite/{document}/2{rest}", text=RIGHT, method="layer")
        assert answer.status_code == 403, rest
    assert visitor.send("/fr/qualite", id=f"{document}.1", do="accept").status_code == 403
    assert "/qualite" not in visitor.get(f"/fr/documents/{document}").text


def test_words_found_are_marked_on_the_picture(
    stranger: Visitor, centre: Centre, document: int
) -> None:
    start = page_texts(centre, document)[1].index("dinanderle")
    box = WordBox(start, start + len("dinanderle"), 1000, 2000, 1500, 200)
    doubt(centre, document, 2, boxes=pack_boxes([WordBox(0, 2, 500, 2000, 300, 200), box]))
    page = stranger.get(f"/fr/documents/{document}?page=2&q=dinanderle").text
    assert re.findall(r"<rect [^>]+>", page) == [
        '<rect x="985" y="1985" width="1530" height="230"/>'
    ]
    assert "<svg" not in stranger.get(f"/fr/documents/{document}?page=2&q=absent").text
    assert "<svg" not in stranger.get(f"/fr/documents/{document}?page=2").text


def test_everybody_is_told_of_a_recognised_text(
    stranger: Visitor, librarian: Visitor, centre: Centre, document: int
) -> None:
    doubt(centre, document, 2, method=TextMethod.OCR, score=0.71)
    address = f"/fr/documents/{document}?page=2"
    for visitor in (stranger, librarian):
        assert "chiffres" in visitor.get(address).text
    assert "71" in librarian.get(address).text
    assert not re.search(r"71\s%", stranger.get(address).text)


def test_contents_and_notices_of_a_file(
    stranger: Visitor, librarian: Visitor, centre: Centre, document: int
) -> None:
    with centre.transactions.write(SYSTEM, "test") as session:
        file = session.get_one(DocumentFile, shown(centre, document).files[0].id)
        file.outline = [[1, "Chapitre <un>", 1], [2, "Section", 2], [7, "Perdu", 99]]
        file.notices = [Notice.SIGNED, Notice.JAVASCRIPT]
    page = stranger.get(f"/fr/documents/{document}").text
    assert "Chapitre &lt;un&gt;" in page
    assert f"/fr/documents/{document}?page=2#page" in page
    assert "Perdu" not in page
    assert "JavaScript" not in page
    assert "JavaScript" in librarian.get(f"/fr/documents/{document}").text
