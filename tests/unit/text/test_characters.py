"""Every cleaning trap, by name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.characters import clean_characters
from docsearch.text.normalise import MOST_MARKS, normalise

WILD = st.text(st.characters(exclude_categories=())) | st.text(
    "ab é\n\r\t\x00\x02\x1b\x1c\x85\u2028\u00ad\ufffe\ufeff\u0640\u064e\u0651\ufe76\ufe7c\ufefb"
    "\u200b\u200f\u202e\u2066\ud800\udc00\u00a0م\ufc60\ufb01\u0301"
)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ﺍﻟﺤﻘﻮﻕ", "الحقوق"),
        ("ﻻ", "لا"),
        ("ق\ufe76\ufe7cل", "ق\u064e\u0651ل"),
        ("ق\ufe77ل", "ق\u064eل"),
        ("مـــادة", "مادة"),
        ("مَادَّة", "مَادَّة"),
        ("ﬁnancement eﬀectif", "financement effectif"),
        (
            "e\x1bectif, \x1cnal, con\x1dit, o\x1eciel, sou\x1fet",
            "effectif, final, conflit, officiel, souffl" + "et",
        ),
        ("\x1b[0m", "[0m"),
        ("e\u0301te\u0301", "été"),
        ("m² n° ½ №", "m² n° ½ №"),
        ("10\u202f000\u00a0dirhams", "10 000 dirhams"),
        ("une\r\ndeux\rtrois\u2028quatre\x0ccinq\n\nsix", "une\ndeux\ntrois\nquatre\ncinq\n\nsix"),
        ("consti\u00adtution", "constitution"),
        ("consti\x02\ntution, dé\ufffe \npart", "consti-\ntution, dé- \npart"),
        ("\u200fالمادة\u200e 5\u202c", "المادة 5"),
        ("a\x00b\ud800c\ufdd0d\U0001ffff", "abcd"),
        ("\ufeffdébut", "début"),
        ("une\tcolonne", "une\tcolonne"),
    ],
)
def test_what_was_meant(read: str, meant: str) -> None:
    assert clean_characters(read) == meant


def test_what_cannot_be_known_is_left_for_the_judgement_of_the_page() -> None:
    assert clean_characters("a\ufffdb\ue000c") == "a\ufffdb\ue000c"


@given(WILD)
def test_nothing_unwanted_is_left(text: str) -> None:
    cleaned = clean_characters(text)

    assert not {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert not {c for c in cleaned if unicodedata.bidirectional(c) in BIDI_CONTROLS}
    assert not set("\u200b\u200e\u200f\u00ad\u0640\ufeff\ufffe") & set(cleaned)
    assert cleaned.encode().decode() == cleaned


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(WILD)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean_characters(text)

    assert clean_characters(cleaned) == cleaned


@given(st.text("abcéñ \nابحقوق،.؟!0١", max_size=80))
def test_sound_text_is_left_alone(text: str) -> None:
    assert clean_characters(text) == text


def test_endless_marks_are_cut_before_they_cost_anything() -> None:
    hostile = "a" + "\u0301\u0316" * 150_000
    assert clean_characters(hostile).startswith("á")
    assert len(clean_characters(hostile)) <= MOST_MARKS + 1
    assert normalise(hostile) == "á"
