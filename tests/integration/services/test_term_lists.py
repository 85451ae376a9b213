"""How many documents hold each of many terms."""

import pytest

from docsearch.domain.permissions import ANONYMOUS
from docsearch.services.centre import Centre
from docsearch.services.term_lists import LONGEST_TERM, MOST_TERMS
from tests.factories import READER, deposit, found, new_centre, work


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    centre = new_centre(tmp_path_factory.mktemp("centre"))
    deposit(centre, "Le droit à l’eau et la torture.", access="public", languages="fr")
    deposit(centre, "Le droit au logement.", access="internal", languages="fr")
    deposit(centre, "الحق في الماء ومناهضة التعذيب.", access="public", languages="ar")
    work(centre)
    return centre


def test_each_term_is_counted_as_the_search_box_would(centre: Centre) -> None:
    terms = ["droit", "  droit\t", '"droit au logement"', "eau OU logement", "الماء", "licorne", ""]
    counted = centre.term_lists.count(READER, terms)
    assert [count.term for count in counted.counts] == [*terms[:1], *terms[2:6]]
    for count in counted.counts:
        assert count.documents == len(found(centre, count.term, READER))
        assert sum(count.languages.values()) == count.documents
    assert counted.left_out == 0
    assert counted.too_long == ()


def test_only_what_may_be_read_is_counted(centre: Centre) -> None:
    (count,) = centre.term_lists.count(ANONYMOUS, ["droit"]).counts
    assert (count.documents, dict(count.languages)) == (1, {"fr": 1})


def test_what_holds_no_word_is_told(centre: Centre) -> None:
    counted = centre.term_lists.count(ANONYMOUS, ["…", "lang:xx yy"]).counts
    assert [count.understood for count in counted] == [False, True]


def test_limits(centre: Centre) -> None:
    lines = [f"mot{number}" for number in range(MOST_TERMS + 7)] + ["x" * (LONGEST_TERM + 1)]
    counted = centre.term_lists.count(ANONYMOUS, lines)
    assert len(counted.counts) == MOST_TERMS
    assert counted.left_out == 7
    assert counted.too_long == (lines[-1],)
