"""Whether database, index, files and queue tell the same story."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import Session

from docsearch.domain.documents import DocumentState
from docsearch.domain.errors import NotFound, Unavailable
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.models import Document, DocumentFile, Page, PageText, StoredFile
from docsearch.search.ports import IndexUnusable, SearchEngine
from docsearch.services.indexing import index_gaps
from docsearch.services.recognition_queue import in_queue
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree: a stable code and what it is about."""

    code: str
    subject: str


class HealthService:
    """Compares everything that must agree."""

    def __init__(
        self,
        transactions: Transactions,
        store: FileStore,
        engine: SearchEngine,
        models: RecognitionModels,
    ) -> None:
        self._transactions = transactions
        self._store = store
        self._engine = engine
        self._models = models

    def findings(self) -> list[Finding]:
        """List all disagreements; an empty list means that the centre is sound."""
        checks: tuple[Callable[[Session], Iterator[Finding]], ...] = (
            _database,
            self._files,
            self._index,
            self._recognition,
            _pages,
        )
        findings: list[Finding] = []
        with self._transactions.read() as session:
            try:
                for check in checks:
                    findings += check(session)
            except Unavailable as error:
                findings.append(Finding(error.code, str(error.facts.get("reason", ""))))
        return findings

    def waiting(self) -> int:
        """Count the documents on their way to the index, or whose change it has not seen."""
        finished = (DocumentState.INDEXED, DocumentState.UNPACKED, DocumentState.FAILED)
        unfinished = Document.state.not_in(finished)
        unseen = Document.indexed_generation != Document.generation
        with self._transactions.read() as session:
            return session.scalar(select(func.count(Document.id)).where(unfinished | unseen)) or 0

    def _files(self, session: Session) -> Iterator[Finding]:
        recorded = {file.sha256: file.size for file in session.scalars(select(StoredFile))}
        for sha256, size in recorded.items():
            try:
                present = self._store.path(sha256).stat().st_size
            except NotFound:
                yield Finding("file-missing", sha256)
            else:
                if present != size:
                    yield Finding("file-size-differs", sha256)
        used = exists().where(DocumentFile.sha256 == StoredFile.sha256)
        for sha256 in session.scalars(select(StoredFile.sha256).where(~used)):
            yield Finding("file-without-document", sha256)

    def _recognition(self, session: Session) -> Iterator[Finding]:
        """Pages wait for nothing as long as the models are not there."""
        waiting = session.scalar(select(func.count(Page.id)).where(in_queue())) or 0
        if waiting and not self._models.installed:
            yield Finding("recognition-models-missing", f"{waiting} pages")

    def _index(self, session: Session) -> Iterator[Finding]:
        try:
            gaps = index_gaps(session, self._engine)
        except IndexUnusable as error:
            yield Finding(error.code, str(error.facts["cause"]))
            return
        for document in sorted(gaps.missing):
            yield Finding("document-not-in-index", str(document))
        for document in sorted(gaps.withdrawn | gaps.unknown):
            yield Finding("document-left-in-index", str(document))


def _database(session: Session) -> Iterator[Finding]:
    for (answer,) in session.execute(text("PRAGMA integrity_check")):
        if answer != "ok":
            yield Finding("database-damaged", answer)
    for row in session.execute(text("PRAGMA foreign_key_check")):
        yield Finding("database-reference-broken", f"{row[0]} {row[1]}")


def _pages(session: Session) -> Iterator[Finding]:
    """Every page of an indexed document has one current text, and their number is as counted."""
    current = (
        select(Page.document_id, func.count(PageText.id).label("pages"))
        .join(PageText, (PageText.page_id == Page.id) & PageText.current)
        .group_by(Page.document_id)
        .subquery()
    )
    wrong = (
        select(Document.id)
        .outerjoin(current, current.c.document_id == Document.id)
        .where(Document.state == DocumentState.INDEXED)
        .where(func.coalesce(current.c.pages, 0) != func.coalesce(Document.page_count, 0))
    )
    for document in session.scalars(wrong):
        yield Finding("pages-incomplete", str(document))
