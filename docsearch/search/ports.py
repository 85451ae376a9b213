"""What a search engine takes and gives; analysis happens above, so engines see tokens only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import Unavailable


class IndexUnusable(Unavailable):
    """The index cannot be read; ``rebuild`` always can replace it."""


class TermField(StrEnum):
    """The term fields of an index record."""

    STEM = "stem"
    EXACT = "exact"
    TITLE = "title"
    SYMBOL = "symbol"


class Attribute(StrEnum):
    """The document attributes that filter, facet and sort."""

    LANGUAGE = "language"
    TYPE = "type"
    YEAR = "year"
    COLLECTION = "collection"


class Sort(StrEnum):
    """The order of the hits."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


DESCRIPTION_PAGE = 0
"""Page number of the record that holds a document's description instead of a page's text."""


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """One page of a document, or its description, as tokens.

    ``terms`` gives each field's tokens by position; ``None`` keeps the place of a word that is
    not indexed (a stop word), so that phrases stay aligned. All records of one document carry the
    same access and attributes, and each its own page number. ``date`` is ISO 8601 of any
    precision, or empty.
    """

    document: int
    page: int
    access: AccessLevel
    terms: Mapping[TermField, Sequence[str | None]]
    languages: tuple[str, ...] = ()
    type: str = ""
    year: int | None = None
    collection: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Records that hold the token in the field."""

    field: TermField
    token: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Records that hold the tokens side by side, in order."""

    field: TermField
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Records that hold a token beginning with the prefix.

    An engine may keep to the thousand most frequent of a great many such tokens.
    """

    field: TermField
    prefix: str


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


Leaf = Term | Phrase | Prefix
Node = Leaf | AttributeIs | YearBetween | And | Or | Not | Everything


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to the engine.

    ``filters`` are the choices made in facets: values of one attribute are alternatives,
    attributes combine, an attribute without values does not filter. ``access`` is what the asker
    may read; ``excluded`` are documents whose index records are out of date in a way that must
    not show (withdrawn a moment ago). None of these, nor the attributes in the tree, changes a
    score (see ``scoring``). Equal documents follow each other by their number.
    """

    tree: Node
    access: frozenset[AccessLevel]
    filters: Mapping[Attribute, frozenset[str]] = field(default_factory=dict)
    excluded: frozenset[int] = frozenset()
    facets: tuple[Attribute, ...] = ()
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    pages_per_hit: int = 3


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page of a hit, with its own score."""

    page: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, with its best pages first: those holding most of the query's leaves.

    ``pages`` leaves out the description record: it is empty when only the description matched,
    and when the query asks for no text.
    """

    document: int
    score: float
    pages: tuple[PageHit, ...]


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


Records = Iterable[tuple[int, Sequence[IndexRecord]]]
"""Documents with all their records; the last word on a document given twice counts."""


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

    def is_current(self) -> bool:
        """Tell whether the index holds what the present analysis makes of texts."""

    def rebuild(self, documents: Records) -> None:
        """Replace the whole index; searches see the old one until the new one is complete."""
