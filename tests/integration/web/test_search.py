"""Results as a browser gets them: facets, years, languages, one document, and what is exported."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
import rispy
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from selectolax.lexbor import LexborHTMLParser

from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, deposit, work
from tests.integration.web.conftest import WORD, Shelf, Visitor

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module", autouse=True)
def reports(centre: Centre, shelf: Shelf) -> list[int]:
    """Public reports of several years, and one whose title a spreadsheet would run."""
    ids = [
        deposit(
            centre,
            f"Le rapport « {title} » de {year} parle de majoliques et de fontaines.",
            access="public",
            title_fr=title,
            type="report",
            date=year,
            subjects=subjects,
            authors="Benali, Amina; Conseil des monuments",
        )
        for year, title, subjects in (
            ("1998", "Majoliques de 1998", "céramique; patrimoine"),
            ("2004", '=HYPERLINK("x")', "céramique"),
            ("2004", "Majoliques & <fontaines>", "patrimoine"),
            ("2015", "Majoliques de 2015", ""),
        )
    ]
    centre.lexicon.decide(LIBRARIAN, "majoliques", "الخزف", probability=1)
    ids.append(deposit(centre, "الخزف المغربي في متاحف المدينة العتيقة", access="public"))
    work(centre)
    return ids


def page_of(visitor: Visitor, address: str) -> LexborHTMLParser:
    response = visitor.get(address)
    assert response.status_code == 200
    return LexborHTMLParser(response.text)


def titles(page: LexborHTMLParser) -> list[str]:
    return [title.text(strip=True) for title in page.css(".results ol.hits .hit-title")]


def total(page: LexborHTMLParser) -> int:
    shown = page.css_first("[role=status] strong")
    assert shown
    return int(shown.text().split()[0])


def test_values_of_one_facet_are_alternatives_and_facets_combine(stranger: Visitor) -> None:
    address = "/fr/recherche?q=majoliques&across=off"
    assert total(page_of(stranger, address)) == 4
    assert total(page_of(stranger, f"{address}&subject=patrimoine")) == 2
    assert total(page_of(stranger, f"{address}&subject=patrimoine&subject=céramique")) == 3
    assert total(page_of(stranger, f"{address}&subject=patrimoine&year=2004")) == 1


def test_counts_of_a_facet_ignore_its_own_choice(stranger: Visitor) -> None:
    page = page_of(stranger, "/fr/recherche?q=majoliques&across=off&year=2004")
    bars = page.css(".year-bars a")
    assert bars[0].attributes["data-first"] == "1998"
    assert len(page.css(".year-bar.year-chosen")) == 1
    links = [link.text(separator=" ").split() for link in page.css(".facet a[href*='year=']")]
    listed = {words[0]: words[-1] for words in links if words}
    assert {"1998", "2015"} <= set(listed)
    assert listed["1998"] == "1"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("from=2000&to=2010", 2),
        ("from=2010&to=2000", 2),
        ("from=2004", 3),
        ("to=2003", 1),
        ("from=&to=", 4),
        ("from=demain", 4),
        ("from=99999999999999999999", 4),
        ("from=2015&year=1998", 2),
    ],
)
def test_a_span_of_years(stranger: Visitor, span: str, expected: int) -> None:
    page = page_of(stranger, f"/fr/recherche?q=majoliques&across=off&{span}")
    assert total(page) == expected


def test_access_is_offered_to_those_who_may_read_more(
    stranger: Visitor, librarian: Visitor
) -> None:
    address = f"/fr/recherche?q={WORD}"
    assert page_of(stranger, address).css_first("#facet-access") is None
    assert page_of(librarian, address).css_first("#facet-access") is not None
    assert total(page_of(librarian, f"{address}&access=internal&access=restricted")) == 2
    assert "Document internal" not in stranger.get(f"{address}&access=internal").text


def test_the_other_language_stands_in_a_group_of_its_own(stranger: Visitor) -> None:
    page = page_of(stranger, "/ar/recherche?q=majoliques")
    group = page.css_first("#across")
    assert group
    translation = group.css_first(".translations")
    assert translation
    assert [bdi.text() for bdi in translation.css("bdi")] == ["majoliques", "الخزف"]
    assert page_of(stranger, "/fr/recherche?q=majoliques&across=off").css_first("#across") is None
    only = page_of(stranger, "/fr/recherche?q=majoliques&across=only")
    assert total(only) == 1
    assert len(titles(only)) == 1


def test_a_list_tells_what_its_documents_are_about(
    centre: Centre, stranger: Visitor, reports: list[int]
) -> None:
    centre.documents.describe(LIBRARIAN, reports[0], {"abstract": "Des <b>faïences</b> anciennes"})
    work(centre)
    page = page_of(stranger, "/fr/recherche?type=report")
    assert "Des <b>faïences</b> anciennes" in [one.text() for one in page.css(".hit > .snippet")]


def test_one_document_is_searched_through_its_own_pages(stranger: Visitor, shelf: Shelf) -> None:
    page = page_of(stranger, f"/fr/recherche?q={WORD}&document={shelf.public}")
    assert [mark.text() for mark in page.css(".inside-pages mark")] == [WORD]
    assert stranger.get(f"/fr/recherche?q=x&document={shelf.internal}").status_code == 404
    for wrong in ("", "abc", "0", "9" * 30):
        assert stranger.get(f"/fr/recherche?q=x&document={wrong}").status_code == 404


def test_a_result_says_why_it_was_found(stranger: Visitor) -> None:
    page = page_of(stranger, "/fr/recherche?q=rapports+majolique&across=off")
    reasons = page.css_first(".hit .why")
    assert reasons
    words = [word.text() for word in reasons.css("strong")]
    assert words == ["rapports", "majolique"]
    assert "majoliques" in reasons.text()


def test_every_search_has_an_address_without_a_language(stranger: Visitor) -> None:
    page = page_of(stranger, "/ar/recherche?q=majoliques&subject=patrimoine&page=1")
    field = page.css_first("#permanent-address")
    assert field
    address = field.attributes["value"] or ""
    assert address == "http://localhost/recherche?q=majoliques&subject=patrimoine"
    assert len(titles(page_of(stranger, address.removeprefix("http://localhost")))) == 2


def test_json_for_programs(stranger: Visitor, librarian: Visitor) -> None:
    answer = stranger.get("/recherche.json?q=majoliques&per_page=2").get_json()
    assert (answer["total"], len(answer["hits"]), answer["across"]["total"]) == (4, 2, 1)
    assert answer["across"]["hits"][0]["words"] == {"majoliques": ["الخزف"]}
    assert ["2004", 2] in answer["facets"]["year"]
    assert "access" not in answer["facets"]
    page = answer["hits"][0]["pages"][0]
    assert page["number"] == 1
    assert "<mark>majoliques</mark>" in page["excerpt"]
    assert "access" in librarian.get("/recherche.json?q=majoliques").get_json()["facets"]
    for wrong in ("0", "-5", "x", "99999999"):
        assert stranger.get(f"/recherche.json?q=majoliques&per_page={wrong}").status_code == 200


def test_a_table_runs_no_formula(stranger: Visitor) -> None:
    response = stranger.get("/fr/recherche.csv?q=majoliques&across=off&sort=oldest")
    assert response.mimetype == "text/csv"
    assert response.data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(response.text.lstrip("\ufeff"), newline=""))
    assert header[0] == "Titre en français"
    assert [row[0] for row in rows[:2]] == ["Majoliques de 1998", '\'=HYPERLINK("x")']
    assert rows[0][-1].startswith("http://localhost/documents/")
    assert all(cell[:1] not in tuple("=+-@") for row in rows for cell in row if cell)


def test_references_hold_every_document(stranger: Visitor) -> None:
    address = "recherche{}?q=majoliques&across=off"
    entries = parse_string(stranger.get("/" + address.format(".bib")).text, "bibtex").entries
    assert len(entries) == 4
    records = rispy.loads(stranger.get("/" + address.format(".ris")).text)
    assert len(records) == 4
    assert {tuple(record["authors"]) for record in records} == {
        ("Benali, Amina", "Conseil des monuments")
    }


def test_a_feed_shows_what_its_reader_may_see(stranger: Visitor, librarian: Visitor) -> None:
    for visitor, expected in ((stranger, 1), (librarian, 3)):
        response = visitor.get(f"/fr/recherche.atom?q={WORD}")
        assert response.mimetype == "application/atom+xml"
        assert "private" in response.headers["Cache-Control"]
        feed = ElementTree.fromstring(response.data)
        assert len(feed.findall(f"{ATOM}entry")) == expected
        assert feed.findtext(f"{ATOM}id") == f"http://localhost/recherche?q={WORD}"
        for name in ("title", "updated"):
            assert feed.findtext(f"{ATOM}{name}")


def test_a_feed_escapes_and_drops_what_xml_cannot_hold(stranger: Visitor) -> None:
    response = stranger.get("/fr/recherche.atom?q=majoliques+%00%08%EF%BF%BE%3C%26")
    feed = ElementTree.fromstring(response.data)
    shown = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert "Majoliques & <fontaines>" in shown


HOSTILE = {
    "long": "droit " * 1700,
    "one long word": "ا" * 10_000,
    "long phrase": '"' + "droit " * 1600 + '"',
    "operators": "OR " * 3000,
    "negations": "-" * 10_000,
    "stars": "*" * 5000 + " a* b* c*",
    "parentheses": "(" * 5000 + "a" + ")" * 5000,
    "many prefixes": " ".join(f"{letter}a*" for letter in "abcdefghijklmnopqrstuvwxyz" * 4),
    "many near words": " ".join(f"majolique{letter}~" for letter in "abcdefghijklmnopqrstuvwxyz"),
    "stop words": "le la les de des et ou",
    "arabic stop words": "في من على إلى هذا",
    "punctuation": '?!… ;:,،؟ «» "" () [] {} / \\ \' ` ^ ~ # & % $',
    "unbalanced": '"majoliques «fontaines (rapport',
    "star": "*",
    "stars in words": "ma*jol *iques maj*",
    "mixed": "majoliques الخزف mosaïque فسيفساء",
    "arabizi": "7o9o9 el insan 3arabi",
    "controls": "majo\u200bliques \x01\x02\x1b[31m \u202eseuqiloj\u202c \u2066x\u2069 \ufeff",
    "sql": "'; DROP TABLE documents; -- ' OR 1=1",
    "html": "<script>alert(1)</script> <img src=x onerror=alert(1)> {{7*7}}",
    "fields": "lang:xx year:abc titre: symbole:*** type:' année:9999999..0 inconnu:x",
    "surrogates": "\U0001f600 \U0001d400 \U0010ffff",
    "slopes": '"majoliques fontaines"~999999999 majoliques~99 ~ "~" ~3',
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("suffix", ["", ".json", ".csv", ".bib", ".ris", ".atom"])
def test_whatever_is_typed_has_an_answer(stranger: Visitor, suffix: str, query: str) -> None:
    response = stranger.get(f"/fr/recherche{suffix}", query_string={"q": query})
    assert response.status_code == 200
    if suffix == ".json":
        assert json.loads(response.data)["total"] >= 0
    if suffix == ".atom":
        ElementTree.fromstring(response.data)
    if not suffix:
        page = LexborHTMLParser(response.text)
        assert page.css_first("[role=status]")
        assert page.css("main script, main img[src=x]") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_an_answer(application: Flask, query: str) -> None:
    response = application.test_client().get("/ar/recherche", query_string={"q": query})
    assert response.status_code == 200


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_inside_a_document_has_an_answer(
    stranger: Visitor, shelf: Shelf, query: str
) -> None:
    for address in (
        f"/fr/recherche?document={shelf.public}",
        f"/fr/documents/{shelf.public}?page=1",
    ):
        path, _, arguments = address.partition("?")
        name, value = arguments.split("=")
        assert stranger.get(path, query_string={"q": query, name: value}).status_code == 200
