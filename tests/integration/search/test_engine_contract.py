"""What every search engine does, asked of each of them."""

from pathlib import Path

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.search.memory_engine import MemoryEngine
from docsearch.search.ports import Facet, FacetValue, SearchEngine, Sort
from docsearch.search.query_tree import (
    And,
    Attribute,
    AttributeIs,
    Everything,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    TermField,
    YearBetween,
)
from docsearch.search.whoosh_engine import WhooshEngine
from tests.integration.search.records import description, document, page, query, stem


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    return MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "index")


def found(engine: SearchEngine, tree: Node, **choices: object) -> list[int]:
    return [hit.document for hit in engine.search(query(tree, **choices)).hits]


def pages(engine: SearchEngine, tree: Node) -> list[list[int]]:
    return [[page.page for page in hit.pages] for hit in engine.search(query(tree)).hits]


def test_an_empty_engine_answers(engine: SearchEngine) -> None:
    answer = engine.search(query(stem("droit"), facets=tuple(Attribute)))
    assert (answer.total, answer.hits) == (0, ())
    assert all(facet.values == () for facet in answer.facets)
    assert engine.documents() == frozenset()


def test_all_words_may_lie_on_different_pages(engine: SearchEngine) -> None:
    engine.put([document(1, "droit", "femme"), document(2, "droit"), document(3, "femme")])
    assert found(engine, And((stem("droit"), stem("femme")))) == [1]


def test_pages_holding_most_words_come_first_whatever_their_score(engine: SearchEngine) -> None:
    engine.put([document(1, "droit droit droit droit", "femme", "un long texte où droit et femme")])
    assert pages(engine, And((stem("droit"), stem("femme"))))[0][0] == 3


def test_not_means_on_no_page(engine: SearchEngine) -> None:
    engine.put([document(1, "droit", "femme"), document(2, "droit")])
    assert found(engine, And((stem("droit"), Not(stem("femme"))))) == [2]
    assert found(engine, Not(stem("femme"))) == [2]
    assert found(engine, Not(Not(stem("femme")))) == [1]


def test_an_or_inside_an_and_ranks_by_the_words_it_found(engine: SearchEngine) -> None:
    engine.put(
        [
            document(1, "droit x x x x x x x x", language=("fr",)),
            document(2, "droit femme", language=("fr",)),
            document(3, "droit femme", language=("ar",)),
        ]
    )
    french = AttributeIs(Attribute.LANGUAGE, frozenset({"fr"}))
    assert found(engine, And((Or((stem("droit"), stem("femme"))), french))) == [2, 1]


def test_a_phrase_stands_side_by_side(engine: SearchEngine) -> None:
    engine.put(
        [
            document(1, "garde a vue"),
            document(2, "garde vue a"),
            document(4, "vue garde a vue vue"),
        ]
    )
    assert found(engine, Phrase(TermField.EXACT, ("garde", "a", "vue"))) == [1, 4]


def test_a_phrase_goes_on_over_pages_but_not_from_the_description(engine: SearchEngine) -> None:
    engine.put(
        [
            document(1, "la garde", "a", "", "vue est"),
            document(2, "la garde"),
            document(3, "a vue"),
            (4, [description(4, "la garde"), page(4, 1, "a vue")]),
            (5, [page(5, 7, "a vue"), page(5, 6, "la garde")]),
        ]
    )
    phrase = Phrase(TermField.EXACT, ("garde", "a", "vue"))
    assert set(found(engine, phrase)) == {1, 5}
    answer = engine.search(query(phrase))
    assert {hit.document: hit.pages[0].page for hit in answer.hits} == {1: 1, 5: 6}


def test_slop_counts_the_other_words_within_a_phrase(engine: SearchEngine) -> None:
    engine.put(
        [
            document(1, "droit x de y homme"),
            document(2, "droit x y de z homme"),
            document(3, "homme de droit"),
        ]
    )
    words = ("droit", "de", "homme")
    assert [set(found(engine, Phrase(TermField.EXACT, words, slop))) for slop in (0, 1, 2, 3)] == [
        set(),
        set(),
        {1},
        {1, 2},
    ]


def test_a_phrase_does_not_jump_over_the_place_of_a_stop_word(engine: SearchEngine) -> None:
    engine.put([document(1, "droit _ homme"), document(2, "droit homme")])
    assert found(engine, Phrase(TermField.STEM, ("droit", "homme"))) == [2]


