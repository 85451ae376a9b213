"""The quality desk: which pages want a librarian's eye, and all that is known of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session, selectinload

from docsearch.domain.documents import RecognitionState, TextMethod
from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import Actor, Permission
from docsearch.ingest.readings import DOUBTFUL_CONFIDENCE, FEWEST_LETTERS, USABLE_SCORE
from docsearch.models import Document, DocumentFile, Page, PageText
from docsearch.services.documents import find_document
from docsearch.services.page_texts import UNRECOGNISED
from docsearch.services.unit_of_work import Transactions

_EXCERPT: Final = 160
_FEWEST_REVERSED: Final = 3
_LETTERS_OF_ONE: Final = 2
_LETTERS_TO_ONE_REVERSED: Final = 200


class Concern(StrEnum):
    """Why a page is on the desk."""

    BELOW = "below"
    REVERSED = "reversed"
    EMPTY = "empty"
    WAITING = "waiting"
    FAILED = "failed"
    HAND = "hand"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class DeskQuery:
    """Which pages to show; without a ``concern``, all that still want somebody's eye."""

    concern: Concern | None = None
    document: int | None = None
    language: str = ""
    method: TextMethod | None = None


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A page on the desk, with the beginning of its text."""

    document: Document
    position: int
    label: str
    method: TextMethod
    languages: tuple[str, ...]
    letters: int
    score: float
    accepted: bool
    recognition: RecognitionState | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of the list, how long the list is, and how many pages there are of each kind."""

    lines: tuple[DeskLine, ...]
    total: int
    counts: Mapping[Concern, int]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageDesk:
    """A page with every version of its text, and its neighbours in the list."""

    document: Document
    file: DocumentFile
    page: Page
    versions: Sequence[PageText]
    previous: tuple[int, int] | None
    next: tuple[int, int] | None

    @property
    def current(self) -> PageText:
        """Return the text of the page."""
        return next(version for version in self.versions if version.current)


