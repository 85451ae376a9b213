"""The part of a page that shows why it was found."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

from docsearch.search.ports import Leaf, Node, Phrase, Prefix, Term, TermField
from docsearch.search.query_fields import symbol_token
from docsearch.search.scoring import positive_leaves
from docsearch.text.analysis import analyze
from docsearch.text.symbols import find_symbols

ELLIPSIS: Final = "…"
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


class _Match(NamedTuple):
    """A place of the text and the number of the leaf that matches there."""

    start: int
    end: int
    leaf: int


def snippet(text: str, tree: Node, *, width: int = 240) -> Snippet:
    """Return about ``width`` characters where most leaves of the tree match, or the beginning."""
    matches = _sorted_matches(text, tree)
    first, last = _densest(matches, width)
    start, end = _window(text, first, last, width)
    shown = [match for match in matches if start <= match.start and match.end <= end]
    return Snippet(
        tuple(_single_spaced(_pieces(text, start, end, shown))),
        leading_ellipsis=bool(text[:start].strip()),
        trailing_ellipsis=bool(text[end:].strip()),
    )


def highlight(text: str, tree: Node) -> Snippet:
    """Return the whole text as it is, with the matches of the tree marked."""
    return Snippet(tuple(_pieces(text, 0, len(text), _sorted_matches(text, tree))))


def to_html(excerpt: Snippet) -> str:
    """Return the excerpt as escaped HTML with its matches in ``<mark>``."""
    parts = [
        f"<mark>{escape(fragment.text)}</mark>" if fragment.marked else escape(fragment.text)
        for fragment in excerpt.fragments
    ]
    before = f"{ELLIPSIS} " if excerpt.leading_ellipsis else ""
    after = f" {ELLIPSIS}" if excerpt.trailing_ellipsis else ""
    return f"{before}{''.join(parts)}{after}"


def _sorted_matches(text: str, tree: Node) -> list[_Match]:
    return sorted(_matches(text, positive_leaves(tree)), key=lambda match: match[:2])


def _matches(text: str, leaves: Sequence[Leaf]) -> Iterator[_Match]:
    """Yield the matches of leaves that a page can hold: titles are not in its text."""
    tokens = analyze(text)
    forms: dict[TermField, Sequence[str | None]] = {
        TermField.STEM: [token.stem for token in tokens],
        TermField.EXACT: [token.exact for token in tokens],
    }
    for number, leaf in enumerate(leaves):
        if leaf.field is TermField.SYMBOL:
            for start, end in _citations(leaf, text):
                yield _Match(start, end, number)
        else:
            for first, last in _places(leaf, forms.get(leaf.field, ())):
                yield _Match(tokens[first].start, tokens[last].end, number)


def _places(leaf: Leaf, forms: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first and the last token of each match."""
    match leaf:
        case Term(_, wanted):
            yield from ((place, place) for place, form in enumerate(forms) if form == wanted)
        case Prefix(_, prefix):
            for place, form in enumerate(forms):
                if form is not None and form.startswith(prefix):
                    yield place, place
        case Phrase(_, words):
            for place, form in enumerate(forms):
                if words and form == words[0]:
                    end = place + len(words)
                    if tuple(forms[place:end]) == words:
                        yield place, end - 1


def _citations(leaf: Leaf, text: str) -> Iterator[tuple[int, int]]:
    for citation in find_symbols(text):
        match leaf:
            case Term(_, key) if symbol_token(citation.key) == key:
                yield citation.start, citation.end
            case Prefix(_, prefix) if symbol_token(citation.key).startswith(prefix):
                yield citation.start, citation.end


def _densest(matches: Sequence[_Match], width: int) -> tuple[int, int]:
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


def _pieces(text: str, start: int, end: int, matches: Sequence[_Match]) -> list[Fragment]:
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
