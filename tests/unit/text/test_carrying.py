"""Words keep their places while their text is put right."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.boxes import WordBox
from docsearch.text.carrying import carry_boxes

WORDS = st.lists(st.text("abcdأبتéم-", min_size=1, max_size=6), max_size=40)


def boxes_of(text: str) -> list[WordBox]:
    """Return a box for every word; its x tells which it was."""
    words = re.finditer(r"[^ \n]+", text)
    return [WordBox(*word.span(), rank, 0, 1, 1) for rank, word in enumerate(words)]


def carried(before: str, after: str) -> list[tuple[str, int]]:
    """Return the words of the new text that have a place, and which."""
    found = carry_boxes(boxes_of(before), before, after)
    return [(after[box.start : box.end], box.x) for box in found]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("un deux trois", "un deux trois", [("un", 0), ("deux", 1), ("trois", 2)]),
        (
            "la consti- tution ici",
            "la constitution\nici",
            [("la", 0), ("constitution", 1), ("constitution", 2), ("ici", 3)],
        ),
        ("mot unmot deux", "mot un mot deux", [("mot", 0), ("un mot", 1), ("deux", 2)]),
        ("tete un deux", "un deux", [("un", 1), ("deux", 2)]),
        ("un deux", "tete un deux", [("un", 0), ("deux", 1)]),
        ("un dexu trois", "un deux trois", [("un", 0), ("deux", 1), ("trois", 2)]),
        ("le mot le mot suit", "le mot suit", [("le", 0), ("mot", 1), ("suit", 4)]),
        ("dé\x1cnitif ici", "définitif ici", [("définitif", 0), ("ici", 1)]),
        ("ﻻ ﺣﻖ", "لا حق", [("لا", 0), ("حق", 1)]),
        ("un deux", "", []),
        ("", "un", []),
    ],
    ids=[
        "same",
        "divided",
        "glued",
        "lost",
        "added",
        "corrected",
        "repeated",
        "tex",
        "forms",
        "nothing",
        "new",
    ],
)
def test_boxes_follow_their_words(before: str, after: str, found: list[tuple[str, int]]) -> None:
    assert carried(before, after) == found


@given(WORDS, st.data())
def test_words_that_stay_keep_their_box_when_others_go(
    words: list[str], data: st.DataObject
) -> None:
    # Each is another word, so that none can be taken for its neighbour.
    own = [f"{word}{rank}x" for rank, word in enumerate(words)]
    stay = data.draw(st.lists(st.booleans(), min_size=len(own), max_size=len(own)))
    kept = [(word, rank) for rank, (word, stays) in enumerate(zip(own, stay, strict=True)) if stays]
    assert carried(" ".join(own), "\n".join(word for word, _ in kept)) == kept


TEXTS = st.text(st.characters(exclude_categories=["Z", "C"]) | st.sampled_from(" \n\x1c"))


@given(TEXTS, TEXTS)
def test_boxes_always_lie_on_words_of_the_new_text(before: str, after: str) -> None:
    for box in carry_boxes(boxes_of(before), before, after):
        assert 0 <= box.start < box.end <= len(after)
        assert after[box.start : box.end].strip(" \t\n\r") == after[box.start : box.end]


@given(WORDS, WORDS)
def test_boxes_keep_their_order(before: list[str], after: list[str]) -> None:
    starts = [
        box.start
        for box in carry_boxes(boxes_of(" ".join(before)), " ".join(before), " ".join(after))
    ]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 20_000, "b a " * 20_000),
        ("a " * 40_000, "b " * 40_000),
        (" ".join(map(str, range(40_000))), " ".join(map(str, range(40_000, 0, -1)))),
        ("aaaa " * 40_000, "a " * 40_000),
    ],
)
def test_long_texts_cost_little(before: str, after: str) -> None:
    # A quadratic comparison would take minutes.
    carry_boxes(boxes_of(before.strip()), before, after)
