"""What addresses promise: state, language, sign-in, and no way out to another site."""

import re
from threading import Event, Thread
from urllib.parse import quote

import pytest
from flask import Flask

from docsearch.domain.permissions import SYSTEM, Role
from docsearch.services.centre import Centre
from docsearch.web.headers import HEADERS
from docsearch.web.interface_language import COOKIE
from tests.integration.web.conftest import WORD, Shelf, Visitor


def test_the_state_of_a_list_is_in_its_address(librarian: Visitor, shelf: Shelf) -> None:
    address = f"/fr/recherche?q={WORD}&type=guide&year=2016&collection=rayon-public&sort=oldest"
    page = librarian.get(address).text
    assert "Document public" in page
    assert "Document internal" not in page
    assert page.count('aria-current="true"') == 5
    assert 'href="/ar/recherche?q=zellige&amp;type=guide' in page
    shown = f'href="/fr/documents/{shelf.public}?page=2&amp;q={WORD}#page"'
    assert shown in page


@pytest.mark.parametrize(
    "query",
    [
        "a" * 5000,
        "(" * 500 + "a" + ")" * 500,
        "a OR " * 2000,
        '"' * 301,
        "a* " * 500,
        "\x00\ufffe\u202e",
        "symbol: year:.. lang: type:",
        "الحق " * 800,
    ],
)
def test_any_query_is_answered(stranger: Visitor, shelf: Shelf, query: str) -> None:
    assert stranger.get(f"/fr/recherche?q={quote(query)}").status_code == 200


@pytest.mark.parametrize(
    "rest", ["page=0", "page=-3", "page=99999", "page=x", "sort=x", "year=x", "type=%00&type=%ff"]
)
def test_any_state_is_answered(stranger: Visitor, shelf: Shelf, rest: str) -> None:
    assert stranger.get(f"/fr/recherche?q={WORD}&{rest}").status_code == 200


def test_what_is_asked_is_escaped(stranger: Visitor, shelf: Shelf) -> None:
    for place in ("recherche?q=", "recherche?type=", f"documents/{shelf.public}?q="):
        page = stranger.get(f"/fr/{place}%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>" not in page


def test_ignored_parts_are_said(stranger: Visitor, shelf: Shelf) -> None:
    page = stranger.get("/fr/recherche?q=zellige+year:demain").text
    assert "n’a pas été comprise" in page
    assert "year:demain</code>" in page
    assert "ce champ n’a pas cette valeur" in page


def test_a_stranger_cannot_send_more_than_a_form(stranger: Visitor) -> None:
    for address in ("/fr/connexion", "/fr/deposer"):
        assert stranger.send(address, email="x" * 3_000_000).status_code == 413


def test_any_word_is_said(stranger: Visitor, shelf: Shelf) -> None:
    page = stranger.get(f"/en/recherche?q={WORD}+xylophone").text
    assert "No document holds all these words." in page
    assert "Document public" in page


def test_the_prefix_is_remembered(stranger: Visitor, shelf: Shelf) -> None:
    assert f"{COOKIE}=ar" in stranger.get("/ar/").headers["Set-Cookie"]
    bare = stranger.get("/")
    assert '<html lang="ar" dir="rtl">' in bare.text
    assert {"accept-language", "cookie"} <= {name.lower() for name in bare.vary}


def test_every_answer_has_its_headers(stranger: Visitor, centre: Centre, shelf: Shelf) -> None:
    for address in ("/", "/recherche", f"/documents/{shelf.public}", "/deposer"):
        answer = stranger.get(address)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "private, no-cache"


def test_the_old_name_of_the_icon(stranger: Visitor) -> None:
    answer = stranger.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/static/favicon.svg?v=")


def test_a_link_signs_in_once(application: Flask, centre: Centre) -> None:
    token = centre.accounts.sign_in_link(SYSTEM, f"{Role.READER.value}@example.org")
    first = application.test_client().get(f"/ar/connexion/lien/{token}")
    assert first.headers["Location"] == "/ar/"
    again = application.test_client().get(f"/fr/connexion/lien/{token}", follow_redirects=True)
    assert "déjà servi" in again.text
    assert "<h1>Se connecter</h1>" in again.text


def test_a_password_is_chosen_then_used(
    application: Flask, centre: Centre, stranger: Visitor
) -> None:
    email, password = "trainer@example.org", "un long mot de passe"
    token = centre.accounts.sign_in_link(SYSTEM, email)
    trainer = Visitor(application.test_client())
    trainer.get(f"/fr/connexion/lien/{token}")
    form = trainer.get("/fr/compte/mot-de-passe").text
    assert 'id="password"' not in form
    short = trainer.send("/fr/compte/mot-de-passe", new_password="x", new_password_confirm="x")
    assert "field-error" in short.text
    fields = {"new_password": password, "new_password_confirm": password}
    assert trainer.send("/fr/compte/mot-de-passe", **fields).status_code == 302
    wrong = stranger.send("/fr/connexion", email=email, password="tout autre chose")
    unknown = stranger.send("/fr/connexion", email="nobody@example.org", password=password)
    assert wrong.status_code == unknown.status_code == 200
    assert "l’adresse ou le mot de passe" in wrong.text
    assert without_fields(wrong.text) == without_fields(unknown.text)
    entered = stranger.send("/fr/connexion", email=email, password=password)
    assert entered.headers["Location"] == "/fr/"
    assert "trainer" in stranger.get("/fr/").text
    assert stranger.send("/fr/deconnexion").headers["Location"] == "/fr/"
    assert "trainer" not in stranger.get("/fr/").text


def test_a_password_is_stored_while_others_write(application: Flask, centre: Centre) -> None:
    centre.accounts.add(SYSTEM, "admin@localhost", roles=[Role.ADMINISTRATOR])
    over = Event()

    def write() -> None:
        while not over.is_set():
            with centre.transactions.write(SYSTEM, "test.write"):
                pass

    writer = Thread(target=write)
    writer.start()
    visitor = Visitor(application.test_client())
    visitor.get(f"/fr/connexion/lien/{centre.accounts.sign_in_link(SYSTEM, 'admin@localhost')}")
    fields = dict.fromkeys(("new_password", "new_password_confirm"), "un long mot de passe")
    try:
        assert visitor.send("/fr/compte/mot-de-passe", **fields).status_code == 302
    finally:
        over.set()
        writer.join()
    entered = Visitor(application.test_client()).send(
        "/fr/connexion", email="admin@localhost", password="un long mot de passe"
    )
    assert entered.headers["Location"] == "/fr/"


def without_fields(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example"],
)
def test_signing_in_never_leads_to_another_site(
    application: Flask, centre: Centre, elsewhere: str
) -> None:
    visitor = Visitor(application.test_client())
    token = centre.accounts.sign_in_link(SYSTEM, "reader@example.org")
    for address in (f"/connexion/lien/{token}", "/connexion"):
        answer = visitor.get(f"{address}?next={quote(elsewhere)}")
        assert "evil" not in answer.headers.get("Location", "")


def test_signing_in_leads_back(stranger: Visitor, shelf: Shelf) -> None:
    refused = stranger.get("/fr/deposer").text
    assert "<h1>Veuillez vous connecter</h1>" in refused
    assert 'href="/fr/connexion?next=/fr/deposer"' in refused
