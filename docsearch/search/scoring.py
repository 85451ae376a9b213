"""How documents are scored and ordered; every engine follows these definitions exactly.

The *positive leaves* of a query tree are its distinct Term, Phrase and Prefix nodes that are not
under a Not. Attributes, filters and access never score.

A leaf on a record, by BM25 within the leaf's field:
    idf × tf × (K1 + 1) / (tf + K1 × (1 - B + B × length / average))
where tf counts the occurrences (of the phrase; of all tokens with the prefix), length counts the
record's indexed tokens in the field, average is taken over the ``count`` records that have any,
and idf = ln(1 + (count - df + ½) / (df + ½)), df being the number of records the leaf matches.

A page: the sum over the positive leaves. Pages of a document are ordered by the number of
distinct positive leaves that they hold, then by score, then by page number.

A document: score of its first page × the share of the positive leaves which that page holds,
plus DESCRIPTION_WEIGHT × the sum over the positive leaves on its description record.
"""

from math import log
from typing import Final

from docsearch.search.ports import And, Leaf, Node, Or, Phrase, Prefix, Term

K1: Final = 1.2
B: Final = 0.75
DESCRIPTION_WEIGHT: Final = 2.0
"""A word of the title or the subjects says more about a document than a word of a page."""


def inverse_frequency(count: int, matching: int) -> float:
    """Return the idf of a leaf that matches so many of the records that have its field."""
    return log(1 + (count - matching + 0.5) / (matching + 0.5))


def positive_leaves(tree: Node) -> tuple[Leaf, ...]:
    """Return the distinct leaves not under a Not, in reading order."""
    found: dict[Leaf, None] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Term | Phrase | Prefix):
            found[node] = None
        elif isinstance(node, And | Or):
            waiting.extend(reversed(node.children))
    return tuple(found)
