"""Reading deposited files into pages, so that a kill at any moment loses nothing."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from docsearch.domain.documents import DocumentState, FailureReason
from docsearch.domain.errors import NotFound, Unavailable
from docsearch.domain.language import ARABIC, UNKNOWN, LanguageGuess
from docsearch.domain.permissions import SYSTEM
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.identify import combine_languages
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import read
from docsearch.ingest.readings import Batch, Proposal
from docsearch.ingest.receive import media_type
from docsearch.models import Document, DocumentFile, Page, PageText, StoredFile
from docsearch.services.descriptions import propose
from docsearch.services.page_texts import store_pages
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore
from docsearch.text.arabic import is_arabic

_MOST_ATTEMPTS: Final = 20
_UNREAD: Final = (DocumentState.RECEIVED, DocumentState.EXTRACTING)
_TITLES: Final = {"title_fr", "title_ar", "title_en"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to read and the pages that an interrupted reading already stored."""

    document: int
    files: Sequence[DocumentFile]
    pages_read: int


class IngestionService:
    """Reads waiting documents one after the other; only the worker may call it.

    Pages are committed batch by batch with their count on the document: an interrupted reading
    goes on behind the last batch.
    """

    def __init__(self, transactions: Transactions, store: FileStore, *, limits: Limits) -> None:
        self._transactions = transactions
        self._store = store
        self._limits = limits

    def forget_strays(self) -> None:
        """Remove the files of deposits that were interrupted before a document held them."""
        with self._transactions.write(SYSTEM, "files.sweep") as work:
            self._store.sweep(frozenset(work.scalars(select(StoredFile.sha256))))

    def ingest_next(self) -> bool:
        """Read one waiting document to its end or failure; tell whether there was one."""
        task = self._claim()
        if task is None:
            return False
        try:
            pages = self._read_files(task)
            self._require_text(task, pages)
        except ExtractionFailed as failure:
            self._fail(task.document, failure)
        except (OSError, Unavailable):
            self._put_back(task.document)
            raise
        except Exception as error:
            log.exception("document.crashed", document=task.document)
            detail = f"{type(error).__name__}: {error}"
            self._fail(task.document, ExtractionFailed(FailureReason.CRASHED, detail))
        else:
            self._finish(task.document, pages)
        return True

    def _claim(self) -> _Task | None:
        waiting = select(Document).where(Document.state.in_(_UNREAD))
        with self._transactions.read() as session:
            if session.scalars(waiting.limit(1)).first() is None:
                return None
        with self._transactions.write(SYSTEM, "documents.read") as work:
            # Whatever keeps killing the worker goes last, so that it blocks nothing else.
            first = waiting.order_by(Document.attempts, Document.id).limit(1)
            document = work.scalars(first).first()
            if document is None:
                return None
            if document.state is DocumentState.RECEIVED:
                document.pages_read = 0
            document.state = DocumentState.EXTRACTING
            document.attempts += 1
            files = work.scalars(
                select(DocumentFile).where(_in_use(document.id)).order_by(DocumentFile.position)
            ).all()
            if document.pages_read == 0:
                for file in files:
                    file.failure_reason, file.failure_detail = None, ""
            return _Task(document.id, files, document.pages_read)

    def _read_files(self, task: _Task) -> int:
        """Store what is still unread of every file; return the number of pages in all.

        The first file is the document's text; an annex that cannot be read is noted and left out.
        """
        if self._attempts(task.document) > _MOST_ATTEMPTS:
            raise ExtractionFailed(FailureReason.CRASHED, f"{_MOST_ATTEMPTS} attempts")
        end = 0
        for file in task.files:
            try:
                end = self._read_file(task, file, offset=end)
            except ExtractionFailed as failure:
                if file is task.files[0]:
                    raise
                self._note_failure(file, failure)
        return end

    def _read_file(self, task: _Task, file: DocumentFile, *, offset: int) -> int:
        """Store the pages of one file behind those of the files before it; return the last."""
        path = self._open(file)
        stored = self._stored_pages(task, file)
        for batch in read(path, file.name, self._limits, first_page=stored + 1):
            with self._transactions.write(
                SYSTEM, "documents.store-pages", document=task.document, pages=len(batch.pages)
            ) as work:
                document = work.get_one(Document, task.document)
                store_pages(work, file, batch.pages, offset=offset)
                if batch.proposal and file is task.files[0]:
                    propose(document, _proposed(document, batch, batch.proposal))
                stored += len(batch.pages)
                document.pages_read = offset + stored
                document.attempts = 1
        return offset + stored

    def _open(self, file: DocumentFile) -> Path:
        """Return where the file is, its kind noted, once it is known to be readable."""
        try:
            path = self._store.path(file.sha256)
            kind = media_type(path)
        except NotFound:
            raise ExtractionFailed(FailureReason.FILE_MISSING, file.sha256) from None
        except OSError as error:
            raise ExtractionFailed(FailureReason.FILE_MISSING, str(error)) from error
        self._note_media_type(file, kind)
        return path

    def _stored_pages(self, task: _Task, file: DocumentFile) -> int:
        with self._transactions.read() as session:
            stored = select(func.count(Page.id)).where(
                Page.file_id == file.id, Page.position <= task.pages_read
            )
            return session.scalar(stored) or 0

    def _attempts(self, document_id: int) -> int:
        with self._transactions.read() as session:
            return session.get_one(Document, document_id).attempts

    def _note_media_type(self, file: DocumentFile, kind: str) -> None:
        if file.media_type == kind:
            return
        with self._transactions.write(
            SYSTEM, "documents.identify", document=file.document_id
        ) as work:
            work.get_one(DocumentFile, file.id).media_type = kind

    def _note_failure(self, file: DocumentFile, failure: ExtractionFailed) -> None:
        log.warning("file.failed", document=file.document_id, reason=failure.reason)
        with self._transactions.write(
            SYSTEM, "documents.fail-file", document=file.document_id, reason=failure.reason
        ) as work:
            failed = work.get_one(DocumentFile, file.id)
            failed.failure_reason, failed.failure_detail = failure.reason, failure.detail

    def _require_text(self, task: _Task, pages: int) -> None:
        """Refuse a document none of whose files has a letter to search for."""
        letters = (
            select(func.coalesce(func.sum(PageText.letters), 0))
            .join(Page, Page.id == PageText.page_id)
            .where(Page.document_id == task.document, Page.position <= pages, PageText.current)
        )
        with self._transactions.read() as session:
            if task.files and not session.scalar(letters):
                raise ExtractionFailed(FailureReason.NO_TEXT, f"{pages} pages without text")

    def _put_back(self, document_id: int) -> None:
        """Do not count an attempt that the disk or the database cut short."""
        with (
            suppress(Unavailable),
            self._transactions.write(SYSTEM, "documents.put-back", document=document_id) as work,
        ):
            work.get_one(Document, document_id).attempts -= 1

    def _finish(self, document_id: int, pages: int) -> None:
        with self._transactions.write(SYSTEM, "documents.finish", document=document_id) as work:
            document = work.get_one(Document, document_id)
            if document.state is not DocumentState.EXTRACTING:
                # Somebody replaced a file while the old one was read: it starts again.
                return
            work.execute(delete(Page).where(Page.document_id == document_id, Page.position > pages))
            propose(document, {"languages": _languages(work, Page.document_id == document_id)})
            for file in work.scalars(select(DocumentFile).where(_in_use(document_id))):
                file.language = next(iter(_languages(work, Page.file_id == file.id)), "")
            document.page_count = pages
            document.state = DocumentState.INDEXING
            document.generation += 1

    def _fail(self, document_id: int, failure: ExtractionFailed) -> None:
        log.warning("document.failed", document=document_id, reason=failure.reason)
        with self._transactions.write(
            SYSTEM, "documents.fail", document=document_id, reason=failure.reason
        ) as work:
            document = work.get_one(Document, document_id)
            if document.state is not DocumentState.EXTRACTING:
                return
            document.state = DocumentState.FAILED
            document.failure_reason = failure.reason
            document.failure_detail = failure.detail
            document.generation += 1


