"""How a word or a quotation of a query becomes nodes."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from docsearch.search.ports import Node, Phrase, Prefix, Term, TermField
from docsearch.text.analysis import Token, analyze

MOST_WORDS: Final = 64
"""Words of a query that are looked up, those of quotations included."""

SHORTEST_PREFIX: Final = 2

_ARABIC: Final = re.compile("[\u0600-\u06ff]")


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece asks for: nodes that must all match, at the price of so many words.

    ``reason`` says why all or part of it is ignored; stop words and mere punctuation are ignored
    without a reason, because nobody misses them.
    """

    nodes: tuple[Node, ...] = ()
    reason: Reason | None = None
    words: int = 0
    stop_words: bool = False


def read_word(piece: str, *, keep_stop_words: bool) -> Reading:
    """Read a word, a prefix, or what looks like one word and is several (``porte-parole``)."""
    word = piece.rstrip("*")
    if not word.strip("-−"):
        return Reading(reason=Reason.LONE_OPERATOR)
    if "*" in word:
        return Reading(reason=Reason.STAR_NOT_AT_END)
    tokens = analyze(word)[:MOST_WORDS]
    if word != piece and tokens:
        return _prefix(tokens)
    if any(token.stem is not None for token in tokens):
        return _several(tokens) if len(tokens) > 1 else _one(tokens[0])
    if tokens and keep_stop_words:
        return _several(tokens)
    return Reading(stop_words=bool(tokens))


def read_quotation(text: str) -> Reading:
    """Read words that must stand side by side, stop words included."""
    tokens = analyze(text)
    if not tokens:
        return Reading(reason=Reason.EMPTY)
    reading = _several(tokens[:MOST_WORDS])
    reason = Reason.TOO_LONG if len(tokens) > MOST_WORDS else None
    return Reading(reading.nodes, reason, reading.words)


def _one(token: Token) -> Reading:
    return Reading((Term(TermField.STEM, token.stem or token.exact),), words=1)


def _several(tokens: list[Token]) -> Reading:
    words = tuple(token.exact for token in tokens)
    node = Phrase(TermField.EXACT, words) if len(words) > 1 else Term(TermField.EXACT, words[0])
    return Reading((node,), words=len(words))


def _prefix(tokens: list[Token]) -> Reading:
    *before, last = tokens
    beginning = Prefix(TermField.EXACT, last.exact)
    if _ARABIC.match(last.exact):
        # Most Arabic words begin with the article, which stems have lost.
        beginning = Prefix(TermField.STEM, last.stem or last.exact)
    if len(beginning.prefix) < SHORTEST_PREFIX:
        return Reading(reason=Reason.PREFIX_TOO_SHORT)
    nodes = _several(before).nodes if before else ()
    return Reading((*nodes, beginning), words=len(tokens))
