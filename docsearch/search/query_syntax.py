"""What a person types, read as a query tree; nothing that can be typed is an error.

Words must all be in the document, any of them where a question mark ends the query; ``a OR b``
binds its two neighbours more tightly than that.
``query_words`` and ``query_fields`` say how each piece becomes nodes.
"""

import re
import string
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain
from typing import Final

from docsearch.search.ports import Boost
from docsearch.search.query_boosts import query_boosts
from docsearch.search.query_fields import read_field
from docsearch.search.query_tree import (
    And,
    Everything,
    Fuzzy,
    Node,
    Not,
    Or,
    Prefix,
    Term,
    TermField,
    positive_leaves,
)
from docsearch.search.query_words import (
    MOST_WORDS,
    Reading,
    Reason,
    read_quotation,
    read_word,
)
from docsearch.text.typed import repair_typed

LONGEST_QUERY: Final = 10_000
DEEPEST_NESTING: Final = 16
MOST_IGNORED: Final = 20
LONGEST_PIECE: Final = 60
FEWEST_WISHED: Final = 3
"""Words of a query of which a document may lack some and still be near to what was meant."""
MOST_VARIANTS: Final = 16
"""Stars and tildes of a query: each stands for as many as a thousand words."""

_QUESTION_MARKS: Final = ("?", "؟", "？")


class Operator(StrEnum):
    """What joins or denies the pieces of a query."""

    OR = "or"
    NOT = "not"
    AND = "and"


OPERATORS: Final = {
    **dict.fromkeys(("OR", "OU", "|"), Operator.OR),
    **dict.fromkeys(("NOT", "SAUF", "-", "−"), Operator.NOT),
    **dict.fromkeys(("AND", "ET"), Operator.AND),
}
"""Upper case only: in lower case they are words. Arabic writers have ``|`` and ``-``."""

