"""The language of the screens: prefix, cookie, browser, French."""

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from docsearch.web.interface_language import COOKIE, language_links


@pytest.mark.parametrize(
    ("address", "language", "direction", "word"),
    [
        ("/fr/", "fr", "ltr", "Documents"),
        ("/ar/", "ar", "rtl", "الوثائق"),
        ("/en/", "en", "ltr", "Documents"),
        ("/ar", "ar", "rtl", "الوثائق"),
    ],
)
def test_the_prefix_decides(
    client: FlaskClient, address: str, language: str, direction: str, word: str
) -> None:
    page = client.get(address, headers={"Accept-Language": "en"})
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert f"<h1>{word}</h1>" in page.text
    assert page.headers["Content-Language"] == language


def test_a_bare_address_follows_cookie_then_browser_then_french(client: FlaskClient) -> None:
    assert '<html lang="fr"' in client.get("/").text
    arabic_browser = {"Accept-Language": "ar-MA,ar;q=0.9,fr;q=0.5"}
    assert '<html lang="ar"' in client.get("/", headers=arabic_browser).text
    client.set_cookie(COOKIE, "en")
    assert '<html lang="en"' in client.get("/", headers=arabic_browser).text
    client.set_cookie(COOKIE, "xx")
    assert '<html lang="ar"' in client.get("/", headers=arabic_browser).text


def test_a_bare_address_says_what_it_depends_on(client: FlaskClient) -> None:
    page = client.get("/")
    assert {"accept-language", "cookie"} <= {name.lower() for name in page.vary}
    assert COOKIE not in page.headers.get("Set-Cookie", "")


def test_a_prefixed_visit_is_remembered(client: FlaskClient) -> None:
    cookie = client.get("/ar/").headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=ar;")
    assert {"Max-Age=31536000", "Path=/", "SameSite=Lax", "HttpOnly"} <= set(cookie.split("; "))
    assert '<html lang="ar"' in client.get("/").text
    assert "Set-Cookie" not in client.get("/ar/").headers


def test_links_stay_in_the_language(application: Flask, client: FlaskClient) -> None:
    application.add_url_rule("/link", "link", lambda: url_for("search.results", q="حق"))
    assert 'href="/ar/recherche"' in client.get("/ar/").text
    assert 'href="/recherche"' in client.get("/").text
    assert client.get("/ar/link").text == "/ar/recherche?q=%D8%AD%D9%82"


def test_the_switch_keeps_path_and_query(application: Flask, client: FlaskClient) -> None:
    application.add_url_rule("/links", "links", lambda: [link.url for link in language_links()])
    kept = "links?q=%D8%AD%D9%82&year=2015&year=2016"
    assert client.get(f"/ar/{kept}").json == [f"/{code}/{kept}" for code in ("fr", "ar", "en")]


def test_a_mounted_application_keeps_its_root(client: FlaskClient) -> None:
    page = client.get("/ar/", environ_overrides={"SCRIPT_NAME": "/centre"})
    assert 'href="/centre/fr/"' in page.text
    assert 'href="/centre/ar/recherche"' in page.text
    assert "/centre/static/docsearch.css?v=" in page.text
    assert "Path=/centre" in page.headers["Set-Cookie"]


def test_a_language_is_a_whole_segment(client: FlaskClient) -> None:
    assert client.get("/french").status_code == 404
    assert client.get("/de/").status_code == 404
