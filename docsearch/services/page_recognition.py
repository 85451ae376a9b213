"""Recognising pages one by one, so that a kill at any moment loses one page's work at most."""

from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from docsearch.domain.documents import FailureReason, RecognitionState, TextMethod
from docsearch.domain.errors import NotFound, Unavailable
from docsearch.domain.permissions import SYSTEM
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import propose_anew, through_stages
from docsearch.ingest.readings import MediaType, PageReading, Proposal
from docsearch.ingest.recognition.recognise import RecognitionModels, recognise
from docsearch.models import Document, DocumentFile, Page
from docsearch.services.page_texts import store_text
from docsearch.services.proposals import note_proposal
from docsearch.services.recognised_documents import complete
from docsearch.services.recognition_queue import PAGE_STORED, QUEUE_ORDER, in_queue
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore

_MOST_ATTEMPTS: Final = 3
_MOST_INTERRUPTIONS: Final = 20
_PAGES_BETWEEN_INDEXINGS: Final = 20

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Turn:
    """The page to recognise next and all that is needed for it."""

    page: Page
    file: DocumentFile
    language: str

    @property
    def opens_document(self) -> bool:
        return self.page.position == 1


class PageRecognitionService:
    """Recognises waiting pages one after the other; only the worker may call it.

    A page is committed as soon as it is read. Without models nothing happens: pages wait.
    """

    def __init__(
        self,
        transactions: Transactions,
        store: FileStore,
        *,
        models: RecognitionModels,
        limits: Limits,
    ) -> None:
        self._transactions = transactions
        self._store = store
        self._models = models
        self._limits = limits

    def recognise_next(self) -> bool:
        """Recognise one page, those that people ordered first; tell whether there was one."""
        turn = self._claim() if self._models.installed else None
        if turn is None:
            return False
        try:
            reading, proposal = self._read(turn)
        except ExtractionFailed as failure:
            self._note_failure(turn, failure)
        except (OSError, Unavailable, KeyboardInterrupt):
            self._put_back(turn)
            raise
        except Exception as error:
            log.exception("page.crashed", document=turn.page.document_id, page=turn.page.position)
            detail = f"{type(error).__name__}: {error}"
            self._note_failure(turn, ExtractionFailed(FailureReason.CRASHED, detail))
        else:
            self._store_reading(turn, reading, proposal)
        return True

    def _claim(self) -> _Turn | None:
        with self._transactions.read() as session:
            if session.scalar(select(Page.id).where(in_queue()).limit(1)) is None:
                return None
        with self._transactions.write(SYSTEM, "recognition.begin") as work:
            row = work.execute(
                select(Page, DocumentFile, Document.recognition_language)
                .join(DocumentFile, DocumentFile.id == Page.file_id)
                .join(Document, Document.id == Page.document_id)
                .where(in_queue())
                .order_by(*QUEUE_ORDER)
                .limit(1)
            ).first()
            if row is None:
                return None
            page, file, language = row
            page.recognition_attempts += 1
            return _Turn(page, file, page.recognition_language or language)

    def _read(self, turn: _Turn) -> tuple[PageReading, Proposal | None]:
        if turn.page.recognition_attempts > _MOST_INTERRUPTIONS:
            detail = f"{_MOST_INTERRUPTIONS} interruptions"
            raise ExtractionFailed(FailureReason.CRASHED, detail)
        try:
            path = self._store.path(turn.file.sha256)
        except NotFound:
            raise ExtractionFailed(FailureReason.FILE_MISSING, turn.file.sha256) from None
        kind = MediaType(turn.file.media_type)
        raw = recognise(path, kind, turn.page.number, turn.language, self._models, self._limits)
        (reading,) = through_stages((raw,))
        proposal = None
        if turn.opens_document:
            proposal = propose_anew(path, kind, turn.file.name, reading, self._limits)
        return reading, proposal

    def _store_reading(self, turn: _Turn, reading: PageReading, proposal: Proposal | None) -> None:
        document_id = turn.page.document_id
        with self._transactions.write(
            SYSTEM, PAGE_STORED, document=document_id, pages=[turn.page.position]
        ) as work:
            page = _still_waiting(work, turn)
            if page is None:
                return
            ordered = page.recognition is RecognitionState.ORDERED
            current = store_text(work, page, reading, chosen=ordered)
            page.recognition, page.recognition_failure = RecognitionState.DONE, None
            document = work.get_one(Document, document_id)
            if proposal is not None and current.method is TextMethod.OCR:
                note_proposal(document, proposal, reading)
            self._settle(work, document, page)

    def _note_failure(self, turn: _Turn, failure: ExtractionFailed) -> None:
        """Give the page up after some attempts: the others must go on."""
        log.warning(
            "page.failed",
            document=turn.page.document_id,
            page=turn.page.position,
            reason=failure.reason,
        )
        with self._transactions.write(
            SYSTEM,
            "recognition.fail",
            document=turn.page.document_id,
            pages=[turn.page.position],
            reason=failure.reason,
        ) as work:
            page = _still_waiting(work, turn)
            if page is not None and page.recognition_attempts >= _MOST_ATTEMPTS:
                page.recognition = RecognitionState.FAILED
                page.recognition_failure = failure.reason
                self._settle(work, work.get_one(Document, page.document_id), page)

    def _settle(self, work: Session, document: Document, page: Page) -> None:
        """Have search see the document from time to time, and finish it with its last page."""
        work.flush()
        left = select(Page.id).where(Page.document_id == document.id, in_queue()).limit(1)
        if work.scalar(left) is None:
            complete(work, document)
        elif page.position % _PAGES_BETWEEN_INDEXINGS == 0 or page.position == 1:
            document.generation += 1

    def _put_back(self, turn: _Turn) -> None:
        """Do not count an attempt that the disk, the database or a person cut short."""
        try:
            with self._transactions.write(SYSTEM, "recognition.put-back") as work:
                page = work.get(Page, turn.page.id)
                if page is not None and page.recognition_attempts:
                    page.recognition_attempts -= 1
        except Unavailable:
            log.warning("page.not-put-back", page=turn.page.id)


def _still_waiting(work: Session, turn: _Turn) -> Page | None:
    """Return the page, unless it was read, corrected, replaced or ordered in the meantime.

    Nor is it returned while its document is read again: then nothing of it is settled.
    """
    claimed = (Page.id == turn.page.id) & (Page.recognition == turn.page.recognition)
    page = work.scalars(select(Page).where(claimed, in_queue())).first()
    if page is None or page.recognition_attempts != turn.page.recognition_attempts:
        return None
    same = (page.file_id, page.number) == (turn.page.file_id, turn.page.number)
    return page if same else None