def _proposed(document: Document, batch: Batch, proposal: Proposal) -> dict[str, object]:
    values: dict[str, object] = {
        "date": proposal.date,
        "authors": list(proposal.authors),
        "symbol": proposal.symbol,
    }
    if not _TITLES & set(document.confirmed):
        values[_title_field(batch, proposal.title)] = proposal.title
    return values


def _title_field(batch: Batch, title: str) -> str:
    if is_arabic(title):
        return f"title_{ARABIC}"
    languages = [guess.code for page in batch.pages[:1] for guess in page.languages]
    return "title_en" if languages[:1] == ["en"] else "title_fr"


def _in_use(document_id: int) -> ColumnElement[bool]:
    return (DocumentFile.document_id == document_id) & DocumentFile.replaced_at.is_(None)


def _languages(session: Session, chosen: ColumnElement[bool]) -> list[str]:
    """Return the languages of the chosen pages, most present first."""
    rows = session.execute(
        select(PageText.languages, PageText.letters)
        .join(Page, Page.id == PageText.page_id)
        .where(chosen, PageText.current)
    )
    pages = (
        (tuple(LanguageGuess(code, confidence) for code, confidence in languages), letters)
        for languages, letters in rows
    )
    return [guess.code for guess in combine_languages(pages) if guess.code != UNKNOWN]
