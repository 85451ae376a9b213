"""Numbers that recognition cannot have read right."""

import pytest

from docsearch.text.figures import doubtful_figures


@pytest.mark.parametrize(
    "text",
    [
        "صدر القانون رقم ١497/1",
        "قرار رقم ٠١7/7011 لسنة",
        "الجريدة الرسمية - العدد VO في يونيه",
        "المادة (VE) من القانون",
        "رقم YO\nلسنة",
    ],
)
def test_misread_numbers_are_doubtful(text: str) -> None:
    assert doubtful_figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "القانون رقم 27.14 الصادر في 25 غشت 2016",
        "المادة ٢٥ من القانون رقم ١٠ لسنة ٢٠١٨",
        "سنة 2016 – ٢٠١٧",
        "L’article VO de la loi YE",
        "مع منظمة ONU و OAE الدولية",
        "(١) 2016",
    ],
)
def test_numbers_in_one_kind_of_figures_are_not(text: str) -> None:
    assert not doubtful_figures(text)
