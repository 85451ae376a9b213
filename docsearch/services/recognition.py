"""Ordering the recognition of pages, and how far it has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from docsearch.domain.documents import FailureReason, RecognitionState, TextMethod
from docsearch.domain.errors import Conflict, Invalid
from docsearch.domain.language import SCAN_LANGUAGES
from docsearch.domain.permissions import Actor, Permission
from docsearch.ingest.page_picture import DRAWN_TYPES
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.models import ChangeRecord, DocumentFile, Page, PageText
from docsearch.models.base import now
from docsearch.services.documents import find_document
from docsearch.services.page_texts import bring_back
from docsearch.services.recognition_queue import PAGE_STORED, QUEUE_ORDER, in_queue, waiting_pages
from docsearch.services.unit_of_work import Transactions

_LATEST: Final = 20
_LATELY: Final = timedelta(days=1)
_USUAL_SECONDS: Final = 5.0
_LONGEST_PAUSE: Final = 60.0


@dataclass(frozen=True, slots=True)
class RecognitionProgress:
    """How many pages of some documents were recognised, wait, or cannot be.

    ``before`` counts the pages of other documents that are recognised before the last of these.
    ``at_work`` is the document and the page that is recognised now, if it is one of these.
    ``seconds_left`` is an estimate, and none when nothing waits or nobody works.
    """

    done: int
    waiting: int
    failed: int
    before: int
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

        Raises ``Conflict`` when a document has no page that can be drawn, or when its file
        could not be read for another reason than its want of text: then its pages would wait.
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
            done = _count(session, RecognitionState.DONE, chosen)
            failed = _count(session, RecognitionState.FAILED, chosen)
            waiting, before = _places(waiting_pages(session), chosen)
            at_work = _at_work(session)
            left = round((waiting + before) * _seconds_a_page(session)) if waiting else None
        missing = not self._models.installed
        return RecognitionProgress(
            done=done,
            waiting=waiting,
            failed=failed,
            before=before,
            at_work=at_work if at_work and _is_chosen(at_work[0], chosen) else None,
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
            if document.failure_reason not in (None, FailureReason.NO_TEXT):
                raise Conflict("recognition-after-failure", document=document_id)
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


def _count(session: Session, state: RecognitionState, chosen: frozenset[int] | None) -> int:
    counted = select(Page.document_id, func.count(Page.id)).where(Page.recognition == state)
    if chosen is not None:
        # A range, not a list: a statement has a limited number of variables.
        span = Page.document_id.between(min(chosen, default=0), max(chosen, default=0))
        counted = counted.where(span)
    rows = session.execute(counted.group_by(Page.document_id))
    return sum(pages for document, pages in rows if _is_chosen(document, chosen))


def _places(queue: Iterable[tuple[int, int]], chosen: frozenset[int] | None) -> tuple[int, int]:
    """Count the pages of the documents in the queue, and those of others before their last."""
    waiting = before = passed = 0
    for document, pages in queue:
        if _is_chosen(document, chosen):
            waiting, before = waiting + pages, passed
        else:
            passed += pages
    return waiting, before


def _is_chosen(document: int, chosen: frozenset[int] | None) -> bool:
    return chosen is None or document in chosen


def _at_work(session: Session) -> tuple[int, int] | None:
    row = session.execute(
        select(Page.document_id, Page.position)
        .where(in_queue(), Page.recognition_attempts > 0)
        .order_by(*QUEUE_ORDER)
    ).first()
    return None if row is None else (row[0], row[1])


def _seconds_a_page(session: Session) -> float:
    """Return what a page took lately, from the moments at which the last ones were stored."""
    latest = session.scalars(
        select(ChangeRecord.at)
        .where(ChangeRecord.action == PAGE_STORED, ChangeRecord.at > now() - _LATELY)
        .order_by(ChangeRecord.at.desc())
        .limit(_LATEST)
    ).all()
    pauses = [(later - earlier).total_seconds() for later, earlier in pairwise(latest)]
    typical = [pause for pause in pauses if 0 < pause < _LONGEST_PAUSE]
    return median(typical) if typical else _USUAL_SECONDS
