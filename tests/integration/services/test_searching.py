"""A search answers with passages, across languages, and inside one document."""

import pytest

from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import ANONYMOUS, SYSTEM
from docsearch.search.query_tree import Attribute
from docsearch.services.across_languages import Across
from docsearch.services.centre import Centre
from docsearch.services.searching import SearchRequest
from tests.factories import LIBRARIAN, answer, deposit, new_centre, work
from tests.integration.ingest.pdf_samples import pdf_of

FRENCH = "La garde à vue est une privation de liberté que la loi limite. Le zellij orne la salle."
ARABIC = "الحراسة النظرية تدبير يقيده القانون، ولكل شخص موقوف الحق في محام منذ الساعة الأولى."
BOTH = "Garde à vue : الحراسة النظرية. Glossaire français et arabe du procès équitable."


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """A centre with a text in French (1), in Arabic (2), in both (3), and one of five pages (4)."""
    centre = new_centre(tmp_path_factory.mktemp("searching"))
    for name, text, language in (
        ("fr", FRENCH, "fr"),
        ("ar", ARABIC, "ar"),
        ("both", BOTH, "fr; ar"),
    ):
        deposit(centre, text, name=f"{name}.txt", access="public", languages=language)
    pages = [f"Feuille {number} sur le zellij et le cuivre." for number in range(1, 6)]
    pages[2] = "Une feuille sans rien."
    deposit(centre, pdf_of(*pages), name="cinq.pdf", access="public", title_fr="Cinq feuilles")
    centre.lexicon.decide(LIBRARIAN, "garde à vue", "الحراسة النظرية", probability=1)
    work(centre)
    return centre


def ids(centre: Centre, query: str, across: Across = Across.BESIDE) -> tuple[set[int], set[int]]:
    """Return the documents found with the words as they are, and those found by translation."""
    result = answer(centre, query, across=across)
    other = result.across.found if result.across else ()
    return {one.document.id for one in result.found}, {one.document.id for one in other}


def test_a_french_query_finds_arabic_beside(shelf: Centre) -> None:
    assert ids(shelf, "garde à vue") == ({1, 3}, {2})
    assert ids(shelf, "الحراسة النظرية") == ({2, 3}, {1})


def test_only_one_language_can_be_asked_for(shelf: Centre) -> None:
    assert ids(shelf, "garde à vue", Across.OFF) == ({1, 3}, set())
    only = answer(shelf, "garde à vue", across=Across.ONLY)
    assert (only.total, only.found) == (1, ())
    assert only.across
    assert only.across.language == "ar"
    assert only.across.total == 1
    assert {facet.attribute for facet in only.facets} == set(Attribute)


def test_off_leaves_out_what_is_only_in_the_other_language(shelf: Centre) -> None:
    shelf.documents.describe(LIBRARIAN, 2, {"title_fr": "Zellij en arabe"})
    work(shelf)
    assert ids(shelf, "zellij")[0] == {1, 2, 4}
    assert ids(shelf, "zellij", Across.OFF)[0] == {1, 4}


def test_a_hit_across_says_which_words_stood_for_which(shelf: Centre) -> None:
    across = answer(shelf, "garde à vue").across
    assert across
    assert across.words == ("garde à vue",)
    (page,) = across.found[0].pages
    marked = [part.text for part in page.snippet.fragments if part.marked]
    assert (page.language, marked) == ("ar", ["الحراسة النظرية"])


def test_nothing_is_translated_where_nothing_can_be(shelf: Centre) -> None:
    for query in ("", "2011", "lang:fr", "-garde", "…"):
        assert answer(shelf, query).across is None


def test_a_hit_shows_its_best_pages_and_how_many_there_are(shelf: Centre) -> None:
    (found,) = answer(shelf, "cuivre").found
    assert (found.matching_pages, len(found.pages)) == (4, 3)
    assert all(page.snippet.marked for page in found.pages)


