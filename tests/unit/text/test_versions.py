"""A numbered text and a named file are the same work in either language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.versions import instrument, named_version, numbers_of


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Loi n° 70-03 portant code de la famille", ("act", "70.03")),
        ("LOI N° 15-95 FORMANT CODE DE COMMERCE", ("act", "15.95")),
        ("القانون رقم 70.03 بمثابة مدونة الأسرة", ("act", "70.03")),
        ("قانون رقم ٧٠.٠٣", ("act", "70.03")),
        ("Loi-cadre n° 97-13 relative aux personnes handicapées", ("act", "97.13")),
        ("القانون الإطار رقم 97.13", ("act", "97.13")),
        ("Loi organique n°97-15", ("act", "97.15")),
        ("القانون التنظيمي رقم 97.15", ("act", "97.15")),
        (
            "Dahir n° 1-04-22 du 12 hija 1424 portant promulgation de la loi n° 70-03",
            ("act", "70.03"),
        ),
        ("ظهير شريف رقم 1.04.22 بتنفيذ القانون رقم 70.03", ("act", "70.03")),
        ("Dahir n° 1-58-376 réglementant le droit d'association", ("dahir", "1.58.376")),
        ("ظهير شريف رقم 1.58.376 بتنظيم حق تأسيس الجمعيات", ("dahir", "1.58.376")),
        ("Décret n° 2-22-140 prorogeant", ("decree", "2.22.140")),
        ("مرسوم رقم 2.22.140 بتمديد", ("decree", "2.22.140")),
        ("Arrêté du ministre de la justice n° 977-09", ("order", "977.09")),
        ("قرار لوزير العدل رقم 977.09", ("order", "977.09")),
        ("Convention n° 97 sur les travailleurs migrants", ("convention", "97")),
        ("الاتفاقية رقم 97 بشأن العمال المهاجرين", ("convention", "97")),
    ],
)
def test_an_instrument_has_one_number_in_both_languages(
    title: str, expected: tuple[str, str]
) -> None:
    assert instrument(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Rapport sur la loi n° 70-03",
        "مرسوم بتطبيق القانون رقم 18.18",
        "Décret pris pour l'application de la loi n° 18-18",
        "Arrêté pris pour l'application du décret n° 2-04-682",
        "Constitution de 2011",
        "Loi de finances",
    ],
)
def test_a_text_about_an_instrument_is_another(title: str) -> None:
    assert instrument(title) is None


@pytest.mark.parametrize(
    ("first", "second", "languages"),
    [
        ("Rapport-annuel_FR.pdf", "rapport annuel (ar).docx", "fr ar"),
        ("convention.fr.pdf", "convention.ar.pdf", "fr ar"),
        ("fr-convention.pdf", "convention_ara.pdf", "fr ar"),
        ("مدونة الأسرة (بالعربية).pdf", "مدونة الأسرة - الفرنسية.pdf", "ar fr"),
        ("Guide_Français.pdf", "Guide_anglais.pdf", "fr en"),
    ],
)
def test_file_names_that_differ_in_their_language(first: str, second: str, languages: str) -> None:
    one, other = named_version(first), named_version(second)

    assert one
    assert other
    assert one.stem == other.stem
    assert f"{one.language} {other.language}" == languages


@pytest.mark.parametrize(
    "name", ["", "fr.pdf", "far.pdf", "rapport.pdf", "a_fr.pdf", "2019_ar.pdf"]
)
def test_file_names_that_name_no_language_or_nothing_else(name: str) -> None:
    assert named_version(name) is None


def test_numbers_tell_editions() -> None:
    assert numbers_of("Constitution de ١٩٧٠, 2e édition") == {"1970", "2"}


@given(st.text())
def test_no_title_or_name_is_too_strange(text: str) -> None:
    instrument(text)
    named_version(text)
