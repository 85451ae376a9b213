"""What lists show of a record: one line each, ready for a template."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import DocumentState
from docsearch.search.explaining import Reason
from docsearch.search.query_tree import Attribute


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list; ``title_language`` is empty when it is not known."""

    id: int
    title: str
    title_language: str
    type: str
    languages: tuple[str, ...]
    date: PartialDate | None
    collection: str
    state: DocumentState


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page that answers, with the words found in ``<mark>``, and its language."""

    number: int
    label: str
    snippet: Markup
    language: str


@dataclass(frozen=True, slots=True)
class HitLine:
    """A document found and its best pages, of how many that match, and why it was found.

    ``title`` marks what matched in it; ``snippet`` is for a match in the description alone, and
    ``abstract`` begins what the document is about where nothing else tells.
    """

    document: DocumentLine
    pages: tuple[PageLine, ...]
    matching_pages: int = 0
    title: Markup | None = None
    snippet: Markup | None = None
    abstract: Markup | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class AcrossLine:
    """Documents found by translation: their language, or nothing where a query is in both.

    ``any_word`` says that none has all the words of the query; ``missing`` are those that have no
    translation.
    """

    language: str
    total: int
    hits: tuple[HitLine, ...]
    any_word: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value that narrows a list, as people read it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetLine:
    """The choices of one attribute."""

    attribute: Attribute
    choices: tuple[FacetChoice, ...]
    years: "YearBars | None" = None


@dataclass(frozen=True, slots=True)
class YearBar:
    """Documents of a span of years, and how high their bar stands, of 100."""

    first: int
    last: int
    count: int
    height: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class YearBars:
    """A histogram of years, in bars of as many years each, and the span that is chosen."""

    bars: tuple[YearBar, ...]
    first: int
    last: int
    step: int
    chosen_first: int | None
    chosen_last: int | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after a change, as people read it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A committed change: who did what, and when; ``pages`` are those whose texts it is about."""

    id: int
    at: datetime
    actor: str
    action: str
    fields: tuple[FieldChange, ...]
    undoable: bool
    pages: tuple[int, ...] = ()
