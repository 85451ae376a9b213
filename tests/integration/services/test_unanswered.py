"""Searches in vain are counted, and nothing of who asked."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from docsearch.domain.permissions import SYSTEM
from docsearch.models import UnansweredSearch
from docsearch.services import unanswered
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, all_changes


def kept(centre: Centre, *queries: str, language: str = "fr") -> list[tuple[str, int]]:
    for query in queries:
        centre.unanswered.note(query, language=language)
    centre.unanswered.flush()
    return [(search.query, search.times) for search in centre.unanswered.most_frequent(LIBRARIAN)]


def test_the_same_query_is_counted_whatever_its_spelling(centre: Centre) -> None:
    noted = kept(centre, "eau", "  Détention\u202e   arbitraire ", "DETENTION arbitraire", "الأمن")
    assert noted[0] == ("Détention arbitraire", 2)
    assert set(noted[1:]) == {("eau", 1), ("الأمن", 1)}
    assert ("eau", 1) in kept(centre, "eau", language="ar")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "…",
        "omar@example.org",
        "dossier de omar.b@example.org",
        "06 12 34 56 78",
        "+212-612-345-678",
        "AB123456",
        "a" * (unanswered.LONGEST_KEPT + 1),
    ],
)
def test_what_may_tell_of_a_person_is_not_kept(centre: Centre, query: str) -> None:
    assert kept(centre, query) == []


@pytest.mark.parametrize(
    "query", ["CCPR/C/MAR/CO/6", "loi 2-14-394", "année:1990..2015", "A/HRC/36/6 2017-2018"]
)
def test_references_and_years_tell_of_nobody(centre: Centre, query: str) -> None:
    assert kept(centre, query) == [(query, 1)]


def test_no_change_record_tells_who_searched(centre: Centre) -> None:
    before = len(all_changes(centre))
    kept(centre, "licorne")
    assert len(all_changes(centre)) == before


def test_the_oldest_make_room(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unanswered, "MOST_KEPT", 3)
    kept(centre, "un")
    _age(centre, days=2)
    assert {query for query, _ in kept(centre, "deux", "trois", "quatre")} == {
        "deux",
        "trois",
        "quatre",
    }
    _age(centre, days=unanswered.KEPT_DAYS + 1)
    assert kept(centre, "cinq") == [("cinq", 1)]


def test_the_list_can_be_emptied(centre: Centre) -> None:
    kept(centre, "licorne")
    centre.unanswered.clear(LIBRARIAN)
    assert kept(centre) == []


def _age(centre: Centre, *, days: int) -> None:
    day = datetime.now(UTC).date() - timedelta(days=days)
    with centre.transactions.write(SYSTEM, "test") as work:
        work.execute(update(UnansweredSearch).values(first_day=day, last_day=day))
