"""The screen on which librarians look up, correct and forbid pairs of words."""

from collections.abc import Callable

import pytest

from docsearch.domain.permissions import SYSTEM, Role
from docsearch.services.centre import Centre
from tests.integration.web.conftest import Visitor

ADDRESS = "/fr/admin/lexique"


@pytest.mark.parametrize("role", [None, Role.READER, Role.SUPERVISOR])
def test_only_those_who_keep_the_vocabularies_see_and_change_it(
    sign_in: Callable[[Role | None], Visitor], centre: Centre, role: Role | None
) -> None:
    visitor = sign_in(role)
    assert visitor.get(ADDRESS).status_code in (302, 403)
    pair = {"french": "zellige", "arabic": "زليج", "probability": "1"}
    assert visitor.send(ADDRESS, **pair).status_code in (302, 403)
    assert centre.lexicon.entries(SYSTEM, "zellige") == []


def test_a_pair_is_added_shown_forbidden_and_taken_back(librarian: Visitor, centre: Centre) -> None:
    pair = {"french": "garde à vue", "arabic": "الحراسة النظرية", "probability": "1"}
    answer = librarian.send(ADDRESS, **pair)
    assert answer.status_code == 302
    page = librarian.get(answer.location).text
    assert "الحراسة النظرية" in page
    librarian.send(ADDRESS, **{**pair, "probability": "0"})
    (entry,) = centre.lexicon.entries(SYSTEM)
    assert (entry.to_arabic, entry.to_french, entry.probability) == (0, 0, 0)
    assert librarian.send(f"{ADDRESS}/{entry.decision}/retirer").status_code == 302
    assert centre.lexicon.entries(SYSTEM) == []
    assert librarian.send(f"{ADDRESS}/{entry.decision}/retirer").status_code == 404
    # What was done stays to be read.
    assert librarian.get(ADDRESS).text.count("الحراسة النظرية") == 3


@pytest.mark.parametrize(
    ("french", "arabic", "probability"),
    [
        ("", "الحق", "1"),
        ("droit", "", "1"),
        ("الحق", "droit", "1"),
        ("un deux trois quatre cinq six mots", "الحق", "1"),
        ("droit", "ا" * 300, "1"),
        ("droit", "الحق", "2"),
        ("droit", "الحق", ""),
        ("droit", "الحق", "beaucoup"),
    ],
)
def test_a_refused_pair_keeps_what_was_typed(
    librarian: Visitor, centre: Centre, french: str, arabic: str, probability: str
) -> None:
    answer = librarian.send(ADDRESS, french=french, arabic=arabic, probability=probability)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'value="{french}"' in answer.text or not french
    assert centre.lexicon.entries(SYSTEM) == []


def test_what_is_typed_is_never_markup(librarian: Visitor) -> None:
    page = librarian.get(
        ADDRESS, query_string={"mot": "<script>x</script>", "french": '"><b>'}
    ).text
    assert "<script>x" not in page
    assert '"><b>' not in page


def test_the_screen_speaks_both_languages(librarian: Visitor) -> None:
    for language in ("fr", "ar", "en"):
        answer = librarian.get(f"/{language}/admin/lexique", query_string={"mot": "torture"})
        assert answer.status_code == 200
        assert "التعذيب" in answer.text or "تعذيب" in answer.text
