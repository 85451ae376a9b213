"""Documents: depositing, describing, withdrawing and reading them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import IO, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from docsearch.domain.documents import DocumentState, FileRole
from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import Actor, Permission
from docsearch.ingest.readings import MediaType
from docsearch.ingest.receive import display_name
from docsearch.models import CitationFound, Document, DocumentFile, Page, PageText, StoredFile
from docsearch.models.base import now
from docsearch.services.descriptions import Description, describe
from docsearch.services.document_views import (
    CitationGroup,
    ContentsLine,
    Figures,
    OriginalFile,
    PageView,
    Standing,
    standing_of,
)
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore, KeptFile

_NO_DESCRIPTION: Final[Mapping[str, str]] = MappingProxyType({})


class DocumentService:
    """Owns the life of a document from its deposit to its withdrawal."""

    def __init__(self, transactions: Transactions, store: FileStore, *, file_limit: int) -> None:
        self._transactions = transactions
        self._store = store
        self._file_limit = file_limit

    def deposit(
        self,
        actor: Actor,
        name: str,
        source: IO[bytes],
        *,
        description: Description = _NO_DESCRIPTION,
    ) -> int:
        """Keep the file as a new document, waiting to be read, and return its id.

        Raises ``Conflict`` naming the document that already has these bytes.
        """
        actor.require(Permission.DEPOSIT)
        kept = self._store.keep(source, limit=self._file_limit)
        with self._transactions.write(actor, "documents.deposit") as work:
            return add_document(work, actor, kept, name, description).id

    def create(self, actor: Actor, description: Description) -> int:
        """Describe a work that has no file (a paper copy, a link) and return its id."""
        actor.require(Permission.DEPOSIT)
        with self._transactions.write(actor, "documents.create") as work:
            document = Document(state=DocumentState.INDEXING)
            work.add(document)
            describe(work, document, description)
            if not document.title:
                raise Invalid("title-missing")
            work.flush()
            return document.id

    def add_file(
        self,
        actor: Actor,
        document_id: int,
        name: str,
        source: IO[bytes],
        *,
        role: FileRole = FileRole.ANNEX,
        replaces: int | None = None,
    ) -> None:
        """Add a file to the document, or a new edition of the file that it replaces.

        The document keeps its address; its text is read again.
        """
        actor.require(Permission.DESCRIBE)
        kept = self._store.keep(source, limit=self._file_limit)
        with self._transactions.write(actor, "documents.add-file", document=document_id) as work:
            document = find_document(work, actor, document_id)
            refuse_known_bytes(work, actor, kept.sha256)
            current = document.files_in_use
            added = DocumentFile(
                document_id=document_id, sha256=kept.sha256, name=display_name(name), role=role
            )
            added.position = max((file.position for file in current), default=0) + 1
            if replaces is not None:
                succeed(added, find_file(current, replaces))
            work.merge(StoredFile(sha256=kept.sha256, size=kept.size))
            work.add(added)
            read_again(document)

    def describe(
        self,
        actor: Actor,
        document_id: int,
        description: Description,
        *,
        generation: int | None = None,
    ) -> None:
        """Write fields of the description.

        Raises ``Conflict`` when ``generation`` is given and somebody changed the document since.
        """
        actor.require(Permission.DESCRIBE)
        with self._transactions.write(actor, "documents.describe", document=document_id) as work:
            document = find_document(work, actor, document_id)
            if generation is not None and generation != document.generation:
                raise Conflict("document-changed-meanwhile", document=document_id)
            describe(work, document, description)

    def describe_many(
        self, actor: Actor, document_ids: Sequence[int], description: Description
    ) -> None:
        """Write the same fields on every document of a selection, or on none."""
        actor.require(Permission.DESCRIBE)
        with self._transactions.write(actor, "documents.describe-many") as work:
            for document_id in document_ids:
                document = find_document(work, actor, document_id)
                describe(work, document, description, chosen=True)

    def withdraw(self, actor: Actor, document_id: int) -> None:
        """Take the document out of every list and search at once; nothing is destroyed."""
        self._set_withdrawn(actor, document_id, "documents.withdraw", withdrawn=True)

    def restore(self, actor: Actor, document_id: int) -> None:
        """Bring a withdrawn document back."""
        self._set_withdrawn(actor, document_id, "documents.restore", withdrawn=False)

    def retry(self, actor: Actor, document_ids: Sequence[int]) -> None:
        """Have failed documents read again; raise ``Conflict`` when one has not failed."""
        actor.require(Permission.SEE_FAILURES)
        with self._transactions.write(actor, "documents.retry") as work:
            for document_id in document_ids:
                document = find_document(work, actor, document_id)
                if document.state is not DocumentState.FAILED and document.failure is None:
                    raise Conflict("document-not-failed", document=document_id)
                read_again(document)

    def show(self, actor: Actor, document_id: int) -> Document:
        """Return the document with its files."""
        with self._transactions.read() as session:
            return find_document(session, actor, document_id)

    def open_for_edit(self, actor: Actor, document_id: int) -> Document:
        """Return the document to somebody who may change its description."""
        actor.require(Permission.DESCRIBE)
        return self.show(actor, document_id)

    def file(self, actor: Actor, document_id: int, file_id: int) -> OriginalFile:
        """Return an original file of the document.

        Earlier editions and archives are for those who edit.
        """
        file = find_file(self.show(actor, document_id).files, file_id)
        # What came out of an archive may be for fewer people than the archive was.
        if file.replaced_at is not None or file.media_type == MediaType.ZIP:
            actor.require(Permission.DESCRIBE)
        return OriginalFile(file, self._store.path(file.sha256))

    def figures(self, actor: Actor) -> Figures:
        """Count what the actor may search."""
        readable = Document.withdrawn_at.is_(None) & Document.access.in_(actor.readable())
        counted = select(func.count(Document.id), func.coalesce(func.sum(Document.page_count), 0))
        indexed = Document.state == DocumentState.INDEXED
        with self._transactions.read() as session:
            documents, pages = session.execute(counted.where(readable, indexed)).one()
        return Figures(documents or 0, pages or 0)

    def page(self, actor: Actor, document_id: int, position: int) -> PageView:
        """Return one page with its current text."""
        with self._transactions.read() as session:
            document = find_document(session, actor, document_id)
            text = session.scalars(
                select(PageText)
                .join(PageText.page)
                .where(Page.document_id == document_id, Page.position == position)
                .where(PageText.current)
                .options(selectinload(PageText.page), selectinload(PageText.citations))
            ).first()
            if text is None:
                raise NotFound("page-unknown", document=document_id, page=position)
            pages = select(func.count()).select_from(Page).where(Page.document_id == document_id)
            count = session.scalar(pages) or 0
            return PageView(document, text.page, text, tuple(text.citations), count)

    def contents(self, actor: Actor, document_id: int) -> list[ContentsLine]:
        """List the tables of contents that the files in use carry, one behind the other."""
        with self._transactions.read() as session:
            document = find_document(session, actor, document_id)
            outlined = [file for file in document.files_in_use if file.outline]
            wanted = Page.file_id.in_([file.id for file in outlined])
            read = session.scalars(select(Page).where(wanted, Page.position >= 1))
            pages = {(page.file_id, page.number): page for page in read}
        lines = [
            (line, pages.get((file.id, line[2]))) for file in outlined for line in file.outline
        ]
        return [
            ContentsLine(level, title, page.position, page.label)
            for (level, title, _), page in lines
            if page is not None
        ]

    def citations(self, actor: Actor, document_id: int) -> list[CitationGroup]:
        """List what the document cites, in alphabetical order."""
        with self._transactions.read() as session:
            find_document(session, actor, document_id)
            rows = session.execute(
                select(CitationFound.key, Page.position)
                .join(PageText, PageText.id == CitationFound.page_text_id)
                .join(Page, Page.id == PageText.page_id)
                .where(Page.document_id == document_id, PageText.current)
                .distinct()
                .order_by(CitationFound.key, Page.position)
            ).all()
        pages: dict[str, list[int]] = {}
        for key, position in rows:
            pages.setdefault(key, []).append(position)
        return [CitationGroup(key, tuple(found)) for key, found in pages.items()]

    def standings(self, actor: Actor, document_ids: Sequence[int]) -> dict[int, Standing]:
        """Tell how far each of the documents has come."""
        actor.require(Permission.DEPOSIT)
        asked = frozenset(document_ids)
        # A range, not a list: one command may deposit more files than a statement has variables.
        span = Document.id.between(min(asked, default=0), max(asked, default=0))
        with self._transactions.read() as session:
            documents = session.scalars(select(Document).where(span))
            return {one.id: standing_of(one) for one in documents if one.id in asked}

    def recent(self, actor: Actor, *, limit: int = 10, offset: int = 0) -> list[Document]:
        """List readable documents, newest deposit first."""
        readable = select(Document).where(
            Document.withdrawn_at.is_(None),
            Document.access.in_(actor.readable()),
            Document.state.in_([DocumentState.INDEXED, DocumentState.INDEXING]),
        )
        with self._transactions.read() as session:
            newest = readable.order_by(Document.id.desc()).limit(limit).offset(offset)
            return list(session.scalars(newest.options(selectinload(Document.files))))

    def failures(self, actor: Actor) -> list[Document]:
        """List the documents whose files could not be read, newest first."""
        actor.require(Permission.SEE_FAILURES)
        lame = DocumentFile.failure_reason.is_not(None) & DocumentFile.replaced_at.is_(None)
        failed = select(Document).where(
            (Document.state == DocumentState.FAILED) | Document.files.any(lame),
            Document.withdrawn_at.is_(None),
        )
        with self._transactions.read() as session:
            newest = failed.order_by(Document.id.desc()).options(selectinload(Document.files))
            return list(session.scalars(newest))

    def _set_withdrawn(
        self, actor: Actor, document_id: int, action: str, *, withdrawn: bool
    ) -> None:
        actor.require(Permission.WITHDRAW)
        with self._transactions.write(actor, action, document=document_id) as work:
            document = find_document(work, actor, document_id)
            if (document.withdrawn_at is not None) is not withdrawn:
                document.withdrawn_at = now() if withdrawn else None


def add_document(
    work: Session, actor: Actor, kept: KeptFile, name: str, description: Description
) -> Document:
    """Return a new document that holds the file, waiting to be read.

    Raises ``Conflict`` naming the document that already has these bytes.
    """
    refuse_known_bytes(work, actor, kept.sha256)
    document = Document()
    work.add(document)
    describe(work, document, description, chosen=True)
    work.flush()
    work.merge(StoredFile(sha256=kept.sha256, size=kept.size))
    work.add(DocumentFile(document_id=document.id, sha256=kept.sha256, name=display_name(name)))
    return document


def read_again(document: Document) -> None:
    """Send the document back to the beginning of the pipeline."""
    document.state = DocumentState.RECEIVED
    document.failure_reason = None
    document.failure_detail = ""
    document.attempts = 0


def may_read(actor: Actor, document: Document) -> bool:
    """Tell whether the actor may know of the document."""
    if document.withdrawn_at is not None and not actor.can(Permission.WITHDRAW):
        return False
    return document.access in actor.readable()


def find_document(session: Session, actor: Actor, document_id: int) -> Document:
    """Return the document with its files; raise ``NotFound`` when the actor may not know of it."""
    files = selectinload(Document.files).selectinload(DocumentFile.stored)
    document = session.get(Document, document_id, options=[files])
    if document is None or not may_read(actor, document):
        raise NotFound("document-unknown", document=document_id)
    return document


def find_file(files: Sequence[DocumentFile], file_id: int) -> DocumentFile:
    """Return the file of that number; raise ``NotFound`` when it is none of these."""
    for file in files:
        if file.id == file_id:
            return file
    raise NotFound("file-unknown", file=file_id)


def succeed(added: DocumentFile, replaced: DocumentFile) -> None:
    """Make a file the next edition of another, in its place."""
    replaced.replaced_at = now()
    added.position = replaced.position
    added.role = replaced.role
    added.language = replaced.language
    added.edition = replaced.edition + 1


def refuse_known_bytes(session: Session, actor: Actor, sha256: str) -> None:
    """Raise ``Conflict`` naming the document that already has these bytes."""
    known = session.scalars(
        select(DocumentFile)
        .where(DocumentFile.sha256 == sha256)
        .options(selectinload(DocumentFile.document))
    ).first()
    if known is None:
        return
    if not may_read(actor, known.document):
        raise Conflict("file-deposited-elsewhere")
    title = known.document.title or known.name
    raise Conflict("file-already-deposited", document=known.document_id, title=title)
