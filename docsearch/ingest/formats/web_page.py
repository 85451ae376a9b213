"""The text of a web page: what was written, without what surrounds it on its site."""

import re
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from docsearch.domain.dates import PartialDate
from docsearch.ingest.formats.charsets import SUPERSETS, decode
from docsearch.ingest.formats.nesting import refuse_deep
from docsearch.ingest.formats.sections import Block, day_of, row_blocks
from docsearch.ingest.formats.web_boilerplate import MACHINERY, TextPart, text_part

_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD_BYTES: Final = 8_192
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center details dd div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section"
    " summary table tbody tfoot thead tr ul".split()
)
_CLOSE_TOGETHER: Final = frozenset("li dt dd option".split())
_CELLS: Final = frozenset({"td", "th"})
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_DOUBLE: Final = re.compile(r" {2,}")
_AROUND_BREAK: Final = re.compile(r" ?\n ?")

_DATES: Final = (
    'meta[property="article:published_time"]',
    'meta[name="date"]',
    'meta[name="dc.date" i]',
    'meta[name="dcterms.date" i]',
    'meta[itemprop="datePublished"]',
)


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says of itself, and its blocks in reading order."""

    title: str
    author: str
    created: PartialDate | None
    blocks: tuple[Block, ...]


def read_page(html: str, *, whole: bool = False) -> WebPage:
    """Return the page; ``whole`` keeps all of it, as for a chapter of a book or a message.

    Raises ExtractionFailed for elements in elements without end.
    """
    refuse_deep(html)
    tree = LexborHTMLParser(html)
    title = _title(tree)
    author = _content(tree, 'meta[name="author" i]')
    created = next(filter(None, (day_of(_content(tree, date)) for date in _DATES)), None)
    body = tree.body
    part = TextPart(body, frozenset()) if whole and body is not None else text_part(tree)
    return WebPage(title, author, created, tuple(_Walk(part).blocks()) if part else ())


def decode_page(content: bytes) -> str:
    """Return the text of a page: mark, then valid UTF-8, then what it declares, then statistics.

    >>> decode_page('<meta charset="windows-1256"><p>الحق'.encode("windows-1256"))
    '<meta charset="windows-1256"><p>الحق'
    """
    if not content.startswith(_MARKS) and not _is_utf8(content):
        declared = _DECLARED.search(content[:_HEAD_BYTES])
        if declared:
            charset = (declared[1] or declared[2]).decode("ascii", "replace").lower()
            try:
                return content.decode(SUPERSETS.get(charset, charset))
            except (LookupError, UnicodeError):
                pass
    return decode(content)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _title(tree: LexborHTMLParser) -> str:
    """Return the title without the name of the site, where the page tells the two apart."""
    declared = _line(tree.css_first("title"))
    for heading in tree.css("h1"):
        line = _line(heading)
        if line and line in declared:
            return line
    return _content(tree, 'meta[property="og:title"]') or declared


def _line(node: LexborNode | None) -> str:
    return " ".join((node.text(deep=True) or "").split()) if node is not None else ""


def _content(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join((node.attributes.get("content") or "").split()) if node is not None else ""


class _Paragraphs:
    """Blocks as they end, and the text gathered since."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._level = 0
        self._apart = True

    def write(self, text: str, *, exact: bool) -> None:
        self._pieces.append(text if exact else _SPACES.sub(" ", text))

    def begin(self, tag: str) -> None:
        """End the block under way; what follows begins one of ``tag``, or none in particular."""
        text = _AROUND_BREAK.sub("\n", "".join(self._pieces))
        # Spaces of neighbouring pieces meet only now.
        text = "\n".join(_DOUBLE.sub(" ", line).strip() for line in text.split("\n"))
        self._pieces.clear()
        if text.strip():
            self.blocks.append(Block(text.strip("\n"), self._level, self._apart))
        self._level = _HEADINGS.get(tag, 0)
        self._apart = tag not in _CLOSE_TOGETHER


class _Walk:
    """A walk that does not recurse, since pages nest as deep as they like."""

    def __init__(self, part: TextPart) -> None:
        self._part = part
        self._preformatted = 0
        # The page and the cells that are open within one another, and the rows of these.
        self._open = [_Paragraphs()]
        self._rows: list[list[list[Block]]] = []
        self._rows_before: list[int] = [0]

    def blocks(self) -> list[Block]:
        """Return the blocks in reading order."""
        way = [(self._part.root, self._part.root.iter(include_text=True))]
        while way:
            parent, children = way[-1]
            node = next(children, None)
            if node is None:
                way.pop()
                self._leave(parent.tag or "")
            elif node.is_text_node:
                self._open[-1].write(node.text(deep=False) or "", exact=self._preformatted > 0)
            elif node.tag == "br":
                self._open[-1].write("\n", exact=True)
            elif _is_read(node, self._part):
                self._enter(node.tag or "")
                way.append((node, node.iter(include_text=True)))
        self._open[0].begin("")
        return self._open[0].blocks

    def _enter(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._open[-1].begin(tag)
        if tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            self._rows_before.append(0)
        elif tag == "tr":
            self._rows.append([])
        elif tag in _CELLS:
            self._open.append(_Paragraphs())

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._open[-1].begin("")
        if tag == "pre":
            self._preformatted -= 1
        elif tag == "table":
            self._rows_before.pop()
        elif tag == "tr":
            first = self._rows_before[-1] == 0
            self._rows_before[-1] += 1
            self._open[-1].blocks += row_blocks(self._rows.pop(), first=first)
        elif tag in _CELLS:
            self._open[-1].begin("")
            self._rows[-1].append(self._open.pop().blocks)


def _is_read(node: LexborNode, part: TextPart) -> bool:
    return node.is_element_node and not (node.tag in MACHINERY or node.mem_id in part.left_out)
