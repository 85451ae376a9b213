"""The text of a page flows, and no offset moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.web.page_text import flowing

PARAGRAPH = (
    "L’entretien avec l’avocat est confidentiel et on ne doit\n"
    "pas l’entendre. Il intervient avant l’interrogatoire sur\n"
    "le fond de l’affaire."
)


def test_the_lines_of_a_paragraph_become_one() -> None:
    assert flowing(PARAGRAPH) == PARAGRAPH.replace("\n", " ")


@pytest.mark.parametrize("following", ["L’avocat", "- une liste commence", "1. Un point commence"])
def test_a_new_paragraph_stays_one(following: str) -> None:
    assert flowing(f"{PARAGRAPH}\n{following}").endswith(f"\n{following}")


def test_short_lines_are_those_of_a_table() -> None:
    assert flowing("Terme\nمصطلح\nDroit\nحق") == "Terme\nمصطلح\nDroit\nحق"


@given(st.text(alphabet="ab .\n-أ", max_size=300))
def test_only_line_ends_change(text: str) -> None:
    shown = flowing(text)
    assert len(shown) == len(text)
    assert all(
        new == old or (old, new) == ("\n", " ") for old, new in zip(text, shown, strict=True)
    )
