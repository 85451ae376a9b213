"""Pairs of French and Arabic texts in CSV: recommendations, articles, terms, labels."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Final

from docsearch.domain.errors import Invalid
from docsearch.domain.language import ARABIC, FRENCH
from docsearch.text.arabic import is_arabic
from docsearch.text.lexicon.twins import Kind, Twin, concept, seems_label

_DELIMITERS: Final = ",;\t"
_LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("fr", "fra", "fre", "français", "francais", "french", "الفرنسية"), FRENCH),
    **dict.fromkeys(("ar", "ara", "arb", "arabe", "arabic", "العربية"), ARABIC),
}
_PART_OF_NAME: Final = re.compile(r"[^\W_]+")
_PREFERRED: Final = "pref"
_OTHERS: Final = "alt"
_SEPARATOR: Final = "|"
_NOTHING: Final = frozenset({"", "-", "null", "none", "n/a"})

Columns = Mapping[str, Mapping[str, int]]
"""The places of the columns of each name, by language."""


def read_pairs(text: str) -> list[Twin]:
    """Read a table with two columns, or with columns named alike but for their language.

    ``text_fr`` goes with ``text_ar``, ``fr`` with ``ar``; ``pref_…`` and ``alt_…`` are the names
    of one thing, several between ``|``. Raises ``Invalid`` when nothing is in two languages.
    """
    rows = _rows(text.removeprefix("\ufeff"))
    columns = _columns(rows[0]) if rows else {}
    twins = [
        twin
        for row in (rows[1:] if columns else rows)
        for twin in (_of_named(row, columns) if columns else _of_two(row))
    ]
    if not twins:
        raise Invalid("pairs-missing")
    return list(dict.fromkeys(twins))


def _rows(text: str) -> list[list[str]]:
    heading = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    try:
        return [row for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error as error:
        raise Invalid("pairs-unreadable", cause=str(error)) from error


def _columns(headings: Sequence[str]) -> Columns:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for place, heading in enumerate(headings):
        parts = _PART_OF_NAME.findall(heading.lower())
        languages = [_LANGUAGES[part] for part in parts if part in _LANGUAGES]
        name = " ".join(part for part in parts if part not in _LANGUAGES)
        if len(languages) == 1:
            found[name].setdefault(languages[0], place)
    return {name: places for name, places in found.items() if len(places) == len({FRENCH, ARABIC})}


def _of_named(row: Sequence[str], columns: Columns) -> Iterator[Twin]:
    cells = {
        name: {language: _cell(row, place) for language, place in places.items()}
        for name, places in columns.items()
    }
    if _PREFERRED in cells:
        others = cells.pop(_OTHERS, {})
        yield from concept(
            *(
                [*_labels(cells[_PREFERRED][language]), *_labels(others.get(language, ""))]
                for language in (FRENCH, ARABIC)
            )
        )
        del cells[_PREFERRED]
    for texts in cells.values():
        yield from _twin(texts[FRENCH], texts[ARABIC])


def _of_two(row: Sequence[str]) -> Iterator[Twin]:
    """Yield the pair of a row without headings: the script tells the language."""
    arabic = [cell.strip() for cell in row if is_arabic(cell)]
    others = [cell.strip() for cell in row if not is_arabic(cell)]
    if len(arabic) == len(others) == 1:
        yield from _twin(others[0], arabic[0])


def _twin(french: str, arabic: str) -> Iterator[Twin]:
    if french.lower() not in _NOTHING and is_arabic(arabic):
        yield Twin(french, arabic, Kind.LABEL if seems_label(french, arabic) else Kind.TEXT)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _labels(cell: str) -> list[str]:
    return [label.strip() for label in cell.split(_SEPARATOR) if label.strip()]