def test_a_phrase_may_repeat_a_word(engine: SearchEngine) -> None:
    engine.put([document(1, "a b"), document(2, "a a"), document(3, "a a a a")])
    assert set(found(engine, Phrase(TermField.EXACT, ("a", "a")))) == {2, 3}


def test_a_prefix_finds_every_word_that_begins_so(engine: SearchEngine) -> None:
    engine.put([document(1, "constitution"), document(2, "constituant"), document(3, "consul")])
    assert set(found(engine, Prefix(TermField.EXACT, "constitut"))) == {1}
    assert set(found(engine, Prefix(TermField.EXACT, "constitu"))) == {1, 2}


def test_fields_do_not_leak_into_each_other(engine: SearchEngine) -> None:
    engine.put([(1, [description(1, "rapport"), page(1, 1, "droit")])])
    assert found(engine, Term(TermField.TITLE, "rapport")) == [1]
    assert found(engine, Term(TermField.TITLE, "droit")) == []
    assert found(engine, Prefix(TermField.SYMBOL, "")) == []


def test_the_description_counts_but_is_not_a_page(engine: SearchEngine) -> None:
    text = "droit " + "x " * 20
    engine.put([document(1, text), (2, [description(2, "droit"), page(2, 1, text)])])
    answer = engine.search(query(stem("droit")))
    assert [hit.document for hit in answer.hits] == [2, 1]
    assert [page.page for page in answer.hits[0].pages] == [1]


def test_a_hit_by_its_description_only_has_no_pages(engine: SearchEngine) -> None:
    engine.put([(1, [description(1, "rapport"), page(1, 1, "droit")])])
    assert pages(engine, stem("rapport")) == [[]]


def test_a_query_without_words_has_no_pages_and_follows_the_numbers(engine: SearchEngine) -> None:
    engine.put([document(number, "droit", type="law") for number in (3, 1, 2)])
    answer = engine.search(query(AttributeIs(Attribute.TYPE, frozenset({"law"}))))
    assert [(hit.document, hit.score, hit.pages) for hit in answer.hits] == [
        (number, 0.0, ()) for number in (1, 2, 3)
    ]


def test_years_are_an_interval_and_the_undated_are_outside(engine: SearchEngine) -> None:
    engine.put([document(number, "x", year=year) for number, year in ((1, 2015), (2, 2018))])
    engine.put([document(3, "x")])
    assert found(engine, YearBetween(2015, 2017)) == [1]
    assert found(engine, YearBetween(None, 2018)) == [1, 2]
    assert found(engine, YearBetween(2016, None)) == [2]
    assert found(engine, Not(YearBetween(None, None))) == [3]


def test_only_what_the_asker_may_read_is_found_or_counted(engine: SearchEngine) -> None:
    engine.put(
        [
            document(number, "droit", access=access, type="law")
            for number, access in enumerate(AccessLevel, start=1)
        ]
    )
    answer = engine.search(
        query(Everything(), access=frozenset({AccessLevel.PUBLIC}), facets=(Attribute.TYPE,))
    )
    assert [hit.document for hit in answer.hits] == [1]
    assert answer.facets == (Facet(Attribute.TYPE, (FacetValue("law", 1),)),)
    assert found(engine, Everything(), access=frozenset()) == []


def test_excluded_documents_do_not_show_or_count(engine: SearchEngine) -> None:
    engine.put([document(number, "droit", type="law") for number in (1, 2)])
    answer = engine.search(
        query(stem("droit"), excluded=frozenset({1, 99}), facets=(Attribute.TYPE,))
    )
    assert (answer.total, [hit.document for hit in answer.hits]) == (1, [2])
    assert answer.facets[0].values == (FacetValue("law", 1),)


def test_facets_ignore_their_own_filter_only(engine: SearchEngine) -> None:
    engine.put(
        [
            document(1, "x", language=("fr", "ar"), type="law"),
            document(2, "x", language=("fr",), type="report"),
            document(3, "x", language=("ar",), type="law"),
        ]
    )
    answer = engine.search(
        query(
            stem("x"),
            filters={Attribute.LANGUAGE: frozenset({"fr"}), Attribute.TYPE: frozenset({"law"})},
            facets=(Attribute.LANGUAGE, Attribute.TYPE, Attribute.YEAR),
        )
    )
    assert [hit.document for hit in answer.hits] == [1]
    assert [facet.values for facet in answer.facets] == [
        (FacetValue("ar", 2), FacetValue("fr", 1)),
        (FacetValue("law", 1), FacetValue("report", 1)),
        (),
    ]


