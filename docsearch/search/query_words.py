"""How a word or a quotation of a query becomes nodes."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from docsearch.search.query_tree import Fuzzy, Node, Phrase, Prefix, Term, TermField
from docsearch.text.analysis import Token, analyze

MOST_WORDS: Final = 64
"""Words of a query that are looked up, those of quotations included."""

SHORTEST_PREFIX: Final = 2
SHORTEST_FUZZY: Final = 3
SHORTEST_TWICE_FUZZY: Final = 5
"""Letters of a word that may have two wrong: half of a shorter one would match anything."""

MOST_EDITS: Final = 2
MOST_BETWEEN: Final = 20
"""Words between those of a quotation; whoever wants more means words of the same page."""

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_INVERTED: Final = re.compile(
    r"([^-‑]+)(?:[-‑]t)?[-‑](?:ils?|elles?|on|je|tu|nous|ce)\W*", re.IGNORECASE
)
_FUZZY: Final = re.compile(r"(.*[^~])~+(\d{0,3})", re.DOTALL)


class Reason(StrEnum):
    """Why a piece of a query was ignored."""

    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    UNBALANCED = "unbalanced"
    LONE_OPERATOR = "lone-operator"
    EMPTY = "empty"
    UNKNOWN_FIELD = "unknown-field"
    INVALID_VALUE = "invalid-value"
    PREFIX_TOO_SHORT = "prefix-too-short"
    STAR_NOT_AT_END = "star-not-at-end"
    FUZZY_TOO_SHORT = "fuzzy-too-short"
    TOO_FAR = "too-far"
    TOO_MANY_VARIANTS = "too-many-variants"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece asks for: nodes that must all match, at the price of so many words.

    ``reason`` says why all or part of it is ignored; stop words and mere punctuation are ignored
    without a reason, because nobody misses them. ``exact`` is how words searched one by one, or
    joined by a hyphen, are spelt.
    """

    nodes: tuple[Node, ...] = ()
    reason: Reason | None = None
    words: int = 0
    stop_words: bool = False
    exact: tuple[str, ...] = ()


def read_word(piece: str, *, keep_stop_words: bool) -> Reading:
    """Read a word, a prefix, a word and what is spelt nearly so (``droitt~2``), or several.

    What looks like one word and is several (``porte-parole``) stands for a quotation.
    """
    if fuzzy := _FUZZY.fullmatch(piece):
        return _fuzzy(fuzzy[1], fuzzy[2], keep_stop_words=keep_stop_words)
    word = piece.rstrip("*")
    if not word.strip("-−~"):
        return Reading(reason=Reason.LONE_OPERATOR)
    if "*" in word:
        return Reading(reason=Reason.STAR_NOT_AT_END)
    tokens = analyze(_uninverted(word))[:MOST_WORDS]
    if word != piece and tokens:
        return _prefix(tokens)
    if any(token.stem is not None for token in tokens):
        return _joined(tokens) if len(tokens) > 1 else _one(tokens[0])
    if tokens and keep_stop_words:
        return _several(tokens)
    return Reading(stop_words=bool(tokens))


def read_quotation(text: str, between: int = 0) -> Reading:
    """Read words that must stand in this order, stop words included, with so many between."""
    tokens = analyze(text)
    if not tokens:
        return Reading(reason=Reason.EMPTY)
    reading = _several(tokens[:MOST_WORDS], slop=min(between, MOST_BETWEEN))
    reason = Reason.TOO_FAR if between > MOST_BETWEEN else None
    if len(tokens) > MOST_WORDS:
        reason = Reason.TOO_LONG
    return Reading(reading.nodes, reason, reading.words)


def _one(token: Token) -> Reading:
    term = Term(TermField.STEM, token.stem or token.exact)
    return Reading((term,), words=1, exact=(token.exact,))


def _uninverted(word: str) -> str:
    # « trouve-t-on », « peut-il »: a question hangs the subject on its verb, an answer does not.
    verb = _INVERTED.fullmatch(word)
    return verb[1] if verb else word


def _joined(tokens: list[Token]) -> Reading:
    exact = tuple(token.exact for token in tokens if token.stem is not None)
    return replace(_several(tokens), exact=exact)


def _several(tokens: list[Token], slop: int = 0) -> Reading:
    words = tuple(token.exact for token in tokens)
    if len(words) == 1:
        return Reading((Term(TermField.EXACT, words[0]),), words=1)
    return Reading((Phrase(TermField.EXACT, words, slop),), words=len(words))


def _prefix(tokens: list[Token]) -> Reading:
    *before, last = tokens
    beginning = Prefix(*_variable(last))
    if len(beginning.prefix) < SHORTEST_PREFIX:
        return Reading(reason=Reason.PREFIX_TOO_SHORT)
    nodes = _several(before).nodes if before else ()
    return Reading((*nodes, beginning), words=len(tokens))


def _fuzzy(word: str, typed: str, *, keep_stop_words: bool) -> Reading:
    distance = int(typed) if typed else 1
    tokens = [] if "*" in word else analyze(word)[:MOST_WORDS]
    if not tokens or not distance:
        return read_word(word, keep_stop_words=keep_stop_words)
    *before, last = tokens
    field, token = _variable(last)
    if len(token) < SHORTEST_FUZZY:
        return replace(read_word(word, keep_stop_words=True), reason=Reason.FUZZY_TOO_SHORT)
    most = MOST_EDITS if len(token) >= SHORTEST_TWICE_FUZZY else 1
    reason = Reason.TOO_FAR if distance > most else None
    nodes = _several(before).nodes if before else ()
    return Reading((*nodes, Fuzzy(field, token, min(distance, most))), reason, words=len(tokens))


def _variable(token: Token) -> tuple[TermField, str]:
    # Most Arabic words begin with the article, which stems have lost.
    if _ARABIC.match(token.exact):
        return TermField.STEM, token.stem or token.exact
    return TermField.EXACT, token.exact
