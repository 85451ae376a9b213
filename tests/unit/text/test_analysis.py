"""Words of a text as the index knows them."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docsearch.text.analysis import Token, analyze
from tests.unit.text.vectors import Words, differences, vectors

WILD = st.text() | st.text(
    "aéœ'’ l1²\u0301\u064e\ufe76\u0640\u200f\u200b\u202e\u00ad٣اأةصندوقﻻ\ufdfa\ud800/-\n"
)


def stems(text: str) -> Words:
    return tuple(token.stem for token in analyze(text) if token.stem is not None)


def exact(text: str) -> list[str]:
    return [token.exact for token in analyze(text)]


def read(text: str) -> list[str]:
    return [text[token.start : token.end] for token in analyze(text)]


def test_lucene_analyzes_arabic_alike(shared_data: Path) -> None:
    # « your oaths »: the pronoun goes, as in search.md; Lucene keeps pronouns of two letters.
    assert differences(shared_data, "arabic_analyzer", stems) == {
        "ما ملكت أيمانكم": ("ملكت", "ايم"),
        "الذين ملكت أيمانكم": ("ملكت", "ايم"),
    }


def test_lucene_analyzes_french_alike(shared_data: Path) -> None:
    # An apostrophe inside a word is dropped, so that ' and ’ meet; every accent is folded, not
    # only those that French has, so that the doubled a goes too.
    assert differences(shared_data, "french_analyzer", stems) == {
        "C3PO aujourd'hui oeuf ïâöûàä anticonstitutionnellement Java++ ": (
            *("c3po", "aujourdhui", "oeuf", "iaoua", "anticonstitutionel", "java"),
        ),
    }


def test_lucene_elides_alike(shared_data: Path) -> None:
    elision, empty = vectors(shared_data, "elision")
    tokens = exact(elision["input"])

    # O'brian loses its apostrophe and its capital, as every word does.
    expected = {int(place): word for place, word in elision["expected_at"].items()}
    assert {place: tokens[place] for place in expected} == expected | {6: "obrian"}
    assert exact(empty["input"]) == []


def test_a_token_says_where_it_was_read_and_how_it_is_indexed() -> None:
    assert analyze("L’œuvre du Fonds") == [
        Token(2, 7, "oeuvre", "oeuvr"),
        Token(8, 10, "du", None),
        Token(11, 16, "fonds", "fond"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'homme l’homme L'Homme l' homme l\u2019\nhomme", ["homme"] * 5),
        ("jusqu'à qu’il s'est d'Al-Hoceïma", ["a", "il", "est", "al", "hoceima"]),
        ("aujourd'hui aujourd’hui", ["aujourdhui", "aujourdhui"]),
        ("qu’ ?", ["qu"]),
        ("droits² et m³", ["droits", "et", "m"]),
        ("CCPR/C/MAR/CO/6", ["ccpr", "c", "mar", "co", "6"]),
        ("1er 2ᵉ 33Bis", ["1er", "2e", "33bis"]),
        ("e\u0301te\u0301 cafe\u0301.", ["ete", "cafe"]),
        ("nom_de_fichier", ["nom", "de", "fichier"]),
        ("المادة5 والمادة ١٢", ["الماده", "5", "والماده", "12"]),
        ("حقوقdroits", ["حقوق", "droits"]),
        ("ⴰⵣⵓⵍ ⴰⵎⴰⵣⵉⵖ", ["ⴰⵣⵓⵍ", "ⴰⵎⴰⵣⵉⵖ"]),
        ("", []),
        ("… — « » ؟ ، ﷺ", []),
        ("\u064e \u0640\u0640 \u200f", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert exact(text) == words


@pytest.mark.parametrize(
    "word",
    ["مُحَمَّد", "محـــمد", "م\u200fحم\u200bد", "م\ufe77حمد", "ﻣﺤﻤﺪ", "مح\u00adمد"],
)
def test_marks_inside_a_word_do_not_split_it(word: str) -> None:
    assert exact(f"قال {word} هذا") == ["قال", "محمد", "هذا"]
    assert read(f"قال {word}\u200f هذا")[1] == word


def test_latin_words_in_arabic_text_get_the_french_chain() -> None:
    assert stems("اتفاقية Droits de l'Homme الدولية") == ("اتفاق", "droit", "home", "دول")


def test_a_monstrous_word_is_indexed_by_its_beginning() -> None:
    (token,) = analyze("x" * 100_000)

    assert (token.start, token.end) == (0, 100_000)
    assert len(token.exact) <= 100


@given(WILD)
def test_tokens_lie_in_the_text_in_order_and_are_never_empty(text: str) -> None:
    end = 0
    for token in analyze(text):
        assert end <= token.start < token.end <= len(text)
        assert token.exact
        assert token.stem is None or token.stem
        end = token.end


@given(WILD)
@example("0\U0001ee67")
@example("0\u01e3")
def test_an_exact_word_is_its_own_exact_word(text: str) -> None:
    for word in exact(text):
        assert exact(word) == [word]


@given(st.text("اأإبةيىحقو صندlLamé'’ ", max_size=60), st.sampled_from("\u200f\u200e\u202b\u202c"))
def test_bidi_marks_around_words_change_nothing(text: str, mark: str) -> None:
    marked = text.replace(" ", f"{mark} {mark}")

    assert exact(marked) == exact(text)
