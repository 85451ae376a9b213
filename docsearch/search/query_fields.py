"""How each ``field:value`` of a query becomes nodes, and under which names people know it."""

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Final

from docsearch.search.query_tree import (
    Attribute,
    AttributeIs,
    Node,
    Phrase,
    Prefix,
    Term,
    TermField,
    YearBetween,
)
from docsearch.search.query_words import MOST_WORDS, Reading, Reason
from docsearch.text.analysis import analyze
from docsearch.text.symbols import normalise_symbol

Reader = Callable[[str], Reading]


def read_field(name: str, value: str, *, quoted: bool) -> Reading | None:
    """Read the value of a field, or return ``None`` when no field has that name."""
    reader = FIELDS.get(name.casefold())
    if reader is None:
        return None
    if not value.strip():
        return Reading(reason=Reason.EMPTY)
    if quoted and reader is _title:
        return _quoted_title(value)
    return reader(value.strip())


def symbol_token(symbol: str) -> str:
    """Return the token under which a symbol is indexed: nobody types its case reliably."""
    return symbol.upper()


def _title(value: str) -> Reading:
    if value.endswith("*"):
        beginnings = [token.stem or token.exact for token in analyze(value)[:MOST_WORDS]]
        nodes = tuple(Prefix(TermField.TITLE, beginning) for beginning in beginnings)
        return Reading(nodes, None if nodes else Reason.EMPTY, words=len(nodes))
    stems = [token.stem for token in analyze(value)[:MOST_WORDS]]
    terms = tuple(Term(TermField.TITLE, stem) for stem in stems if stem is not None)
    return Reading(terms, None if terms else Reason.EMPTY, words=len(terms))


def _quoted_title(value: str) -> Reading:
    # Of a stop word a title keeps only the place, so that a phrase ends there.
    nodes: list[Node] = []
    stems = [token.stem for token in analyze(value)[:MOST_WORDS]]
    for kept, run in groupby(stems, lambda stem: stem is not None):
        words = tuple(stem for stem in run if stem is not None)
        if kept:
            phrase = Phrase(TermField.TITLE, words)
            nodes.append(phrase if len(words) > 1 else Term(TermField.TITLE, words[0]))
    return Reading(tuple(nodes), None if nodes else Reason.EMPTY, words=len(stems))


def _symbol(value: str) -> Reading:
    if len(value) > 1 and value.endswith("*"):
        return Reading((Prefix(TermField.SYMBOL, symbol_token(value.rstrip("*"))),), words=1)
    # What is no UN symbol may be the number of a law: documents carry it as it was typed.
    symbol = normalise_symbol(value) or value
    return Reading((Term(TermField.SYMBOL, symbol_token(symbol)),), words=1)


def _language(value: str) -> Reading:
    codes = [LANGUAGES.get(name, name) for name in _alternatives(value)]
    return _attribute(Attribute.LANGUAGE, codes, _LANGUAGE_CODE)


def _type(value: str) -> Reading:
    return _attribute(Attribute.TYPE, _alternatives(value), _TYPE_CODE)


def _year(value: str) -> Reading:
    match = _YEARS.fullmatch(value)
    if match is None:
        return Reading(reason=Reason.INVALID_VALUE)
    only, first, last = (int(year) if year else None for year in match.groups())
    if only is not None:
        first = last = only
    if first is not None and last is not None and last < first:
        first, last = last, first
    return Reading((YearBetween(first, last),))


def _alternatives(value: str) -> list[str]:
    return [name.casefold() for name in re.split("[|,،]", value)]


def _attribute(attribute: Attribute, values: list[str], valid: re.Pattern[str]) -> Reading:
    if not all(map(valid.fullmatch, values)):
        return Reading(reason=Reason.INVALID_VALUE)
    return Reading((AttributeIs(attribute, frozenset(values)),))


_LANGUAGE_CODE: Final = re.compile("[a-z]{2,3}")
_TYPE_CODE: Final = re.compile(r"[\w-]+")
_YEARS: Final = re.compile(r"(\d{1,4})|(?!\.\.$)(\d{1,4})?(?:\.\.|-)(\d{1,4})?")

FIELDS: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(("title", "titre", "عنوان", "العنوان"), _title),
    **dict.fromkeys(("lang", "langue", "language", "لغة", "اللغة"), _language),
    **dict.fromkeys(("type", "نوع", "النوع"), _type),
    **dict.fromkeys(("year", "année", "annee", "an", "سنة", "السنة"), _year),
    **dict.fromkeys(("symbol", "symbole", "cote", "رمز", "الرمز"), _symbol),
}

LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("arabe", "arabic", "عربي", "عربية", "العربية"), "ar"),
    **dict.fromkeys(("français", "francais", "french", "فرنسي", "فرنسية", "الفرنسية"), "fr"),
    **dict.fromkeys(("anglais", "english", "إنجليزية", "الإنجليزية"), "en"),
}
