"""What lists show of a record: one line each, ready for a template."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import DocumentState
from docsearch.search.ports import Attribute


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
    """A document found and its best pages; ``snippet`` is for a match in the description."""

    document: DocumentLine
    pages: tuple[PageLine, ...]
    snippet: Markup | None = None


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
