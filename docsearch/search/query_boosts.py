"""What puts the hits of a query in a better order: its words as they are spelt, and their pieces.

Stems alone decide what matches. Whoever spells a word as the query does is nearer to it, and
pieces bring in what the stems miss (derivations, names spelt in several ways).
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from math import sqrt
from typing import Final

from docsearch.search.ports import Boost
from docsearch.search.query_tree import Term, TermField
from docsearch.text.pieces import pieces

BOOST_WEIGHTS: Final[Mapping[TermField, float]] = {TermField.EXACT: 0.3, TermField.NGRAM: 0.5}
"""What a word of each field adds to its stem, whose weight is 1; see ``make bench-relevance``.

That of a word of n pieces is divided by √n: a long word must not drown the short ones, nor
count for no more than one, since it says more.
"""

MOST_PIECES: Final = 48
"""Pieces of a query that are looked up: those of some eight words; more change nothing."""


def query_boosts(words: Iterable[str]) -> tuple[Boost, ...]:
    """Return the boosts for the exact words of a query, none of them twice."""
    exact = tuple(dict.fromkeys(words))
    weights: dict[str, float] = {}
    for word in exact:
        parts = pieces(word)
        weight = BOOST_WEIGHTS[TermField.NGRAM] / sqrt(len(parts))
        for piece in parts:
            weights[piece] = max(weights.get(piece, 0.0), weight)
    return (
        *(Boost(Term(TermField.EXACT, word), BOOST_WEIGHTS[TermField.EXACT]) for word in exact),
        *(
            Boost(Term(TermField.NGRAM, piece), weight)
            for piece, weight in islice(weights.items(), MOST_PIECES)
        ),
    )
