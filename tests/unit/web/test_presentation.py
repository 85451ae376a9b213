"""Languages, dates and sizes as a reader of each language expects them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from docsearch.domain.dates import PartialDate
from docsearch.web.presentation import (
    date_label,
    language_label,
    size_label,
)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", ["Arabe", "Langue indéterminée", "2016", "septembre 2016", "30 septembre 2016"]),
        ("ar", ["العربية", "لغة غير معروفة", "2016", "شتنبر 2016", "30 شتنبر 2016"]),
        ("en", ["Arabic", "Unknown language", "2016", "September 2016", "30 September 2016"]),
    ],
)
def test_names_and_dates(
    application: Flask, client: FlaskClient, language: str, shown: list[str]
) -> None:
    def view() -> list[str]:
        dates = (PartialDate(2016), PartialDate(2016, 9), PartialDate(2016, 9, 30))
        return [language_label("ar"), language_label("und"), *map(date_label, dates)]

    application.add_url_rule("/shown", "shown", view)
    assert client.get(f"/{language}/shown").json == shown


@pytest.mark.parametrize("code", ["fr", "ar", "en", "es", "fa", "ur", "zgh", "und"])
def test_every_language_has_a_name(application: Flask, client: FlaskClient, code: str) -> None:
    application.add_url_rule("/name", "name", lambda: [language_label(code)])
    for language in ("fr", "ar", "en"):
        assert client.get(f"/{language}/name").json != [code]


def test_sizes(application: Flask, client: FlaskClient) -> None:
    application.add_url_rule(
        "/sizes", "sizes", lambda: [size_label(size) for size in (12, 1234, 12_345_678, 5 * 10**12)]
    )
    assert client.get("/fr/sizes").json == [
        "12\u202fo",
        "1,2\u202fko",
        "12,3\u202fMo",
        "5\u202f000\u202fGo",
    ]
