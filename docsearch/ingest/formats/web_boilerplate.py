"""Finding the text of a saved web page among menus, banners and the site around it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

MACHINERY: Final = frozenset(
    "script style noscript template iframe object svg canvas audio video button select datalist"
    " textarea map title head".split()
)
"""What holds no text to read, on any page."""

_SURROUNDINGS: Final = (
    "nav, aside, dialog, menu, [hidden], [aria-hidden=true], [role=navigation], [role=banner],"
    " [role=contentinfo], [role=search], [role=complementary], [role=dialog], [role=alertdialog],"
    " [role=menu], [role=menubar], [role=toolbar], [aria-modal=true]"
)
_CANDIDATES: Final = "main, [role=main], article, #content, #main-content, #main"

# Names that designers give to what is on every page of a site.
_NAMED_SO: Final = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|rgpd|bandeau|tarteaucitron|didomi|onetrust"
    r"|nav|navbar|navigation|menu|submenu|megamenu|breadcrumbs?|fil-?d-?ariane|ariane|topbar|toolbar"
    r"|sidebar|widget|share|sharing|partage|partager|social|socials|addtoany|sharethis"
    r"|related|similaires|newsletter|subscribe|banner|advert|ads?|publicite|sponsor|popup|modal"
    r"|pagination|pager|skip-?links?|footer|site-?footer|page-?footer|pied|site-?header|masthead"
    r"|comments?|comment-?respond|login|lang-?switch(?:er)?|language-?switcher|back-?to-?top)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NEVER_LEFT_OUT: Final = frozenset({"html", "body", "main", "article", "h1", "h2", "p"})

_OF_A_TEXT: Final = frozenset({"article", "main", "section", "blockquote"})
_LISTS_OF_LINKS: Final = "ul, ol, dl, div, section, table, td, p"
_FEWEST_LINKS: Final = 3
_LINK_SHARE: Final = 0.65
_LONGEST_MENU_ENTRY: Final = 60
_MOST_LEFT_OUT: Final = 0.5
_MAIN_SHARE: Final = 0.5


@dataclass(slots=True)
class _Measure:
    """Letters below an element, how many of them are in links that lead away, and these links."""

    letters: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: "_Measure") -> None:
        self.letters += other.letters
        self.linked += other.linked
        self.links += other.links


class TextPart(NamedTuple):
    """The element that holds the text, and the elements below it that are not part of it."""

    root: LexborNode
    left_out: frozenset[int]


def text_part(tree: LexborHTMLParser) -> TextPart | None:
    """Return where the text of a saved page is, or nothing for a page without a body."""
    body = tree.body
    if body is None:
        return None
    around = _small_ones(_surroundings(body), body, _measured(body, frozenset()))
    measures = _measured(body, around)
    root = _main_part(body, measures)
    menus = _small_ones(_menus(root, measures), root, measures)
    return TextPart(root, around | menus)


def _surroundings(body: LexborNode) -> Iterator[LexborNode]:
    yield from body.css(_SURROUNDINGS)
    for node in body.css("[class], [id]"):
        if node.tag not in _NEVER_LEFT_OUT and _is_named_so(node):
            yield node
    for node in body.css("header, footer"):
        if not _is_inside(node, _OF_A_TEXT):
            yield node


def _is_named_so(node: LexborNode) -> bool:
    names = " ".join(node.attributes.get(name) or "" for name in ("class", "id"))
    return _NAMED_SO.search(_CAMEL.sub("-", names)) is not None


def _is_inside(node: LexborNode, tags: frozenset[str]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _small_ones(
    nodes: Iterable[LexborNode], root: LexborNode, measures: Mapping[int, _Measure]
) -> frozenset[int]:
    """Return the elements that hold the lesser part: one with most of the page is its text."""
    most = measures[root.mem_id].letters * _MOST_LEFT_OUT
    measured = ((node.mem_id, measures.get(node.mem_id)) for node in nodes)
    return frozenset(one for one, measure in measured if measure and measure.letters <= most)


def _main_part(body: LexborNode, measures: Mapping[int, _Measure]) -> LexborNode:
    """Return the element that is marked as the main one, if it holds most of the page."""
    least = measures[body.mem_id].letters * _MAIN_SHARE
    marked = [node for node in body.css(_CANDIDATES) if node.mem_id in measures]
    fullest = max(marked, key=lambda node: measures[node.mem_id].letters, default=body)
    return fullest if measures[fullest.mem_id].letters >= max(least, 1) else body


def _menus(root: LexborNode, measures: Mapping[int, _Measure]) -> Iterator[LexborNode]:
    """Yield what consists of short links: menus, lists of other articles, clouds of words."""
    for node in root.css(_LISTS_OF_LINKS):
        measure = measures.get(node.mem_id)
        if measure is None or measure.links < _FEWEST_LINKS:
            continue
        short = measure.linked <= measure.links * _LONGEST_MENU_ENTRY
        if short and measure.linked >= measure.letters * _LINK_SHARE:
            yield node


def _measured(body: LexborNode, left_out: frozenset[int]) -> dict[int, _Measure]:
    """Measure every element, by a walk that does not recurse: pages nest as deep as they like."""
    measures = {body.mem_id: _Measure()}
    walk = [(body, body.iter(include_text=True))]
    while walk:
        parent, children = walk[-1]
        measure = measures[parent.mem_id]
        node = next(children, None)
        if node is None:
            walk.pop()
            if _leads_away(parent):
                measure.linked, measure.links = measure.letters, 1
            if walk:
                measures[walk[-1][0].mem_id].add(measure)
        elif node.is_text_node:
            measure.letters += len("".join((node.text(deep=False) or "").split()))
        elif node.is_element_node and node.tag not in MACHINERY and node.mem_id not in left_out:
            measures[node.mem_id] = _Measure()
            walk.append((node, node.iter(include_text=True)))
    return measures


def _leads_away(node: LexborNode) -> bool:
    """Tell a link to elsewhere from one within the page, as in its table of contents."""
    return node.tag == "a" and not (node.attributes.get("href") or "#").startswith("#")