def test_values_of_one_filter_are_alternatives_and_none_does_not_filter(
    engine: SearchEngine,
) -> None:
    engine.put([document(n, "x", year=2014 + n) for n in (1, 2, 3)])
    wanted = {Attribute.YEAR: frozenset({"2015", "2017"}), Attribute.TYPE: frozenset[str]()}
    assert found(engine, stem("x"), filters=wanted) == [1, 3]


def test_filters_do_not_change_scores(engine: SearchEngine) -> None:
    engine.put([document(1, "droit", type="law"), document(2, "droit x"), document(3, "x")])
    alone = engine.search(query(stem("droit"), filters={Attribute.TYPE: frozenset({"law"})}))
    assert alone.hits[0].score == engine.search(query(stem("droit"))).hits[0].score


def test_dates_of_any_precision_sort_with_the_undated_last(engine: SearchEngine) -> None:
    dates = {1: "", 2: "2016", 3: "2016-09", 4: "2016-09-30", 5: "2015-12-31", 6: "2016"}
    engine.put([document(number, "x", date=date) for number, date in dates.items()])
    assert found(engine, stem("x"), sort=Sort.OLDEST) == [5, 2, 6, 3, 4, 1]
    assert found(engine, stem("x"), sort=Sort.NEWEST) == [4, 3, 2, 6, 5, 1]


def test_pages_of_results_follow_each_other(engine: SearchEngine) -> None:
    engine.put([document(number, "x " + "y " * number) for number in range(1, 8)])
    everything = found(engine, stem("x"), limit=100)
    turned = [found(engine, stem("x"), offset=offset, limit=3) for offset in (0, 3, 6, 9)]
    assert turned == [everything[:3], everything[3:6], everything[6:], []]
    assert engine.search(query(stem("x"), limit=0)).total == 7


def test_a_second_put_replaces_and_an_empty_one_forgets(engine: SearchEngine) -> None:
    engine.put([document(1, "ancien", "ancien"), document(2, "ancien")])
    engine.put([document(1, "nouveau")])
    assert found(engine, stem("ancien")) == [2]
    assert found(engine, stem("nouveau")) == [1]
    engine.put([(2, []), (99, [])])
    assert engine.documents() == {1}
    assert engine.statistics().pages == 1


def test_putting_the_same_again_changes_no_answer(engine: SearchEngine) -> None:
    engine.put([document(1, "a b"), document(2, "a")])
    before = engine.search(query(stem("a")))
    for _ in range(3):
        engine.put([document(1, "a b")])
    assert engine.search(query(stem("a"))) == before


def test_what_is_forgotten_no_longer_weighs_in_scores(engine: SearchEngine) -> None:
    kept = [document(1, "droit droit x"), document(2, "droit"), document(3, "x y z")]
    engine.put(kept)
    before = engine.search(query(Or((stem("droit"), Prefix(TermField.STEM, "x")))))
    engine.put([*kept, document(4, "droit x " * 9)])
    engine.put([(4, [])])
    assert engine.search(query(Or((stem("droit"), Prefix(TermField.STEM, "x"))))) == before


def test_the_last_of_two_versions_in_one_put_counts(engine: SearchEngine) -> None:
    engine.put([document(1, "ancien"), document(1, "nouveau")])
    assert engine.statistics().pages == 1
    assert found(engine, stem("nouveau")) == [1]


def test_statistics_count_pages_without_descriptions(engine: SearchEngine) -> None:
    engine.put([(1, [description(1, "titre"), page(1, 1, "x"), page(1, 2, "x")])])
    statistics = engine.statistics()
    assert (statistics.documents, statistics.pages) == (1, 2)


def test_any_characters_may_be_tokens(engine: SearchEngine) -> None:
    tokens = ("عدل", "é", "x\x00y", "\ud800", "𐍈", "a" * 300)
    pages_of = [page(1, number, token) for number, token in enumerate(tokens, start=1)]
    engine.put([(1, pages_of)])
    for number, token in enumerate(tokens, start=1):
        assert pages(engine, stem(token)) == [[number]]


def test_a_rebuild_replaces_everything(engine: SearchEngine) -> None:
    engine.put([document(1, "ancien")])
    engine.rebuild(iter([document(2, "nouveau"), document(3, "nouveau")]))
    assert engine.documents() == {2, 3}
    assert found(engine, stem("ancien")) == []
    engine.put([document(1, "encore")])
    assert engine.documents() == {1, 2, 3}
