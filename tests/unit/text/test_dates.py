"""Dates as French and Arabic documents write them."""

from contextlib import suppress
from datetime import date as day_of

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.dates import PartialDate
from docsearch.domain.errors import Invalid
from docsearch.text.dates import find_date, hijri, hijri_label, parse_date

MONTHS = {
    1: "janvier يناير كانون_الثاني",
    2: "février fevrier FÉVRIER فبراير شباط",
    3: "mars مارس آذار",
    4: "avril أبريل ابريل نيسان",
    5: "mai ماي مايو أيار",
    6: "juin يونيو يونيه حزيران",
    7: "juillet يوليوز يوليو تموز",
    8: "août aout AOÛT غشت أغسطس آب",
    9: "septembre شتنبر سبتمبر أيلول",
    10: "octobre أكتوبر اكتوبر تشرين_الأول",
    11: "novembre نونبر نوفمبر تشرين_الثاني",
    12: "décembre decembre دجنبر ديسمبر كانون_الأول",
}


@pytest.mark.parametrize(
    ("written", "month"),
    [(name.replace("_", " "), month) for month, names in MONTHS.items() for name in names.split()],
)
def test_months_by_name(written: str, month: int) -> None:
    assert parse_date(f"14 {written} 2016") == PartialDate(2016, month, 14)
    assert parse_date(f"{written} 2016") == PartialDate(2016, month)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2016", "2016"),
        ("2016-09", "2016-09"),
        ("2016-09-30", "2016-09-30"),
        ("30/09/2016", "2016-09-30"),
        ("30-9-2016", "2016-09-30"),
        ("30.09.2016", "2016-09-30"),
        ("2016/09/30", "2016-09-30"),
        (" ٣٠/٠٩/٢٠١٦ ", "2016-09-30"),
        ("1er mars 2012", "2012-03-01"),
        ("1ᵉʳ mars 2012", "2012-03-01"),
        ("premier août 1999", "1999-08-01"),
        ("فاتح مارس 2012", "2012-03-01"),
        ("30 من شتنبر 2016", "2016-09-30"),
        ("30 أيلول/سبتمبر 2016", "2016-09-30"),
        ("\u200f30\u200f شتنبر 2016م", "2016-09-30"),
        ("1789-08-26", "1789-08-26"),
        ("15 رمضان 1437", "2016-06-20"),
        ("15 من رمضان المعظم ١٤٣٧ هـ", "2016-06-20"),
        ("15 ramadan 1437", "2016-06-20"),
        ("16 rabii I 1433", "2012-02-08"),
        ("2 ذي الحجة 1437هـ", "2016-09-03"),
        ("1437-09-15", "2016-06-20"),
        ("30 رمضان 1437", "2016-07-05"),
        ("رمضان 1437", "2016-06"),
        ("1437", "2016"),
    ],
)
def test_dates_as_people_type_them(typed: str, expected: str) -> None:
    assert str(parse_date(typed)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "hier",
            "30/02/2016",
            "13/13/2013",
            "0/1/2000",
            "15/00/1437",
            "31 رمضان 1437",
            "0000",
        ),
        *("12 ramadan 2016", "12 mars 1437", "9 رمضان 1331", "30/09/16", "2016-9", "30 septembre"),
        "le 30 septembre 2016",
    ],
)
def test_what_is_no_date_is_refused_as_typed(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_date(typed)

    assert (refused.value.code, refused.value.facts) == ("date-invalid", {"value": typed})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Distr. générale\n27 février 2023\nFrançais\nA/HRC/52/7", "2023-02-27"),
        ("Rapport annuel\nDécembre 2024\nvu la loi du 3 mars 1999", "2024-12"),
        ("Version du 2024-12", "2024-12"),
        ("Dahir n° 1-11-91 du 27 chaabane 1432 (29 juillet 2011) portant", "2011-07-29"),
        ("B.O. n° 5964 bis – 28 chaabane 1432 (30-7-2011)", "2011-07-30"),
        ("صادر في 27 من شعبان 1432 (29 يوليو 2011) بتنفيذ نص الدستور", "2011-07-29"),
        ("صادر في 27 من شعبان 1432 الموافق لـ 29 يوليوز 2011", "2011-07-29"),
        ("ظهير شريف في 9 رمضان 1331 (12 أغسطس 1913)", "1913-08-12"),
        ("حرر بالرباط في 15 رمضان 1437", "2016-06-20"),
        ("fait le 15 ramadan 1437, puis publié bien plus tard, soit le 3 mars 2020", "2016-06-20"),
        ("Plan 2018-2021, loi n° 103.13, tél. 0537-21-20-76, Rabat le 3 mai 2018", "2018-05-03"),
        ("le 31 février 2015 puis le 12.03.2015", "2015-03-12"),
        ("né en 1800 le 1/1/1800, décédé", None),
        ("12 ramadan 2016", None),
        ("Agenda 2030, article 12, 2016", None),
        ("", None),
    ],
)
def test_the_date_of_a_first_page(text: str, expected: str | None) -> None:
    found = find_date(text)

    assert (found and str(found)) == expected


def test_a_hijri_date_is_shown_beside() -> None:
    constitution = PartialDate(2011, 7, 29)

    assert hijri(constitution) == (1432, 8, 28)
    assert hijri_label(constitution, "fr") == "28 chaabane 1432"
    assert hijri_label(constitution, "ar") == "28 شعبان 1432"
    assert hijri_label(constitution, "en") == "28 Shaaban 1432"
    assert hijri_label(constitution, "es") is None


@pytest.mark.parametrize("text", ["2011", "2011-07", "1900-01-01", "2090-01-01"])
def test_no_hijri_date_without_a_day_or_outside_the_tables(text: str) -> None:
    assert hijri(PartialDate.parse(text)) is None
    assert hijri_label(PartialDate.parse(text), "ar") is None


@given(st.dates(day_of(1924, 8, 1), day_of(2077, 11, 15)), st.sampled_from(("fr", "ar", "en")))
def test_a_hijri_label_is_read_back(day: day_of, language: str) -> None:
    date = PartialDate(day.year, day.month, day.day)
    label = hijri_label(date, language)

    assert label is not None
    assert parse_date(label) == date
    assert find_date(f"Rabat, {label}.") == date


@given(st.dates(day_of(1900, 1, 1), day_of(2100, 12, 31)))
def test_a_day_in_digits_is_read_back(day: day_of) -> None:
    date = PartialDate(day.year, day.month, day.day)

    assert parse_date(str(date)) == parse_date(f"{day.day}/{day.month}/{day.year}") == date
    assert find_date(f"Rabat, le {day.day:02d}/{day.month:02d}/{day.year}") == date


@given(st.text() | st.text("0123456789/-. ()marsمحرjin٣ه\u200f\u064e"))
def test_wild_text_gives_a_date_or_nothing(text: str) -> None:
    found = find_date(text)
    assert found is None or 1900 <= found.year <= 2100

    with suppress(Invalid):
        assert 1 <= parse_date(text).year <= 9999