_AROUND: Final = f'{string.whitespace}\u00a0\u202f\u200e\u200f\u202c\u2069"»”)'
_QUOTES: Final = '"«»“”„'
_QUOTED: Final = r'"[^"]*"|«[^»]*»|[“”„][^“”„]*[“”]'
_BARE: Final = r'[^\s()"«»“”„]'
_SPELT_OUT: Final = "|".join(filter(str.isalpha, OPERATORS))
PIECE: Final = re.compile(
    rf"""
    (?P<quotation>(?P<quoted>{_QUOTED})(?:~(?P<between>\d{{1,4}})(?!\w))?)
  | (?P<field>(?<![^\s(\-−|])(?P<name>[^\W\d_]+):(?P<value>{_QUOTED}|{_BARE}*))
  | (?P<operator>\||(?<![^\s(|])[\-−](?=[^\s)])|(?:{_SPELT_OUT})(?![^\s()]))
  | (?P<parenthesis>[()])
  | (?P<quote>["«»“”„])
  | (?P<word>[^\s()"«»“”„|]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A piece of the query that was left out, and why."""

    piece: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What was understood, ``None`` being nothing at all, and what was ignored.

    ``boosts`` order what the tree finds, or what it finds once it is relaxed. A ``question`` is
    relaxed already: the page that answers it need not repeat all its words.
    """

    tree: Node | None
    ignored: tuple[Ignored, ...] = ()
    boosts: tuple[Boost, ...] = ()
    question: bool = False


def parse_query(text: str) -> ParsedQuery:
    """Read a query; stop words count only in a query that has no other words.

    Words copied from a font that turns lam-alef round are put right first, as in texts.
    """
    text = repair_typed(text[: LONGEST_QUERY + LONGEST_PIECE])
    parser = _Parser(keep_stop_words=False)
    parsed = parser.parse(text)
    if parser.met_stop_words and not parser.words:
        parsed = _Parser(keep_stop_words=True).parse(text)
    if _is_question(text) and parsed.tree is not None:
        return replace(parsed, tree=relax(parsed.tree) or parsed.tree, question=True)
    return parsed


def _is_question(text: str) -> bool:
    return text.strip(_AROUND).endswith(_QUESTION_MARKS)


def relax(tree: Node) -> Node | None:
    """Return the query for any of the words instead of all, or ``None`` if it cannot be wider."""
    if not isinstance(tree, And):
        return None
    conditions = tuple(child for child in tree.children if not positive_leaves(child))
    texts = [child for child in tree.children if positive_leaves(child)]
    if len(texts) < 2:
        return None
    alternatives = chain.from_iterable(
        text.children if isinstance(text, Or) else (text,) for text in texts
    )
    return _all((Or(tuple(dict.fromkeys(alternatives))), *conditions))


def some_words(tree: Node) -> Node | None:
    """Return the query for any of its words, or ``None`` if it is no list of several plain words.

    Who writes a quotation, a beginning, OR or a field means it, and one of two words is too little.
    """
    if not isinstance(tree, And):
        return None
    texts = [child for child in tree.children if positive_leaves(child)]
    plain = all(isinstance(text, Term) and text.field is TermField.STEM for text in texts)
    return relax(tree) if plain and len(texts) >= FEWEST_WISHED else None


def _all(nodes: tuple[Node, ...]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(nodes)


def _negated(node: Node) -> Node:
    return node.child if isinstance(node, Not) else Not(node)


@dataclass(slots=True)
class _Group:
    """What stands between two parentheses: alternatives, all of which must be met.

    ``joining`` and ``negating`` hold operators that wait for what they apply to.
    """

    alternatives: list[list[Node]] = field(default_factory=list)
    joinable: bool = False
    joining: str = ""
    negating: str = ""

    def add(self, nodes: tuple[Node, ...]) -> None:
        """Take an operand, or the lack of one where a piece was ignored."""
        if nodes:
            node = _all(nodes)
            node = _negated(node) if self.negating else node
            if self.joining:
                self.alternatives[-1].append(node)
            else:
                self.alternatives.append([node])
        # An alternative that falls away leaves its place to the next one.
        self.joinable = bool(nodes or self.joining)
        self.joining = self.negating = ""

    def nodes(self) -> tuple[Node, ...]:
        """Return what must be met, without needless nesting."""
        found: list[Node] = []
        for nodes in self.alternatives:
            node = nodes[0] if len(nodes) == 1 else Or(tuple(nodes))
            found.extend(node.children if isinstance(node, And) else (node,))
        return tuple(found)


class _Parser:
    """Reads one query piece by piece, with the open parentheses on a stack."""

    def __init__(self, *, keep_stop_words: bool) -> None:
        self._keep_stop_words = keep_stop_words
        self._groups = [_Group()]
        self.words = 0
        self._flattened = 0
        """Parentheses open beyond the deepest nesting."""
        self._ignored: dict[Ignored, None] = {}
        self.met_stop_words = False
        self._variants = 0
        self._spelt: dict[str, Node] = {}
        """What is searched for each exact word."""

    def parse(self, text: str) -> ParsedQuery:
        """Read the whole text."""
        for match in PIECE.finditer(text[:LONGEST_QUERY]):
            if self.words >= MOST_WORDS:
                self._ignore(text[match.start() :], Reason.TOO_LONG)
                break
            self._take(match)
        else:
            if len(text) > LONGEST_QUERY:
                self._ignore(text[LONGEST_QUERY:], Reason.TOO_LONG)
        tree = self._tree()
        return ParsedQuery(tree, tuple(self._ignored)[:MOST_IGNORED], self._boosts(tree))

    def _take(self, match: re.Match[str]) -> None:
        piece = match[0]
        match match.lastgroup:
            case "parenthesis" if piece == "(":
                self._open()
            case "parenthesis":
                self._close()
            case "operator":
                self._operate(piece)
            case "quote":
                self._ignore(piece, Reason.UNBALANCED)
            case "quotation":
                self._read(piece, read_quotation(match["quoted"][1:-1], int(match["between"] or 0)))
            case "field":
                self._field(piece, match["name"], match["value"])
            case _:
                self._read(piece, read_word(piece, keep_stop_words=self._keep_stop_words))

    def _open(self) -> None:
        if len(self._groups) > DEEPEST_NESTING:
            self._flattened += 1
            self._ignore("(", Reason.TOO_DEEP)
        else:
            self._groups.append(_Group())

    def _close(self) -> None:
        if self._flattened:
            self._flattened -= 1
        elif len(self._groups) == 1:
            self._ignore(")", Reason.UNBALANCED)
        else:
            nodes = self._finished()
            self._groups[-1].add(nodes)

    def _operate(self, piece: str) -> None:
        group = self._groups[-1]
        match OPERATORS[piece]:
            case Operator.NOT:
                group.negating = piece
            case Operator.OR if group.joinable and not group.joining:
                group.joining = piece
            case Operator.OR:
                self._ignore(piece, Reason.LONE_OPERATOR)
            case Operator.AND:
                pass

    def _field(self, piece: str, name: str, value: str) -> None:
        quoted = value != value.strip(_QUOTES)
        text = value[1:-1] if quoted else value
        reading = read_field(name, text, quoted=quoted)
        if reading is not None:
            self._read(piece, reading)
        elif not value:
            self._read(name, read_word(name, keep_stop_words=self._keep_stop_words))
        else:
            self._ignore(f"{name}:", Reason.UNKNOWN_FIELD)
            word = read_word(text, keep_stop_words=self._keep_stop_words)
            self._read(value, read_quotation(text) if quoted else word)

    def _read(self, piece: str, reading: Reading) -> None:
        variants = sum(isinstance(node, Prefix | Fuzzy) for node in reading.nodes)
        if variants and self._variants + variants > MOST_VARIANTS:
            reading = Reading(reason=Reason.TOO_MANY_VARIANTS)
        else:
            self._variants += variants
        if reading.reason is not None:
            self._ignore(piece, reading.reason)
        for word in reading.exact:
            self._spelt.setdefault(word, reading.nodes[0])
        self.words += reading.words
        self.met_stop_words |= reading.stop_words
        self._groups[-1].add(reading.nodes)

    def _finished(self) -> tuple[Node, ...]:
        group = self._groups.pop()
        for operator in filter(None, (group.joining, group.negating)):
            self._ignore(operator, Reason.LONE_OPERATOR)
        return group.nodes()

    def _tree(self) -> Node | None:
        while len(self._groups) > 1:
            self._ignore("(", Reason.UNBALANCED)
            nodes = self._finished()
            self._groups[-1].add(nodes)
        nodes = self._finished()
        if nodes and all(isinstance(node, Not) for node in nodes):
            nodes = (Everything(), *nodes)
        return _all(nodes) if nodes else None

    def _boosts(self, tree: Node | None) -> tuple[Boost, ...]:
        searched: set[Node] = set(positive_leaves(tree)) if tree is not None else set()
        return query_boosts(word for word, leaf in self._spelt.items() if leaf in searched)

    def _ignore(self, piece: str, reason: Reason) -> None:
        self._ignored[Ignored(piece[:LONGEST_PIECE], reason)] = None
