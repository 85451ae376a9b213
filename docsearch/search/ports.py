"""What a search engine takes and gives; analysis happens above, so engines see tokens only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import Unavailable
from docsearch.search.query_tree import Attribute, Leaf, Node, Term, TermField


class IndexUnusable(Unavailable):
    """The index cannot be read; ``rebuild`` always can replace it."""


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


DESCRIPTION_PAGE = 0
"""Page number of the record that holds a document's description instead of a page's text."""


class Span(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """One page of a document, or its description, as tokens and as the text they were read from.

    ``terms`` gives each field's tokens by position; ``None`` keeps the place of a word that is
    not indexed (a stop word), so that phrases stay aligned. ``words`` are the places in ``text``
    of the positions of the fields STEM and EXACT, ``symbols`` those of SYMBOL; positions beyond
    them are shown nowhere. All records of one document carry the same access, attributes and
    date, and each its own page number. ``date`` is ISO 8601 of any precision, or empty.
    """

    document: int
    page: int
    access: AccessLevel
    terms: Mapping[TermField, Sequence[str | None]]
    attributes: Mapping[Attribute, tuple[str, ...]] = field(default_factory=dict)
    date: str = ""
    text: str = ""
    words: Sequence[Span] = ()
    symbols: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Boost:
    """A leaf that changes the order of what matches anyway, and how much it weighs."""

    leaf: Leaf
    weight: float


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to the engine.

    ``filters`` are the choices made in facets: values of one attribute are alternatives,
    attributes combine, an attribute without values does not filter. ``access`` is what the asker
    may read; ``excluded`` are documents whose index records are out of date in a way that must
    not show (withdrawn a moment ago); ``within`` keeps to one document. None of these, nor the
    attributes in the tree, changes a score (see ``scoring``). Equal documents follow each other
    by their number. ``texts`` asks for the text of the pages shown, with its matches.
    """

    tree: Node
    access: frozenset[AccessLevel]
    boosts: tuple[Boost, ...] = ()
    filters: Mapping[Attribute, frozenset[str]] = field(default_factory=dict)
    excluded: frozenset[int] = frozenset()
    within: int | None = None
    facets: tuple[Attribute, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    pages_per_hit: int = 3
    texts: bool = False


class Match(NamedTuple):
    """``text[start:end]`` is what a leaf matched: the number of the leaf among the positive ones.

    A phrase that goes on in the next record ends with the text.
    """

    start: int
    end: int
    leaf: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The text of a record as it was indexed, and its matches in order of place, then of leaf."""

    text: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page of a hit, with its own score, and its text where the query asked for texts."""

    page: int
    score: float
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, with its best pages first: those holding most of the query's leaves.

    ``pages`` leaves out the description record: it is empty when only the description matched,
    and when the query asks for no text. ``matching_pages`` is how many there are in all.
    ``description`` is the excerpt of the description record where that matched.
    """

    document: int
    score: float
    pages: tuple[PageHit, ...]
    matching_pages: int = 0
    description: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of an attribute and how many of the documents found have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of an attribute among the documents found, most frequent first, then by value.

    The counts ignore the facet's own filter, so that another value can still be chosen.
    """

    attribute: Attribute
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of results; ``total`` counts documents."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineStatistics:
    """What the index holds: ``pages`` counts records that are pages, not descriptions."""

    documents: int
    pages: int
    segments: int


class WordCount(NamedTuple):
    """A token of the exact field, and how many records hold it."""

    token: str
    records: int


Records = Iterable[tuple[int, Sequence[IndexRecord]]]
"""Documents with all their records; the last word on a document given twice counts."""

Version = tuple[str, int]
"""What changes with every commit of an index."""


class SearchEngine(Protocol):
    """An index of pages that answers with documents.

    Every method but ``rebuild`` raises ``IndexUnusable`` when the stored index cannot be read.
    """

    def put(self, documents: Records) -> None:
        """Replace the records of each document, or forget it when it has none; one commit."""

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer a query over what is committed."""

    def documents(self) -> frozenset[int]:
        """Return the documents that have at least one record."""

    def statistics(self) -> EngineStatistics:
        """Count what the index holds."""

    def version(self) -> Version:
        """Return what tells this state of the index from every other."""

    def vocabulary(self, access: frozenset[AccessLevel]) -> Sequence[WordCount]:
        """Return the exact tokens in the records that may be read, in order of code points."""

    def frequencies(self, terms: Sequence[Term]) -> Sequence[int]:
        """Count the records that hold each term, whoever may read them."""

    def spelling(self, token: str, access: frozenset[AccessLevel]) -> str:
        """Return the exact token as a text that may be read spells it, or the token itself."""

    def is_current(self) -> bool:
        """Tell whether the index holds what the present analysis makes of texts."""

    def merge(self) -> bool:
        """Make the index simpler while nobody waits; tell whether there was anything to do."""

    def rebuild(self, documents: Records) -> None:
        """Replace the whole index; searches see the old one until the new one is complete."""
