"""UN symbols found where they stand, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.references import Citation, CitationKind
from docsearch.text.symbols import find_symbols, normalise_symbol

SYMBOLS = [
    *("CCPR/C/MAR/CO/6", "E/C.12/MAR/CO/4", "CAT/C/MAR/CO/4", "CRC/C/MAR/CO/3-4"),
    *("CMW/C/MAR/QPR/2", "A/HRC/52/7", "HRI/CORE/MAR/2020", "CCPR/C/21/Rev.1/Add.13"),
    *("HRI/GEN/1/Rev.9", "A/HRC/36/6/Add.1", "A/HRC/WG.6/27/MAR/1", "CRC/C/OPAC/MAR/CO/1"),
    *("E/CN.4/Sub.2/2003/12/Rev.2", "A/CONF.157/24", "A/67/L.10/Rev.1", "CCPR/C/112/D/2041/2011"),
    *("A/RES/217 A (III)", "S/RES/1325 (2000)", "A/HRC/S-32/1", "A/ES-10/22", "S/PV.8900"),
    *("ST/SGB/2003/13", "CAT/OP/MAR/1", "CED/C/MAR/1", "CRPD/C/MAR/CO/1", "CERD/C/MAR/CO/17-18"),
    *("CEDAW/C/GC/37", "INT/CCPR/NHS/MAR/25000/E", "A/RES/48/134", "CMW/C/MAR/1/Corr.2"),
]


def keys(text: str) -> list[str]:
    return [citation.key for citation in find_symbols(text)]


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_found_in_a_sentence_and_keeps_its_spelling(symbol: str) -> None:
    french, arabic = (
        f"Voir le document {symbol}, par. 12.",
        f"انظر الوثيقة \u200e{symbol}\u200f، الفقرة",
    )

    for text in (french, arabic, symbol, f"({symbol})", f"و{symbol}وأضافت"):
        (citation,) = find_symbols(text)
        assert citation.key == text[citation.start : citation.end] == symbol


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_person_may_type_a_symbol_carelessly(symbol: str) -> None:
    for typed in (symbol, symbol.lower(), symbol.replace("/", " / "), f" \u200f{symbol}\u200f "):
        assert normalise_symbol(typed) == symbol


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CCPR/C/MAR/CO/٦", ["CCPR/C/MAR/CO/6"]),
        ("CRC/C/MAR/CO/3–4 et CRC/C/MAR/CO/3\u20114", ["CRC/C/MAR/CO/3-4"] * 2),
        ("A\u200e/\u200eHRC/\u200e36/6/add.1", ["A/HRC/36/6/Add.1"]),
        ("CRC/C/15/ADD.211, CRC/C/15/Add. 211", ["CRC/C/15/Add.211"] * 2),
        ("A/RES/217(III) S/RES/1325(2000)", ["A/RES/217 (III)", "S/RES/1325 (2000)"]),
        ("A/RES/2200A (XXI)", ["A/RES/2200 A (XXI)"]),
        ("E/2020/22-E/C.12/2019/3", ["E/2020/22", "E/C.12/2019/3"]),
        ("le rapport A/HRC/\n52/7 du Conseil", ["A/HRC/52/7"]),
        ("A/HRC/52/7 A report", ["A/HRC/52/7"]),
        ("A/HRC/52/7 (2023)", ["A/HRC/52/7"]),
        ("A/HRC/52/7.", ["A/HRC/52/7"]),
        ("CCPR/C/MAR/CO/6/Français", ["CCPR/C/MAR/CO/6"]),
        ("A/56/156 et A/56/156", ["A/56/156", "A/56/156"]),
    ],
)
def test_one_spelling_per_symbol(text: str, found: list[str]) -> None:
    assert keys(text) == found


@pytest.mark.parametrize(
    "text",
    [
        *("HIV/AIDS", "VIH/SIDA", "et/ou", "ODA/GNI", "A/2", "E/C.12", "A/C.3", "CCPR/C/MAR"),
        *("a/hrc/52/7", "XA/HRC/52/7", "CRC", "CRC/", "http://a.org/A/HRC/52/7", "A/HRC/52/7a"),
        *("PA/52/7", "A / HRC / 52", "30/09/2016", "R39P1/P3", "", "/////", "١٢/٣٤"),
    ],
)
def test_what_is_no_symbol(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    "text", ["", "HIV/AIDS", "CCPR/C/MAR", "voir CCPR/C/MAR/CO/6", "CCPR/C/MAR/CO/6, 7", "A/2"]
)
def test_a_typed_text_that_is_no_symbol(text: str) -> None:
    assert normalise_symbol(text) is None


def test_places_are_those_of_the_raw_text() -> None:
    text = "\u202bالوثيقتان\u202c \u200eCAT/C/MAR/CO/٤\u200f و\u200eA\u200e/\u200eHRC/52/7"

    assert find_symbols(text) == [
        Citation(CitationKind.UN_SYMBOL, "CAT/C/MAR/CO/4", 13, 27),
        Citation(CitationKind.UN_SYMBOL, "A/HRC/52/7", 31, 43),
    ]


@given(st.text() | st.text("ACRSE/.-16 ()IV\u200f\n٣addREhiv", max_size=80))
def test_wild_text_gives_symbols_that_lie_in_it_and_are_stable(text: str) -> None:
    end = 0
    for citation in find_symbols(text):
        assert end <= citation.start < citation.end <= len(text)
        assert normalise_symbol(citation.key) == citation.key
        end = citation.end


def test_a_long_chain_of_almost_symbols_is_read_in_no_time() -> None:
    assert keys("A/" * 50_000) == []
    assert keys("A/1" * 50_000) == []
