"""French words that must meet, and those that must not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text import french
from docsearch.text.normalise import normalise
from tests.unit.text.vectors import differences


def folded(word: str) -> str:
    return french.fold(normalise(word))


def stem(word: str) -> str:
    return french.stem(folded(word))


@pytest.mark.parametrize("name", ["french_light_stem", "french_minimal_stem"])
def test_lucene_stems_alike(shared_data: Path, name: str) -> None:
    assert not differences(shared_data, name, lambda word: tuple(filter(None, [stem(word)])))


@pytest.mark.parametrize(
    "words",
    [
        "droit droits Droits DROITS",
        "œuvre oeuvre œuvres ŒUVRES",
        "national nationale nationales nationaux",
        "européen européenne européens europeenne EUROPÉENNES",
        "égalité EGALITE égalités",
        "considéré considérée considérer considère",
        "première premieres PREMIÈRES premiere",
        "bijoutier bijoutière BIJOUTIERE",
        "tribunal tribunaux",
        "recommandation recommandations RECOMMANDATIONS",
        "discriminatoire discriminatoires",
        "élément éléments ÉLÉMENTS element",
        "ex-æquo ex-aequo",
    ],
)
def test_forms_of_a_word_meet(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_different_words_stay_apart() -> None:
    words = ("droit", "femme", "enfant", "loi", "peine", "école", "élève", "élément", "égalité")

    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["à", "même", "où", "ÊTRE", "des", "quelqu’un"])
def test_stop_words_are_known_with_or_without_accents(word: str) -> None:
    assert french.is_stop_word(folded(word))


@given(st.text("abceéèêiïlmnorstuvxœ123", min_size=1, max_size=20))
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word)


@given(st.text("aeéèiorst", min_size=1, max_size=12))
def test_accents_never_matter(word: str) -> None:
    assert stem(word) == stem(folded(word))
