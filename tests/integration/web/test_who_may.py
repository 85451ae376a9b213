"""Who may do what: a hidden button is not a check, and what is hidden does not exist."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from docsearch.domain.permissions import Role
from docsearch.services.centre import Centre
from tests.factories import deposit, shown, work
from tests.integration.web.conftest import WORD, Shelf, Visitor

Enter = Callable[[Role | None], Visitor]

UNPRIVILEGED = [None, Role.READER, Role.TRAINER, Role.FOCAL_POINT, Role.SUPERVISOR]
STAFF_FORMS = [
    "/deposer",
    "/deposer/notice",
    "/documents/{}/modifier",
    "/documents/{}/fichiers",
    "/documents/selection?id={}",
    "/documents/{}/copie-publique",
    "/qualite",
    "/qualite/{}/1",
    "/admin/types/nouveau",
    "/admin/lexique",
]
STAFF_ACTIONS = [
    "/documents/{}/retirer",
    "/documents/{}/retablir",
    "/documents/{}/relire",
    "/documents/{}/ouvrir",
    "/documents/{}/pieces-jointes",
    "/documents/{}/acces",
    "/qualite/{}/reconnaitre",
    "/qualite/{}/1/version",
    "/qualite/{}/1/relire",
    "/qualite/{}/1/reconnaitre",
    "/qualite/{}/1/accepter",
    "/qualite/recherches-sans-resultat/oublier",
]


def without_numbers(page: str) -> str:
    """Return a page without what its own address and its static files put in it."""
    return re.sub(r"/documents/[^\"]*|\?v=\w+", "", page)


@pytest.mark.parametrize("role", UNPRIVILEGED)
def test_others_change_nothing(sign_in: Enter, centre: Centre, shelf: Shelf, role: Role) -> None:
    before = shown(centre, shelf.public).generation
    visitor = sign_in(role)
    for address in STAFF_FORMS:
        assert visitor.get(address.format(shelf.public)).status_code == 403, address
        assert visitor.send(address.format(shelf.public), title_fr="x").status_code == 403, address
    for address in [*STAFF_ACTIONS, "/documents/{}/historique/1/annuler"]:
        assert visitor.send(address.format(shelf.public)).status_code == 403, address
    assert shown(centre, shelf.public).generation == before


@pytest.mark.parametrize("address", [*STAFF_FORMS, *STAFF_ACTIONS, "/deconnexion"])
def test_no_form_is_taken_from_elsewhere(
    application: Flask, centre: Centre, shelf: Shelf, sign_in: Enter, address: str
) -> None:
    administrator = sign_in(Role.ADMINISTRATOR)
    answer = administrator._client.post(address.format(shelf.public), data={"title_fr": "x"})
    assert answer.status_code == 400
    assert shown(centre, shelf.public).title_fr == "Document public"


def test_actions_do_not_answer_to_links(librarian: Visitor, shelf: Shelf) -> None:
    for address in STAFF_ACTIONS:
        assert librarian.get(address.format(shelf.public)).status_code == 405


@pytest.mark.parametrize("level", ["internal", "restricted"])
def test_a_stranger_cannot_tell_hidden_from_missing(
    stranger: Visitor, centre: Centre, shelf: Shelf, level: str
) -> None:
    hidden = getattr(shelf, level)
    file = shown(centre, hidden).files[0].id
    for rest in ("", "?page=2", "/pages/1.webp", f"/fichiers/{file}"):
        real, missing = (stranger.get(f"/fr/documents/{id}{rest}") for id in (hidden, 999_999))
        assert real.status_code == missing.status_code == 404
        assert without_numbers(real.text) == without_numbers(missing.text)


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (None, {"public"}),
        (Role.READER, {"public", "internal"}),
        (Role.SUPERVISOR, {"public", "internal", "restricted"}),
        (Role.DOCUMENTALIST, {"public", "internal", "restricted"}),
    ],
)
def test_lists_hold_what_may_be_read(
    sign_in: Enter, shelf: Shelf, role: Role | None, seen: set[str]
) -> None:
    visitor = sign_in(role)
    for address in ("/en/", f"/en/recherche?q={WORD}", "/en/recherche"):
        page = visitor.get(address).text
        for level in Shelf._fields:
            assert (f"Document {level}" in page) is (level in seen), (address, level)
    facets = visitor.get("/en/recherche").text
    for level in Shelf._fields:
        assert (f"Rayon {level}" in facets) is (level in seen)
    assert f"{len(seen)} document" in visitor.get(f"/en/recherche?q={WORD}").text


def test_a_filter_on_a_hidden_collection_tells_nothing(stranger: Visitor, shelf: Shelf) -> None:
    hidden = stranger.get("/fr/recherche?collection=rayon-internal").text
    unknown = stranger.get("/fr/recherche?collection=rayon-xxxxxxxx").text
    assert hidden.replace("rayon-internal", "") == unknown.replace("rayon-xxxxxxxx", "")


def test_nothing_found_invites_strangers_to_sign_in(
    stranger: Visitor, librarian: Visitor, shelf: Shelf
) -> None:
    invitation = "Some documents are visible only after signing in."
    assert invitation in stranger.get("/en/recherche?q=nothingatall").text
    assert invitation not in librarian.get("/en/recherche?q=nothingatall").text


def test_a_withdrawn_document_is_gone_at_once(
    stranger: Visitor, librarian: Visitor, centre: Centre
) -> None:
    document = deposit(centre, access="public", title_fr="Passager")
    work(centre)
    assert "Passager" in stranger.get("/fr/recherche?q=passager").text
    librarian.send(f"/documents/{document}/retirer")
    assert f"/documents/{document}" not in stranger.get("/fr/recherche?q=passager").text
    assert stranger.get(f"/documents/{document}").status_code == 404
    assert librarian.get(f"/documents/{document}").status_code == 200


def test_history_is_for_those_who_may_see_it(sign_in: Enter, shelf: Shelf) -> None:
    allowed = {Role.DOCUMENTALIST, Role.SUPERVISOR, Role.ADMINISTRATOR}
    for role in (None, *Role):
        status = sign_in(role).get(f"/documents/{shelf.public}/historique").status_code
        assert status == (200 if role in allowed else 403)
