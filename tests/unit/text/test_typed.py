"""Lam-alef in what people type and paste."""

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsearch.text.typed import repair_typed


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("األطفال", "الأطفال"),
        ("حقوق االنسان", "حقوق الانسان"),
        ("اإلعالن العاملي", "الإعلان العاملي"),
        ("المجلس األعلى للسلطة القضائية", "المجلس الأعلى للسلطة القضائية"),
        ('"االتفاقية الدولية" -األطفال', '"الاتفاقية الدولية" -الأطفال'),
        ("حقوق األطفال والسالم", "حقوق الأطفال والسلام"),
        ("droits األطفال", "droits الأطفال"),
    ],
)
def test_what_was_copied_from_such_a_font_is_put_right(copied: str, meant: str) -> None:
    assert repair_typed(copied) == meant


@pytest.mark.parametrize(
    "text",
    ["ثالثة", "حرب عالمية ثالثة", "سالم", "المالك", "الحق في البلاغ", "ولادة", "الأطفال", "droits"],
)
def test_sound_words_stay(text: str) -> None:
    assert repair_typed(text) == text


def test_headlines_of_sound_news_stay(shared_data: Path) -> None:
    with gzip.open(shared_data / "corpus" / "news_ar.jsonl.gz", "rt", encoding="utf-8") as lines:
        headlines = [json.loads(line)["title"] for line in lines]
    sound = [headline for headline in headlines if not re.search("ا[أإآ]ل", headline)]

    changed = [headline for headline in sound if repair_typed(headline) != headline]

    assert len(changed) <= len(sound) / 2000


@settings(deadline=None)
@given(st.text(st.sampled_from('الأإآلحقوطفة \u064e"*-~ab')))
def test_places_stay(text: str) -> None:
    assert len(repair_typed(text)) == len(text)
