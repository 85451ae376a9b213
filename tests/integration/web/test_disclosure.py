"""Public copies over the web: the public never learns of the original."""

import io
import re

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.domain.permissions import SYSTEM, Role
from docsearch.models import Document
from docsearch.services.centre import Centre
from tests.factories import deposit, shown, unique_text, work
from tests.integration.web.conftest import Visitor
from tests.integration.web.test_who_may import Enter

TITLE = "Visite du lieu de détention"


@pytest.fixture
def original(centre: Centre) -> int:
    made = deposit(centre, access="restricted", title_fr=TITLE, abstract="Mme A. raconte.")
    work(centre)
    return made


def add_copy(visitor: Visitor, original: int, **fields: str) -> int:
    file = (io.BytesIO(unique_text().encode()), "copie.txt")
    form = {"reason": "Noms des détenus", "title_fr": "Visite, extrait", "abstract": "", **fields}
    answer = visitor.send(f"/fr/documents/{original}/copie-publique", file=file, **form)
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].rpartition("/")[2])


def without_tokens(page: str) -> str:
    return re.sub(r'value="[^"]{40,}"', "", page)


def test_the_public_never_learns_of_the_original(
    librarian: Visitor, stranger: Visitor, sign_in: Enter, centre: Centre, original: int
) -> None:
    copy = add_copy(librarian, original)
    work(centre)
    for visitor in (stranger, sign_in(Role.READER)):
        page = visitor.get(f"/fr/documents/{copy}").text
        assert "Visite, extrait" in page
        for secret in (TITLE, f"/documents/{original}", "Noms des détenus", "Mme A."):
            assert secret not in page
    results = stranger.get("/fr/recherche?q=visite").text
    assert f"/documents/{copy}" in results
    assert f"/documents/{original}" not in results
    # Not even by what is missing: the page is that of a document without any original.
    before = without_tokens(stranger.get(f"/fr/documents/{copy}").text)
    with centre.transactions.write(SYSTEM, "test") as session:
        session.get_one(Document, copy).redacts_id = None
    assert without_tokens(stranger.get(f"/fr/documents/{copy}").text) == before


def test_those_who_may_see_both_go_from_one_to_the_other(
    librarian: Visitor, sign_in: Enter, original: int
) -> None:
    copy = add_copy(librarian, original, date="2999-01-31")
    for visitor in (librarian, sign_in(Role.SUPERVISOR)):
        there = visitor.get(f"/fr/documents/{copy}").text
        assert f'href="/fr/documents/{original}"' in there
        assert "Noms des détenus" in there
        assert "31 janvier 2999" in there
        assert f'href="/fr/documents/{copy}"' in visitor.get(f"/fr/documents/{original}").text


def test_a_copy_waits_for_its_day(
    librarian: Visitor, stranger: Visitor, centre: Centre, original: int
) -> None:
    copy = add_copy(librarian, original, date="2999-01-31")
    work(centre)
    assert stranger.get(f"/fr/documents/{copy}").status_code == 404
    assert shown(centre, copy).access is AccessLevel.INTERNAL


def test_a_refused_copy_says_why(librarian: Visitor, original: int) -> None:
    address = f"/fr/documents/{original}/copie-publique"
    assert 'value="Visite du lieu' in librarian.get(address).text
    file = (io.BytesIO(b"Du texte."), "copie.txt")
    for field, fields in (("reason", {}), ("date", {"reason": "Noms", "date": "demain"})):
        refused = librarian.send(address, file=file, title_fr="Gardé", **fields)
        assert refused.status_code == 422
        assert f'id="{field}-error"' in refused.text
        assert 'value="Gardé"' in refused.text
        file = (io.BytesIO(b"Du texte."), "copie.txt")
    assert 'id="file-error"' in librarian.send(address, reason="Noms").text


@pytest.mark.parametrize("role", [None, Role.READER, Role.SUPERVISOR])
def test_only_librarians_add_copies(sign_in: Enter, original: int, role: Role | None) -> None:
    visitor = sign_in(role)
    for path in ("copie-publique", "acces"):
        assert visitor.send(f"/fr/documents/{original}/{path}", reason="x").status_code == 403
    assert visitor.get(f"/fr/documents/{original}/copie-publique").status_code == 403


def test_a_machine_s_restriction_waits_for_a_decision(
    librarian: Visitor, sign_in: Enter, centre: Centre
) -> None:
    document = deposit(centre, title_fr="Plainte reçue")
    work(centre)
    with centre.transactions.write(SYSTEM, "test") as session:
        session.get_one(Document, document).access = AccessLevel.RESTRICTED
    address = f"/fr/documents/{document}"
    assert f'action="{address}/acces"' in librarian.get(address).text
    assert f'action="{address}/acces"' not in sign_in(Role.SUPERVISOR).get(address).text
    assert "Plainte reçue" in librarian.get("/fr/qualite").text
    librarian.send(f"{address}/acces")
    assert f'action="{address}/acces"' not in librarian.get(address).text
    assert "Plainte reçue" not in librarian.get("/fr/qualite").text
