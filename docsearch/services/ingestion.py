"""Reading deposited files into pages, so that a kill at any moment loses nothing."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import delete, func, select

from docsearch.domain.documents import DocumentState, FailureReason
from docsearch.domain.errors import NotFound, Unavailable
from docsearch.domain.permissions import SYSTEM
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.contents import OPENED_UNASKED
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import read
from docsearch.ingest.readings import MediaType
from docsearch.ingest.receive import receive
from docsearch.models import Document, DocumentFile, Page, StoredFile
from docsearch.services.document_languages import note_languages
from docsearch.services.likeness import remember_likeness
from docsearch.services.page_texts import has_text, is_waiting, store_pages
from docsearch.services.proposals import note_proposal
from docsearch.services.unit_of_work import Transactions
from docsearch.services.unpacking import UnpackingService
from docsearch.storage import FileStore

_MOST_ATTEMPTS: Final = 20
_UNREAD: Final = (DocumentState.RECEIVED, DocumentState.EXTRACTING)

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

    def __init__(
        self,
        transactions: Transactions,
        store: FileStore,
        unpacking: UnpackingService,
        *,
        limits: Limits,
    ) -> None:
        self._transactions = transactions
        self._store = store
        self._unpacking = unpacking
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
            if pages is not None:
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
            if pages is not None:
                self._finish(task.document, pages)
        return True

    def _claim(self) -> _Task | None:
        waiting = select(Document).where(Document.state.in_(_UNREAD))
        with self._transactions.read() as session:
            if session.scalars(waiting.limit(1)).first() is None:
                return None
        with self._transactions.write(SYSTEM, "documents.read") as work:
            # Whatever keeps killing the worker goes last, so that it blocks nothing else, and
            # what people send goes before the thousands of files that an archive may hold.
            unpacked = Document.unpacked_from_id.is_not(None)
            first = waiting.order_by(Document.attempts, unpacked, Document.id).limit(1)
            document = work.scalars(first).first()
            if document is None:
                return None
            if document.state is DocumentState.RECEIVED:
                document.pages_read = 0
            document.state = DocumentState.EXTRACTING
            document.attempts += 1
            files = work.scalars(
                select(DocumentFile)
                .where(DocumentFile.in_use_by(document.id))
                .order_by(DocumentFile.position)
            ).all()
            if document.pages_read == 0:
                for file in files:
                    file.failure_reason, file.failure_detail = None, ""
            return _Task(document.id, files, document.pages_read)

    def _read_files(self, task: _Task) -> int | None:
        """Store what is still unread of every file; return the number of pages in all.

        The first file is the document's text, or an archive that is unpacked instead: then there
        are no pages. An annex that cannot be read is noted and left out.
        """
        if self._attempts(task.document) > _MOST_ATTEMPTS:
            raise ExtractionFailed(FailureReason.CRASHED, f"{_MOST_ATTEMPTS} attempts")
        end = 0
        files = [*task.files]
        for file in files:
            try:
                path, kind = self._open(file)
                if kind == MediaType.ZIP and file is files[0]:
                    self._unpacking.unpack(file)
                    return None
                if kind in OPENED_UNASKED:
                    # What is attached is read in its turn.
                    files += self._unpacking.attach(file, kind)
                if kind != MediaType.ZIP:
                    end = self._read_file(task, file, path, kind, offset=end)
            except ExtractionFailed as failure:
                if file is files[0]:
                    raise
                self._note_failure(file, failure)
        return end

    def _read_file(
        self, task: _Task, file: DocumentFile, path: Path, kind: MediaType, *, offset: int
    ) -> int:
        """Store the pages of one file behind those of the files before it; return the last."""
        stored = self._stored_pages(task, file)
        for batch in read(path, kind, file.name, self._limits, first_page=stored + 1):
            with self._transactions.write(
                SYSTEM, "documents.store-pages", document=task.document, pages=len(batch.pages)
            ) as work:
                document = work.get_one(Document, task.document)
                read_file = work.get_one(DocumentFile, file.id)
                read_file.outline = [list(heading) for heading in batch.properties.outline]
                read_file.notices = sorted(batch.properties.notices)
                store_pages(work, read_file, batch.pages, offset=offset)
                if batch.proposal and file is task.files[0]:
                    note_proposal(document, batch.proposal, batch.pages[0])
                stored += len(batch.pages)
                document.pages_read = offset + stored
                document.attempts = 1
        return offset + stored

    def _open(self, file: DocumentFile) -> tuple[Path, MediaType]:
        """Return where the file is and its kind, which is noted, once it is known to be read."""
        try:
            path = self._store.path(file.sha256)
            kind = receive(path, self._limits)
        except NotFound:
            raise ExtractionFailed(FailureReason.FILE_MISSING, file.sha256) from None
        except OSError as error:
            raise ExtractionFailed(FailureReason.FILE_MISSING, str(error)) from error
        self._note_media_type(file, kind)
        return path, kind

    def _stored_pages(self, task: _Task, file: DocumentFile) -> int:
        with self._transactions.read() as session:
            stored = select(func.count(Page.id)).where(
                Page.file_id == file.id, Page.position.between(1, task.pages_read)
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
        """Refuse a document none of whose pages has a letter to search for, now or soon."""
        read = (Page.document_id == task.document) & Page.position.between(1, pages)
        with self._transactions.read() as session:
            if task.files and not has_text(session, read) and not is_waiting(session, read):
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
            left = ~Page.position.between(1, pages)
            work.execute(delete(Page).where(Page.document_id == document_id, left))
            note_languages(work, document)
            remember_likeness(work, document)
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
