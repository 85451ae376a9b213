"""Ordering the recognition of pages, and how far it has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from docsearch.domain.documents import RecognitionState, TextMethod
from docsearch.domain.errors import Conflict, Invalid
from docsearch.domain.language import SCAN_LANGUAGES
from docsearch.domain.permissions import Actor, Permission
from docsearch.ingest.page_picture import DRAWN_TYPES
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.models import DocumentFile, Page, PageText
from docsearch.services.documents import find_document
from docsearch.services.page_texts import bring_back
from docsearch.services.recognition_queue import in_queue
from docsearch.services.unit_of_work import Transactions

_LATEST: Final = 20
_USUAL_SECONDS: Final = 5.0
_LONGEST_PAUSE: Final = 60.0


@dataclass(frozen=True, slots=True)
class RecognitionProgress:
    """How many pages were recognised, wait, or cannot be; ``at_work`` is a document and a page.

    ``seconds_left`` is an estimate, and none when nothing waits or nobody works.
    """

    done: int
    waiting: int
    failed: int
    at_work: tuple[int, int] | None
    seconds_left: int | None
    models_missing: bool

    @property
    def under_way(self) -> bool:
        """Tell whether looking again will show something new."""
        return self.waiting > 0 and not self.models_missing


class RecognitionService:
    """Lets people order the recognition of pages and follow it."""

    def __init__(self, transactions: Transactions, *, models: RecognitionModels) -> None:
        self._transactions = transactions
        self._models = models

    def order(self, actor: Actor, document_ids: Sequence[int], *, language: str = "") -> int:
        """Have all pages of the documents recognised, but those corrected by hand; count them.

        Raises ``Conflict`` when a document has no page that can be drawn.
        """
        return sum(
            self._order(actor, "recognition.order", one, language, _NOT_BY_HAND)
            for one in document_ids
        )

    def order_page(
        self, actor: Actor, document_id: int, position: int, *, language: str = ""
    ) -> None:
        """Have one page recognised; what is found becomes its text."""
        action, chosen = "recognition.order-page", Page.position == position
        self._order(actor, action, document_id, language, chosen, pages=[position])

    def progress(
        self, actor: Actor, document_ids: Iterable[int] | None = None
    ) -> RecognitionProgress:
        """Tell how far the recognition has come, of all documents or of some."""
        actor.require(Permission.DEPOSIT)
        chosen = None if document_ids is None else frozenset(document_ids)
        with self._transactions.read() as session:
            counts = _counts(session, chosen)
            at_work = session.execute(
                select(Page.document_id, Page.position)
                .where(in_queue(), Page.recognition_attempts > 0)
                .order_by(Page.document_id, Page.position)
            ).first()
            waiting = counts["waiting"]
            left = round(waiting * _seconds_a_page(session)) if waiting else None
        missing = not self._models.installed
        return RecognitionProgress(
            done=counts["done"],
            waiting=waiting,
            failed=counts["failed"],
            at_work=None if at_work is None else (at_work[0], at_work[1]),
            seconds_left=None if missing else left,
            models_missing=missing,
        )

    def _order(
        self,
        actor: Actor,
        action: str,
        document_id: int,
        language: str,
        chosen: ColumnElement[bool],
        **facts: object,
    ) -> int:
        actor.require(Permission.CORRECT_TEXTS)
        if language and language not in SCAN_LANGUAGES:
            raise Invalid("field-invalid", field="language", value=language)
        with self._transactions.write(actor, action, document=document_id, **facts) as work:
            document = find_document(work, actor, document_id)
            pages = work.scalars(
                select(Page)
                .join(DocumentFile, DocumentFile.id == Page.file_id)
                .where(Page.document_id == document_id, Page.position > 0, chosen)
                .where(DocumentFile.media_type.in_([kind.value for kind in DRAWN_TYPES]))
                .order_by(Page.position)
            ).all()
            if not pages:
                raise Conflict("recognition-impossible", document=document_id)
            for page in pages:
                _enqueue(page, language)
            bring_back(work, document)
            return len(pages)


_NOT_BY_HAND: Final = (
    ~select(PageText.id)
    .where(PageText.page_id == Page.id, PageText.current, PageText.method == TextMethod.HAND)
    .exists()
)


def _enqueue(page: Page, language: str) -> None:
    page.recognition = RecognitionState.ORDERED
    page.recognition_language = language
    page.recognition_attempts = 0
    page.recognition_failure = None


def _counts(session: Session, chosen: frozenset[int] | None) -> dict[str, int]:
    """Count the pages by where they stand; those of withdrawn documents do not wait."""
    states = (
        ("done", Page.recognition == RecognitionState.DONE),
        ("failed", Page.recognition == RecognitionState.FAILED),
        ("waiting", in_queue()),
    )
    counts = {}
    for name, condition in states:
        counted = select(Page.document_id, func.count(Page.id)).where(condition)
        if chosen is not None:
            # A range, not a list: a statement has a limited number of variables.
            span = Page.document_id.between(min(chosen, default=0), max(chosen, default=0))
            counted = counted.where(span)
        rows = session.execute(counted.group_by(Page.document_id)).all()
        counts[name] = sum(n for one, n in rows if chosen is None or one in chosen)
    return counts


def _seconds_a_page(session: Session) -> float:
    """Return what a page took lately, from the moments at which the last ones were stored."""
    latest = session.scalars(
        select(PageText.created_at)
        .where(PageText.method == TextMethod.OCR)
        .order_by(PageText.id.desc())
        .limit(_LATEST)
    ).all()
    pauses = [(later - earlier).total_seconds() for later, earlier in pairwise(latest)]
    typical = [pause for pause in pauses if 0 < pause < _LONGEST_PAUSE]
    return median(typical) if typical else _USUAL_SECONDS
