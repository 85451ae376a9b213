"""The words of a typed query, where they stand, and the query with other words in their places."""

from collections.abc import Iterator, Mapping
from typing import Final

from docsearch.search.ports import Span
from docsearch.search.query_fields import FIELDS
from docsearch.search.query_syntax import LONGEST_QUERY, OPERATORS, PIECE, Operator
from docsearch.text.analysis import Token, analyze

MOST_CORRECTED: Final = 12
"""Words of a query that are looked up: each costs a search."""

_TITLE: Final = FIELDS["title"]
_NOT_LITERAL: Final = "*~"


def query_words(text: str) -> list[Token]:
    """Return the words that the query looks for as they are written, at their places in its text.

    Left out are stop words, beginnings (``constit*``), what is already asked for loosely
    (``mot~``), what must not be found, and the values of fields that hold no text.
    """
    words = (token for token in _all_words(text[:LONGEST_QUERY]) if token.stem is not None)
    return [token for token, _ in zip(words, range(MOST_CORRECTED), strict=False)]


def with_words(text: str, replaced: Mapping[Span, str]) -> str:
    """Return the query with other words in these places; all the rest of it stays."""
    pieces, last = [], 0
    for (start, end), word in sorted(replaced.items()):
        pieces += [text[last:start], word]
        last = end
    return "".join([*pieces, text[last:]])


def _all_words(text: str) -> Iterator[Token]:
    unwanted = False
    for match in PIECE.finditer(text):
        start, end = match.span()
        unwanted, was_unwanted = OPERATORS.get(match[0]) is Operator.NOT, unwanted
        if was_unwanted:
            continue
        if match.lastgroup == "field":
            reader = FIELDS.get(match["name"].casefold())
            if reader not in (None, _TITLE):
                continue
            start = match.start("value") if reader else start
        if match.lastgroup in {"word", "field", "quotation"}:
            for token in analyze(text[start:end]):
                after = text[start + token.end : start + token.end + 1]
                if not after or after not in _NOT_LITERAL:
                    yield token._replace(start=start + token.start, end=start + token.end)