class QualityService:
    """Shows librarians what can be trusted and what not."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def desk(self, actor: Actor, query: DeskQuery, *, limit: int = 50, offset: int = 0) -> Desk:
        """List the pages that the query asks for, by document and page."""
        actor.require(Permission.CORRECT_TEXTS)
        with self._transactions.read() as session:
            shown = _narrowed(_pages(actor), query).where(_clause(query.concern))
            rows = session.execute(
                shown.add_columns(func.substr(PageText.text, 1, _EXCERPT))
                .order_by(Page.document_id, Page.position)
                .limit(limit)
                .offset(offset)
            ).all()
            documents = _documents(session, [row.document_id for row in rows])
            total, counts = _counts(session, actor, query)
            return Desk(
                tuple(_line(documents[row.document_id], row) for row in rows),
                total,
                counts,
                _languages(session, actor),
            )

    def page(self, actor: Actor, document_id: int, position: int, query: DeskQuery) -> PageDesk:
        """Return a page and, among the pages that the query asks for, those beside it."""
        actor.require(Permission.CORRECT_TEXTS)
        with self._transactions.read() as session:
            document = find_document(session, actor, document_id)
            page = session.scalars(
                select(Page)
                .where(Page.document_id == document_id, Page.position == position)
                .options(selectinload(Page.texts))
            ).first()
            if page is None or position < 1:
                raise NotFound("page-unknown", document=document_id, page=position)
            listed = _narrowed(_pages(actor), query).where(_clause(query.concern))
            place = tuple_(Page.document_id, Page.position)
            here = (document_id, position)
            order = (Page.document_id, Page.position)
            backwards = [column.desc() for column in order]
            return PageDesk(
                document,
                session.get_one(DocumentFile, page.file_id),
                page,
                page.texts,
                _place(session, listed.where(place < here).order_by(*backwards)),
                _place(session, listed.where(place > here).order_by(*order)),
            )


def _reversed() -> ColumnElement[bool]:
    """Tell a text stored from its end to its beginning.

    No Arabic word begins with the letter that ends the feminine ones: many that do were turned.
    """
    twice = _occurrences(" ة") + _occurrences("\nة")
    often = twice * _LETTERS_TO_ONE_REVERSED >= PageText.letters * _LETTERS_OF_ONE
    return (twice >= _FEWEST_REVERSED * _LETTERS_OF_ONE) & often


def _occurrences(letters: str) -> ColumnElement[int]:
    """Return how many characters of a text are in one of these pairs of letters."""
    return func.length(PageText.text) - func.length(func.replace(PageText.text, letters, ""))


_IN_DOUBT: Final = ~PageText.accepted & (PageText.method != TextMethod.HAND)
_POOR: Final = or_(
    PageText.score < USABLE_SCORE,
    (PageText.method == TextMethod.OCR) & (PageText.confidence <= DOUBTFUL_CONFIDENCE),
)
_BELOW: Final = _IN_DOUBT & (PageText.letters >= FEWEST_LETTERS) & _POOR
_CLAUSES: Final[Mapping[Concern, ColumnElement[bool]]] = {
    Concern.BELOW: _BELOW,
    # No turned text is above: only those below need to be looked through.
    Concern.REVERSED: _BELOW & _reversed(),
    Concern.EMPTY: _IN_DOUBT & (PageText.letters < FEWEST_LETTERS),
    Concern.WAITING: Page.recognition.in_(UNRECOGNISED),
    Concern.FAILED: _IN_DOUBT & (Page.recognition == RecognitionState.FAILED),
    Concern.HAND: PageText.method == TextMethod.HAND,
    Concern.ACCEPTED: PageText.accepted.is_(True),
}
_OPEN: Final = (Concern.BELOW, Concern.EMPTY, Concern.WAITING, Concern.FAILED)
_LANGUAGE: Final = func.coalesce(func.json_extract(PageText.languages, "$[0][0]"), "")


def _clause(concern: Concern | None) -> ColumnElement[bool]:
    if concern is None:
        return or_(*(_CLAUSES[one] for one in _OPEN))
    return _CLAUSES[concern]


def _pages(actor: Actor) -> Select[Any]:
    return _of_readable(
        actor,
        Page.document_id,
        Page.position,
        Page.label,
        Page.recognition,
        PageText.method,
        PageText.languages,
        PageText.letters,
        PageText.score,
        PageText.accepted,
    )


def _of_readable(actor: Actor, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(PageText)
        .join(Page, Page.id == PageText.page_id)
        .join(Document, Document.id == Page.document_id)
        .where(PageText.current, Page.position >= 1)
        .where(Document.withdrawn_at.is_(None), Document.access.in_(actor.readable()))
    )


def _narrowed(pages: Select[Any], query: DeskQuery) -> Select[Any]:
    if query.document is not None:
        pages = pages.where(Page.document_id == query.document)
    if query.language:
        pages = pages.where(_LANGUAGE.is_(query.language))
    if query.method is not None:
        pages = pages.where(PageText.method == query.method)
    return pages


def _counts(session: Session, actor: Actor, query: DeskQuery) -> tuple[int, dict[Concern, int]]:
    """Count what the query asks for, and what it would of each kind."""
    clauses = [_clause(query.concern), *(_CLAUSES[one] for one in Concern)]
    counted = _of_readable(actor, *(func.count().filter(clause) for clause in clauses))
    asked, *of_kinds = session.execute(_narrowed(counted, query)).one()
    return asked, dict(zip(Concern, of_kinds, strict=True))


def _languages(session: Session, actor: Actor) -> tuple[str, ...]:
    found = session.scalars(_of_readable(actor, _LANGUAGE).distinct())
    return tuple(sorted(filter(None, found)))


def _documents(session: Session, ids: Sequence[int]) -> dict[int, Document]:
    wanted = select(Document).where(Document.id.in_(ids)).options(selectinload(Document.files))
    return {document.id: document for document in session.scalars(wanted)}


def _line(document: Document, row: Any) -> DeskLine:
    *_, excerpt = row
    return DeskLine(
        document,
        row.position,
        row.label,
        row.method,
        tuple(code for code, _ in row.languages),
        row.letters,
        row.score,
        row.accepted,
        row.recognition,
        excerpt,
    )


def _place(session: Session, listed: Select[Any]) -> tuple[int, int] | None:
    row = session.execute(listed.limit(1)).first()
    return (row.document_id, row.position) if row else None