def test_a_title_shows_what_matched_in_it(shelf: Centre) -> None:
    (found,) = answer(shelf, "titre:cinq feuilles").found
    assert found.title
    assert [part.text for part in found.title.fragments if part.marked] == ["Feuilles"] or (
        "feuilles" in [part.text for part in found.title.fragments if part.marked]
    )


def test_inside_a_document_all_its_pages_stand_in_order(shelf: Centre) -> None:
    inside = shelf.search.search_inside(ANONYMOUS, 4, SearchRequest("cuivre", per_page=3))
    assert (inside.total, [page.position for page in inside.pages]) == (4, [1, 2, 4])
    rest = shelf.search.search_inside(ANONYMOUS, 4, SearchRequest("cuivre", page=2, per_page=3))
    assert [page.position for page in rest.pages] == [5]
    wider = shelf.search.search_inside(ANONYMOUS, 4, SearchRequest("cuivre absent"))
    assert (wider.any_word, wider.total) == (True, 4)
    nothing = shelf.search.search_inside(ANONYMOUS, 4, SearchRequest("absent"))
    assert (nothing.any_word, nothing.total) == (False, 0)


def test_inside_a_document_translations_count_too(shelf: Centre) -> None:
    inside = shelf.search.search_inside(ANONYMOUS, 2, SearchRequest("garde à vue"))
    assert [page.position for page in inside.pages] == [1]
    marked = shelf.search.mark(ARABIC, "garde à vue")
    assert [part.text for part in marked.fragments if part.marked] == ["الحراسة النظرية"]


def test_inside_a_document_not_for_the_asker_is_nowhere(shelf: Centre) -> None:
    closed = deposit(shelf, "Une note interne.", access="internal")
    work(shelf)
    assert shelf.search.search_inside(SYSTEM, closed, SearchRequest("note")).total == 1
    with pytest.raises(NotFound):
        shelf.search.search_inside(ANONYMOUS, closed, SearchRequest("note"))


def test_lists_for_other_programs(shelf: Centre) -> None:
    listed = shelf.search.listed(ANONYMOUS, SearchRequest("zellij OR garde", per_page=1000))
    assert {found.document.id for found in listed} >= {1, 3, 4}
    assert all(found.pages == () for found in listed)
    translated = SearchRequest("garde à vue", across=Across.ONLY)
    assert [found.document.id for found in shelf.search.listed(ANONYMOUS, translated)] == [2]
    newest = shelf.search.newest(ANONYMOUS, SearchRequest("zellij"), limit=2)
    assert [document.id for document in newest] == [4, 2]


def test_who_reads_only_public_documents_is_not_offered_access(shelf: Centre) -> None:
    offered = {facet.attribute for facet in answer(shelf, "", ANONYMOUS).facets}
    assert offered == set(Attribute) - {Attribute.ACCESS}
    assert Attribute.ACCESS in {facet.attribute for facet in answer(shelf, "").facets}


def test_documents_with_some_of_the_words_come_below_those_with_all(shelf: Centre) -> None:
    asked = answer(shelf, "zellij cuivre garde", across=Across.OFF)
    assert asked.any_word
    assert asked.partly == ()

    asked = answer(shelf, "zellij loi salle", across=Across.OFF)
    assert [one.document.id for one in asked.found] == [1]
    assert asked.total == 1
    assert [one.document.id for one in asked.partly] == [4]
    assert answer(shelf, "zellij loi", across=Across.OFF).partly == ()


@pytest.mark.parametrize(
    "query", ['zellij salle "la loi"', "zellij salle lo*", "zellij loi salle -cuivre"]
)
def test_what_is_more_than_words_is_kept_to(shelf: Centre, query: str) -> None:
    asked = answer(shelf, query, across=Across.OFF)
    assert [one.document.id for one in asked.found] == [1]
    assert 4 not in [one.document.id for one in asked.partly]
