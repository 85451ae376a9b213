"""The part of a text that shows why it was found."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from docsearch.search.ports import Excerpt, Match
from docsearch.search.query_tree import Node
from docsearch.search.text_matches import text_matches

ELLIPSIS: Final = "…"
WIDTH: Final = 240
"""Characters of a snippet."""

_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Text that matched, or that stands between matches."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt in fragments, and whether the page goes on before and after it."""

    fragments: tuple[Fragment, ...]
    leading_ellipsis: bool = False
    trailing_ellipsis: bool = False

    @property
    def marked(self) -> bool:
        """Tell whether anything in it matched."""
        return any(fragment.marked for fragment in self.fragments)


def snippet(found: Excerpt, *, width: int = WIDTH) -> Snippet:
    """Return about ``width`` characters where most leaves match, or the beginning."""
    text = found.text
    first, last = _densest(found.matches, width)
    start, end = _window(text, first, last, width)
    shown = [match for match in found.matches if start <= match.start and match.end <= end]
    return Snippet(
        tuple(_single_spaced(_pieces(text, start, end, shown))),
        leading_ellipsis=not text[:start].isspace() and start > 0,
        trailing_ellipsis=not text[end:].isspace() and end < len(text),
    )


def highlight(text: str, tree: Node) -> Snippet:
    """Return the whole text as it is, with the matches of the tree marked."""
    return Snippet(tuple(_pieces(text, 0, len(text), text_matches(text, tree))))


def to_html(excerpt: Snippet) -> str:
    """Return the excerpt as escaped HTML with its matches in ``<mark>``."""
    parts = [
        f"<mark>{escape(fragment.text)}</mark>" if fragment.marked else escape(fragment.text)
        for fragment in excerpt.fragments
    ]
    before = f"{ELLIPSIS} " if excerpt.leading_ellipsis else ""
    after = f" {ELLIPSIS}" if excerpt.trailing_ellipsis else ""
    return f"{before}{''.join(parts)}{after}"


def _densest(matches: Sequence[Match], width: int) -> tuple[int, int]:
    """Return the stretch within the width that holds most leaves, then most matches."""
    best, stretch = (0, 0), (0, 0)
    held: Counter[int] = Counter()
    after = 0
    for first, opening in enumerate(matches):
        while after < len(matches) and (
            after == first or matches[after].end - opening.start <= width
        ):
            held[matches[after].leaf] += 1
            after += 1
        value = (len(held), after - first)
        if value > best:
            best = value
            stretch = (opening.start, max(match.end for match in matches[first:after]))
        held[opening.leaf] -= 1
        if not held[opening.leaf]:
            del held[opening.leaf]
    return stretch


def _window(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """Widen a stretch on both sides, up to borders between words."""
    spare = max(width - (last - first), 0)
    start = max(first - spare // 2, 0)
    end = min(max(start + width, last), len(text))
    start = max(min(start, end - width), 0)
    if start > 0 and not text[start - 1].isspace():
        border = _SPACE.search(text, start, first)
        start = border.end() if border else start
    if end < len(text) and not text[end].isspace():
        borders = [border.start() for border in _SPACE.finditer(text, last, end)]
        end = borders[-1] if borders else end
    return start, end


def _single_spaced(pieces: Sequence[Fragment]) -> Iterator[Fragment]:
    """Yield the pieces of an excerpt on one line."""
    shown = [(_SPACE.sub(" ", piece.text), piece.marked) for piece in pieces]
    shown[0] = (shown[0][0].lstrip(), shown[0][1])
    shown[-1] = (shown[-1][0].rstrip(), shown[-1][1])
    for text, marked in shown:
        if text:
            yield Fragment(text, marked)


def _pieces(text: str, start: int, end: int, matches: Sequence[Match]) -> list[Fragment]:
    """Return what stands between two places, matches that overlap as one."""
    marks: list[tuple[int, int]] = []
    for match in matches:
        if marks and match.start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], match.end))
        else:
            marks.append((match.start, match.end))
    pieces, reached = [], start
    for opening, closing in marks:
        pieces += [Fragment(text[reached:opening], False), Fragment(text[opening:closing], True)]
        reached = closing
    return [*pieces, Fragment(text[reached:end], False)]
