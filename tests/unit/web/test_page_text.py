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


@pytest.mark.parametrize(
    "row",
    [
        "جملة التكاليف والمصروفات ١١٫١٨٧٫٩٢٨٫٤٦٢ جملة الإيرادات ١٫٦٩٠٫٥٨٩٫٣٢٣",
        "٩٫٨٧٠٫١٧٦٫٣١٤ القروض والتسهيلات الائتمانية المحلية منها ٤٩٢٫٧٧٠٫٢٦٤",
        "Dépenses de personnel et de fonctionnement 12 345 678 13 456 789",
        "Chapitre premier . . . . . . . . . . . . . . . . . . . . . . . 12",
        "Établissements pénitentiaires visités 12 15 18 21 25 30",
    ],
)
def test_the_rows_of_a_table_stay_apart(row: str) -> None:
    other = "Une ligne de la même largeur que celle du tableau, ou peu s’en faut"
    assert flowing(f"{row}\n{row}") == f"{row}\n{row}"
    assert flowing(f"{other}\n{row}\n{other}") == f"{other}\n{row}\n{other}"


def test_a_sentence_with_figures_flows() -> None:
    sentence = (
        "تربط الإيرادات للسنة المالية ٢٠٢٢/٢٠٢١ بمبلغ ١٦٩٠٥٨٩٣٢٣ جنيها\n"
        "فقط وقدره مليار وستمائة وتسعون مليونًا وخمسمائة وتسعة وثمانون ألفا"
    )
    assert flowing(sentence) == sentence.replace("\n", " ")


@given(st.text(alphabet="ab .\n-أ", max_size=300))
def test_only_line_ends_change(text: str) -> None:
    shown = flowing(text)
    assert len(shown) == len(text)
    assert all(
        new == old or (old, new) == ("\n", " ") for old, new in zip(text, shown, strict=True)
    )
