"""Web pages whose elements lie in one another without end, known before they are parsed."""

import re
from collections import Counter
from typing import Final

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed

_DEEPEST: Final = 2_500
"""Elements; browsers stop at 512, and parsing takes time that grows with the square of it."""

# Each piece goes on to the end of the page where its own end is missing: no place is read twice.
_PIECE: Final = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?:script|style)\b.*?(?:</(?:script|style)\b|\Z)"
    r"|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*+)"
    r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+",
    re.IGNORECASE | re.DOTALL,
)
_EMPTY: Final = frozenset(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source"
    " track wbr".split()
)
_ENDING_BY_THEMSELVES: Final = frozenset(
    "html head body p li dt dd option colgroup caption thead tbody tfoot tr td th".split()
)
"""Few people write their ends; outside drawings they do not lie in one another."""

_DRAWINGS: Final = ("svg", "math")
_ENDING_DRAWINGS: Final = frozenset(
    "b big blockquote body center code dd div dl dt em h1 h2 h3 h4 h5 h6 head i li listing menu"
    " nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)
"""Words do not belong in drawings: browsers take them for the end of these."""


def refuse_deep(html: str) -> None:
    """Raise ExtractionFailed when more elements are left open than any page needs."""
    opened: Counter[str] = Counter()
    depth = 0
    for piece in _PIECE.finditer(html):
        tag = (piece["tag"] or "").lower()
        if not tag or tag in _EMPTY:
            continue
        if piece["end"]:
            closed = min(opened[tag], 1)
            opened[tag] -= closed
            depth -= closed
            continue
        if tag in _ENDING_DRAWINGS:
            depth -= sum(opened.pop(one, 0) for one in _DRAWINGS)
        drawing = tag in _DRAWINGS or any(opened[one] for one in _DRAWINGS)
        # Only in drawings does the stroke at the end of a tag close it.
        if not piece[0].endswith("/") if drawing else tag not in _ENDING_BY_THEMSELVES:
            opened[tag] += 1
            depth += 1
        if depth > _DEEPEST:
            raise ExtractionFailed(FailureReason.DAMAGED, "nested too deeply")
