"""How documents are scored and ordered; every engine follows these definitions exactly.

The *positive leaves* of a query tree are its distinct leaves that are not under a Not.
Attributes, filters and access never score.

A leaf on a record, by BM25 within the leaf's field:
    idf × tf × (K1 + 1) / (tf + K1 × (1 - B + B × length / average))
where tf counts the occurrences (of the phrase, by its first token; of all tokens with the prefix
or within the distance; of the choices of a translation, weighted by probability), length counts
the record's indexed tokens in the field, average is taken over the ``count`` records that have
any, and idf = ln(1 + (count - df + ½) / (df + ½)), df being the number of records the leaf
matches (of a translation: the sum over its choices, weighted by probability).

A page: the sum over the positive leaves. Pages of a document are ordered by the number of
distinct positive leaves that they hold, then by score, then by page number.

A document: score of its first page × (share of the positive leaves which that page holds) to the
power of COORDINATION, plus DESCRIPTION_WEIGHT × the sum over the positive leaves on its
description record.

Boosts, where hits are ordered by relevance: the first BOOSTED documents so ordered are scored
again, weight × the score of each boost's leaf being added to the records of theirs that hold a
positive leaf; they are ordered anew among themselves and stay before all others.
"""

from math import log
from typing import Final

K1: Final = 1.2
B: Final = 0.75
DESCRIPTION_WEIGHT: Final = 2.0
"""A word of the title or the subjects says more about a document than a word of a page."""

COORDINATION: Final = 0.25
"""How much a page that holds only some of the leaves is held back: questions want it weak."""

BOOSTED: Final = 200
"""Documents whose order boosts may change: nobody reads on, and all the others cost no time."""


def inverse_frequency(count: int, matching: float) -> float:
    """Return the idf of a leaf that matches so many of the records that have its field."""
    return log(1 + (count - matching + 0.5) / (matching + 0.5))
