"""What a query means: a small tree of things that documents must hold, that engines answer.

Analysis happens above: leaves carry ready tokens. A *leaf* is looked for in the text of each
record; everything else combines leaves or asks for a document's attributes.
"""

from dataclasses import dataclass
from enum import StrEnum


class TermField(StrEnum):
    """The term fields of an index record.

    ``EXACT`` holds the folded words, ``STEM`` their stems in the same places, ``NGRAM`` pieces of
    four letters, whose order means nothing: no phrase is found in it.
    """

    STEM = "stem"
    EXACT = "exact"
    NGRAM = "ngram"
    TITLE = "title"
    SYMBOL = "symbol"


class Attribute(StrEnum):
    """The document attributes that filter and facet; a new one is one more line here."""

    LANGUAGE = "language"
    TYPE = "type"
    YEAR = "year"
    COLLECTION = "collection"
    SUBJECT = "subject"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Term:
    """Records that hold the token in the field."""

    field: TermField
    token: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Records in which the tokens begin, in order and with at most ``slop`` other words between.

    A phrase may go on in the next records of the document, but never leaves the description for
    the pages.
    """

    field: TermField
    tokens: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Records that hold a token beginning with the prefix.

    An engine may keep to the thousand most frequent of a great many such tokens.
    """

    field: TermField
    prefix: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Records that hold a token with the same first letter within so many edits.

    An edit puts in, takes out or replaces a letter, or swaps two neighbours (optimal string
    alignment). An engine may keep to the thousand most frequent of a great many such tokens.
    """

    field: TermField
    token: str
    distance: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to say a word of the query, and how probable it is that this one is meant."""

    leaf: Term | Phrase
    probability: float


@dataclass(frozen=True, slots=True)
class Translation:
    """Records that hold any of the choices, which count as one word.

    Occurrences and document frequency are the sums over the choices, weighted by probability
    (probabilistic structured queries, Darwish and Oard, 2003). All choices are of one field, and
    there is at least one; probabilities are above 0 and add up to at most 1.
    """

    choices: tuple[Choice, ...]

    @property
    def field(self) -> TermField:
        """The field of all the choices."""
        return self.choices[0].leaf.field


@dataclass(frozen=True, slots=True)
class AttributeIs:
    """Documents whose attribute has one of the values (years as decimal text)."""

    attribute: Attribute
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class YearBetween:
    """Documents dated within the years, both included; ``None`` leaves an end open.

    An undated document is never within.
    """

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class And:
    """Documents that match every child, on whichever of their pages."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that match at least one child."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not match the child on any page."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


Leaf = Term | Phrase | Prefix | Fuzzy | Translation
Node = Leaf | AttributeIs | YearBetween | And | Or | Not | Everything


def positive_leaves(tree: Node) -> tuple[Leaf, ...]:
    """Return the distinct leaves not under a Not, in reading order."""
    found: dict[Leaf, None] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, And | Or):
            waiting.extend(reversed(node.children))
        elif isinstance(node, Term | Phrase | Prefix | Fuzzy | Translation):
            found[node] = None
    return tuple(found)
