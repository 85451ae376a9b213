"""A query said in the other language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.search.indexed_text import indexed_text
from docsearch.search.memory_engine import MemoryEngine
from docsearch.search.ports import IndexRecord, SearchQuery
from docsearch.search.query_syntax import parse_query, relax
from docsearch.search.query_tree import (
    And,
    Attribute,
    AttributeIs,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    TermField,
    Translation,
    YearBetween,
    positive_leaves,
)
from docsearch.search.translating import TranslatedQuery, translate
from docsearch.text.lexicon.lookup import Lexicon, Origin
from docsearch.text.lexicon.starting import starting_lexicon
from docsearch.text.lexicon.table import LexiconTable, Pair, stems_of


def pair(french: str, arabic: str, probability: float = 1) -> Pair:
    return Pair(stems_of(french), stems_of(arabic), french, arabic, probability, probability)


PAIRS = [
    pair("droit", "حق", 0.6),
    pair("droit", "قانون", 0.4),
    pair("vie", "حياة"),
    pair("vie privée", "الحياة الخاصة"),
    pair("droit à la vie", "الحق في الحياة"),
    pair("garde", "حراسة"),
    pair("vue", "منظر"),
    pair("garde à vue", "الحراسة النظرية"),
    pair("police", "شرطة"),
    pair("corruption", "رشوة"),
    pair("alphabétisation", "محو الأمية"),
]
LEXICON = Lexicon({Origin.STARTING: LexiconTable(PAIRS)})


def translated(text: str, lexicon: Lexicon = LEXICON) -> TranslatedQuery:
    tree = parse_query(text).tree
    assert tree is not None
    return translate(tree, lexicon, text)


def said(text: str, lexicon: Lexicon = LEXICON) -> dict[str, tuple[str, ...]]:
    return {word.source: word.shown for word in translated(text, lexicon).words}


def is_about(tree: Node | None, *kinds: type) -> bool:
    return isinstance(tree, And) and [type(child) for child in tree.children] == list(kinds)


def test_a_word_is_looked_for_by_all_its_translations() -> None:
    answer = translated("Droits")
    assert isinstance(answer.tree, Translation)
    assert [(choice.leaf, choice.probability) for choice in answer.tree.choices] == [
        (Term(TermField.STEM, "حق"), 0.6),
        (Term(TermField.STEM, *stems_of("قانون")), 0.4),
    ]
    assert said("Droits") == {"Droits": ("حق", "قانون")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("la garde à vue", {"garde à vue": ("الحراسة النظرية",)}),
        ("Garde à VUE police", {"Garde à VUE": ("الحراسة النظرية",), "police": ("شرطة",)}),
        ("alphabétisation", {"alphabétisation": ("محو الأمية",)}),
        ("محو الأمية", {"محو الأمية": ("alphabétisation",)}),
        ("الحراسة النظرية", {"الحراسة النظرية": ("garde à vue",)}),
    ],
)
def test_phrases_are_told_as_they_were_typed(text: str, words: dict[str, tuple[str, ...]]) -> None:
    assert words.items() <= said(text).items()


def test_overlapping_phrases_are_all_looked_for() -> None:
    assert {"droit à la vie", "vie privée"} <= said("droit à la vie privée").keys()


def test_a_phrase_that_people_decided_on_is_not_taken_apart() -> None:
    decided = Lexicon({Origin.STARTING: LexiconTable(PAIRS)}, [PAIRS[7]])
    assert said("garde à vue", decided).keys() == {"garde à vue"}
    assert said("garde à vue").keys() == {"garde à vue", "garde", "vue"}


def test_a_quoted_phrase_is_a_phrase_when_it_is_known() -> None:
    known = translated('"garde à vue"').tree
    assert isinstance(known, Translation)
    assert isinstance(known.choices[0].leaf, Phrase)
    assert is_about(translated('"police de la corruption"').tree, Translation, Translation)


def test_conditions_stay_as_they_are() -> None:
    tree = translated("police type:loi année:2010..2016 -corruption CCPR/C/MAR/CO/6").tree
    assert isinstance(tree, And)
    assert AttributeIs(Attribute.TYPE, frozenset({"loi"})) in tree.children
    assert YearBetween(2010, 2016) in tree.children
    (denied,) = [child for child in tree.children if isinstance(child, Not)]
    assert isinstance(denied.child, Translation)


def test_alternatives_and_fields_stay_what_they_are() -> None:
    assert isinstance(translated("police OR corruption").tree, Or)
    titled = translated("titre:police").tree
    assert isinstance(titled, Translation)
    assert titled.field is TermField.TITLE


def test_numbers_and_names_are_kept_and_other_words_reported() -> None:
    answer = translated("police Benzekri 2016 chaussettes")
    assert answer.kept == ("Benzekri",)
    assert answer.missing == ("chaussettes",)
    leaves = positive_leaves(answer.tree) if answer.tree else ()
    assert Term(TermField.STEM, "2016") in leaves
    assert Term(TermField.STEM, "benzekri") in leaves


@pytest.mark.parametrize(
    "text", ["2016", "zellige", "terror*", "-police", "police lang:fr", "ARP/X"]
)
def test_what_cannot_be_said_is_not_asked(text: str) -> None:
    assert translated(text).tree is None
    assert translated(text).words == ()


def test_a_mixed_query_is_asked_in_either_language() -> None:
    tree = translated("police الرشوة").tree
    assert isinstance(tree, Or)
    arabic, french = tree.children
    assert Term(TermField.STEM, stems_of("الرشوة")[0]) in positive_leaves(arabic)
    assert Term(TermField.STEM, stems_of("police")[0]) in positive_leaves(french)


def test_the_documents_of_the_other_language_are_found() -> None:
    engine = MemoryEngine()
    texts = ["مدة الحراسة النظرية لدى الشرطة", "حراسة المنزل", "La garde à vue", "قانون الشرطة"]
    for number, text in enumerate(texts, start=1):
        terms, words = indexed_text(text)
        record = IndexRecord(number, 1, AccessLevel.PUBLIC, terms, text=text, words=words)
        engine.put([(number, [record])])
    tree = translated("police garde à vue").tree
    assert tree is not None
    public = frozenset({AccessLevel.PUBLIC})
    assert [hit.document for hit in engine.search(SearchQuery(tree, public)).hits] == [1]
    wider = relax(tree)
    assert wider is not None
    found = [hit.document for hit in engine.search(SearchQuery(wider, public)).hits]
    assert found[0] == 1
    assert set(found) == {1, 2, 4}


@given(st.text(st.sampled_from(' abcdroitvi"-*|()حقالي:0123OR«»,')))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_gives_a_sound_tree(text: str) -> None:
    lexicon = Lexicon({Origin.STARTING: starting_lexicon()})
    tree = parse_query(text).tree
    if tree is None:
        return
    answer = translate(tree, lexicon, text)
    leaves = positive_leaves(answer.tree) if answer.tree else ()
    assert {word.leaf for word in answer.words} == {
        leaf for leaf in leaves if isinstance(leaf, Translation)
    }
    for word in answer.words:
        assert len(word.shown) == len(word.leaf.choices)
        assert 0 < sum(choice.probability for choice in word.leaf.choices) <= 1 + 1e-9
        assert len({choice.leaf.field for choice in word.leaf.choices}) == 1
