"""Proposals of the search box, lists of terms, searches in vain, similar documents: over HTTP."""

import csv
import io
from collections.abc import Callable

import pytest

from docsearch.domain.permissions import Role
from docsearch.services.centre import Centre
from docsearch.services.term_lists import MOST_TERMS
from tests.integration.web.conftest import WORD, Shelf, Visitor

Enter = Callable[[Role | None], Visitor]


def proposed(visitor: Visitor, typed: str) -> dict[str, str | None]:
    """Return the texts proposed, with their addresses."""
    answer = visitor.get("/fr/suggestions", query_string={"q": typed})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    return {name["text"]: name["url"] for name in answer.json["suggestions"]}  # type: ignore[index]


def test_proposals_depend_on_who_asks(sign_in: Enter, shelf: Shelf) -> None:
    for role, levels in (
        (None, {"public"}),
        (Role.READER, {"public", "internal"}),
        (Role.DOCUMENTALIST, {"public", "internal", "restricted"}),
    ):
        texts = proposed(sign_in(role), "docu")
        assert {text for text in texts if text.startswith("Document ")} == {
            f"Document {level}" for level in levels
        }


def test_a_proposal_leads_somewhere(stranger: Visitor, shelf: Shelf) -> None:
    assert proposed(stranger, "public")["Document public"] == f"/fr/documents/{shelf.public}"
    assert proposed(stranger, "zelli")[WORD] is None
    shelved = proposed(stranger, "rayon")["Rayon public"]
    assert shelved
    assert "Document public" in stranger.get(shelved).text


@pytest.mark.parametrize("typed", ["", "x" * 5000, "\x00", "<script>", "' OR 1=1 --", "\u202e"])
def test_whatever_is_typed_there_is_an_answer(stranger: Visitor, shelf: Shelf, typed: str) -> None:
    assert proposed(stranger, typed) == {}


def test_terms_are_counted_and_lead_to_their_search(stranger: Visitor, shelf: Shelf) -> None:
    assert stranger.get("/fr/recherche/termes").status_code == 200
    page = stranger.send("/fr/recherche/termes", terms=f"{WORD}\n\n<b>licorne\n…").text
    assert f'href="/fr/recherche?q={WORD}"' in page
    assert "&lt;b&gt;licorne" in page
    assert "<b>licorne" not in page


def test_a_list_of_terms_has_limits(stranger: Visitor, shelf: Shelf) -> None:
    many = "\n".join(f"mot{number}" for number in range(MOST_TERMS + 3)) + "\n" + "x" * 300
    page = stranger.send("/en/recherche/termes", terms=many).text
    assert "3 terms more than can be counted at once were left out." in page
    assert "These lines are too long" in page
    assert page.count("?q=mot") == MOST_TERMS
    empty = stranger.send("/en/recherche/termes", terms=" \n ").text
    assert "There was no term to count." in empty


def test_counts_as_a_table_for_spreadsheets(stranger: Visitor, shelf: Shelf) -> None:
    answer = stranger.send("/fr/recherche/termes", terms=f"{WORD}\n-{WORD}\n=1+1", format="csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1][:2] == [WORD, "1"]
    assert rows[1][-1].endswith(f"/fr/recherche?q={WORD}")
    assert [row[0] for row in rows[2:]] == [f"'-{WORD}", "'=1+1"]


def test_similar_documents_are_shown_to_those_who_may_read_them(
    sign_in: Enter, shelf: Shelf
) -> None:
    stranger = sign_in(None).get(f"/en/documents/{shelf.public}").text
    reader = sign_in(Role.READER).get(f"/en/documents/{shelf.public}").text
    assert "Similar documents" not in stranger
    assert "Similar documents" in reader
    assert "Document internal" in reader
    assert "Document restricted" not in reader


@pytest.fixture
def noted(centre: Centre) -> Centre:
    centre.unanswered.note("licorne <b>", language="fr")
    centre.unanswered.flush()
    return centre


def test_searches_in_vain_are_for_librarians(sign_in: Enter, noted: Centre) -> None:
    address = "/en/qualite/recherches-sans-resultat"
    for role in (None, Role.READER, Role.SUPERVISOR):
        assert sign_in(role).get(address).status_code == 403
        assert sign_in(role).send(f"{address}/oublier").status_code == 403
    librarian = sign_in(Role.DOCUMENTALIST)
    assert "licorne &lt;b&gt;" in librarian.get(address).text
    assert librarian.send(f"{address}/oublier").status_code == 302
    assert "Every search has found something so far." in librarian.get(address).text
