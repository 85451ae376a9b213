"""What an index record takes from a text: the tokens of each field and the places of the words."""

from collections.abc import Sequence
from typing import NamedTuple

from docsearch.search.ports import Span
from docsearch.search.query_tree import TermField
from docsearch.text.analysis import analyze
from docsearch.text.pieces import pieces


class IndexedText(NamedTuple):
    """Tokens by field, and the place of each word of the fields STEM and EXACT."""

    terms: dict[TermField, Sequence[str | None]]
    words: Sequence[Span]


def indexed_text(text: str) -> IndexedText:
    """Return the tokens that index a text; stop words have no pieces."""
    tokens = analyze(text)
    return IndexedText(
        {
            TermField.STEM: [token.stem for token in tokens],
            TermField.EXACT: [token.exact for token in tokens],
            TermField.NGRAM: [
                piece for token in tokens if token.stem is not None for piece in pieces(token.exact)
            ],
        },
        [Span(token.start, token.end) for token in tokens],
    )
