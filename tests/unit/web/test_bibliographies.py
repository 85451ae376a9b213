"""References are read back by the programs that reference managers are made of."""

import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from docsearch.domain.dates import PartialDate
from docsearch.models import Document
from docsearch.web.bibliographies import bibtex, ris

ADDRESS = "https://centre.example/documents/7"


def document(**fields: object) -> Document:
    given = {
        "id": 7,
        "title_fr": "Rapport",
        "title_ar": "",
        "title_en": "",
        "type_code": "report",
        "languages": ["fr"],
        "authors": [],
        "subjects": [],
        "issuing_body": "",
        "symbol": "",
        "abstract": "",
    }
    return Document(**{**given, **fields})


def test_a_report_in_bibtex() -> None:
    described = document(
        title_fr="Rapport à 100 % {sûr} & vrai",
        title_ar="تقرير",
        authors=["Benali, Amina", "Conseil des droits et des libertés"],
        issuing_body="Centre",
        symbol="CCPR/C/MAR/CO/6",
        date=PartialDate(2016, 9),
        subjects=["torture", "prison"],
    )
    assert bibtex(described, ADDRESS) == (
        "@techreport{docsearch7,\n"
        "  title = {Rapport à 100 \\% \\textbraceleft{}sûr\\textbraceright{} \\& vrai},\n"
        "  author = {Benali, Amina and {Conseil des droits et des libertés}},\n"
        "  institution = {Centre},\n"
        "  year = {2016},\n"
        "  month = {9},\n"
        "  number = {CCPR/C/MAR/CO/6},\n"
        "  langid = {french},\n"
        "  keywords = {torture, prison},\n"
        "  note = {تقرير},\n"
        f"  url = {{{ADDRESS}}},\n"
        "}\n"
    )


def test_a_law_in_ris() -> None:
    law = document(type_code="law", title_fr="Loi\n103-13", date=PartialDate(2018, 2, 22))
    assert ris(law, ADDRESS).split("\r\n") == [
        "TY  - STAT",
        "ID  - docsearch7",
        "TI  - Loi 103-13",
        "PY  - 2018",
        "DA  - 2018/02/22/",
        "LA  - fr",
        f"UR  - {ADDRESS}",
        "ER  - ",
        "",
    ]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.lists(texts, max_size=3))
@example("{", "}", [])
def test_any_text_is_read_back(title: str, abstract: str, authors: list[str]) -> None:
    wild = document(title_fr=title, abstract=abstract, authors=authors)
    read = parse_string(bibtex(wild, ADDRESS), "bibtex")
    assert list(read.entries) == ["docsearch7"]
    assert read.entries["docsearch7"].fields["url"] == ADDRESS
    (entry,) = rispy.loads(ris(wild, ADDRESS))
    assert entry["urls"] == [ADDRESS]
    assert len(entry.get("authors", [])) <= len(authors)
