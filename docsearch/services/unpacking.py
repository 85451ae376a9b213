"""Taking files out of archives, messages and PDFs; nothing of them is ever executed."""

from collections.abc import Iterator, Sequence
from typing import IO, Any, Final, cast

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docsearch.domain.documents import DocumentState, FailureReason, FileRole, MemberOutcome
from docsearch.domain.errors import Conflict
from docsearch.domain.permissions import SYSTEM, Actor, Permission
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.archive import MOST_ENTRIES
from docsearch.ingest.formats.contents import Member, unpack
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import MediaType
from docsearch.ingest.receive import display_name
from docsearch.models import Document, DocumentFile, Page, StoredFile
from docsearch.services.descriptions import Description
from docsearch.services.documents import add_document, find_document, read_again
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore, KeptFile

MOST_ATTACHMENTS: Final = 200
"""Of one document: each is read by a process of its own, while the whole queue waits."""

Line = list[Any]
"""What became of one file inside another: its name, the outcome, the document that holds it."""

_Found = tuple[str, KeptFile | FailureReason]

log = structlog.get_logger()


class _Stream:
    """The bytes of one file inside another, as a file to read; then ``following`` is the next."""

    def __init__(self, items: Iterator[Member | bytes]) -> None:
        self._items = items
        self.following: Member | None = None

    def read(self, _: int = -1) -> bytes:
        """Return some bytes, none at the end."""
        item = next(self._items, None)
        if isinstance(item, bytes):
            return item
        self.following = item
        return b""


class UnpackingService:
    """Makes documents of the files in an archive, and attachments of those in other files.

    A file comes out whole or not at all. Interrupted work is simply done again: what is already
    here is recognised by its bytes.
    """

    def __init__(self, transactions: Transactions, store: FileStore, *, limits: Limits) -> None:
        self._transactions = transactions
        self._store = store
        self._limits = limits

    def unpack(self, archive: DocumentFile) -> None:
        """Make a document of each readable file of a deposited archive; only the worker may.

        The documents are described like the archive, which is kept and marked as unpacked.
        Raises ExtractionFailed when nothing in it can be read.
        """
        taken: set[str] = set()
        lines = [
            self._line(archive, name, found, taken)
            for name, found in self._members(archive, MediaType.ZIP, most=MOST_ENTRIES)
        ]
        with self._transactions.write(
            SYSTEM, "documents.unpacked", document=archive.document_id, files=len(lines)
        ) as work:
            document = work.get_one(Document, archive.document_id)
            work.get_one(DocumentFile, archive.id).contents = lines
            if document.state is DocumentState.EXTRACTING and _any_readable(lines):
                work.execute(delete(Page).where(Page.document_id == document.id))
                document.state = DocumentState.UNPACKED
                document.page_count = 0
                document.generation += 1
        if not _any_readable(lines):
            raise ExtractionFailed(FailureReason.NOTHING_INSIDE, f"{len(lines)} files inside")

    def attach(self, file: DocumentFile, kind: MediaType) -> list[DocumentFile]:
        """Make the readable files inside a file attachments of its document; only the worker may.

        Returns the new ones; what is above ``MOST_ATTACHMENTS`` is noted and stays inside.
        Raises ExtractionFailed when the file cannot be opened.
        """
        members = list(self._members(file, kind))
        with self._transactions.write(
            SYSTEM, "documents.attach", document=file.document_id, files=len(members)
        ) as work:
            added = _attach(work, file, members)
        if kind == MediaType.ZIP and not any(isinstance(one, KeptFile) for _, one in members):
            raise ExtractionFailed(FailureReason.NOTHING_INSIDE, f"{len(members)} files inside")
        return added

    def take_attachments(self, actor: Actor, document_id: int) -> int:
        """Make files of the document of what is attached to its PDFs; return how many are new.

        The document is then read again. Raises ``Conflict`` when there is nothing new.
        """
        actor.require(Permission.DESCRIBE)
        with self._transactions.read() as session:
            document = find_document(session, actor, document_id)
        files = [file for file in document.files_in_use if file.media_type == MediaType.PDF]
        members = {file.id: self._attachments(file) for file in files}
        with self._transactions.write(actor, "documents.attach", document=document_id) as work:
            added = [one for file in files for one in _attach(work, file, members[file.id])]
            if not added:
                raise Conflict("attachments-missing")
            read_again(work.get_one(Document, document_id))
        return len(added)

    def unpacked_from(self, actor: Actor, document_ids: Sequence[int]) -> list[int]:
        """List the documents that came out of the archives among these, in their order."""
        actor.require(Permission.DEPOSIT)
        archives = frozenset(document_ids)
        # A range, not a list, which may be longer than a statement can hold.
        source = Document.unpacked_from_id
        span = source.between(min(archives, default=0), max(archives, default=0))
        came = select(Document.id, source).where(span).order_by(Document.id)
        with self._transactions.read() as session:
            return [one for one, archive in session.execute(came) if archive in archives]

    def _attachments(self, file: DocumentFile) -> list[_Found]:
        try:
            return list(self._members(file, MediaType.PDF))
        except ExtractionFailed as failure:
            log.warning("attachments.failed", document=file.document_id, reason=failure.reason)
            return []

    def _members(
        self, file: DocumentFile, kind: MediaType, *, most: int = MOST_ATTACHMENTS
    ) -> Iterator[_Found]:
        """Yield what is inside: each file kept in the store, or the reason why it is not."""
        path = self._store.path(file.sha256)
        items = run_isolated(unpack, path, kind, self._limits.bytes, limits=self._limits)
        member = cast(Member | None, next(items, None))
        while member is not None:
            name = display_name(member.name)
            if member.reason is not None:
                yield name, member.reason
                member = cast(Member | None, next(items, None))
            else:
                stream = _Stream(items)
                if most:
                    source = cast(IO[bytes], stream)
                    yield name, self._store.keep(source, limit=self._limits.bytes)
                    most -= 1
                else:
                    while stream.read():
                        pass
                    yield name, FailureReason.TOO_MANY_FILES
                member = stream.following

    def _line(
        self, archive: DocumentFile, name: str, found: KeptFile | FailureReason, taken: set[str]
    ) -> Line:
        """Make a document of one file, unless these bytes are known; say what became of it."""
        if isinstance(found, FailureReason):
            return [name, found.value, None]
        again, document_id = found.sha256 in taken, None
        taken.add(found.sha256)
        try:
            document_id = self._take(archive, name, found)
        except Conflict as conflict:
            known = conflict.facts.get("document")
            # Taken out before an interruption, it came from here all the same.
            ours = not again and isinstance(known, int) and self._came_from(known, archive)
            outcome = MemberOutcome.TAKEN if ours else MemberOutcome.KNOWN
            return [name, outcome.value, known]
        return [name, MemberOutcome.TAKEN.value, document_id]

    def _take(self, archive: DocumentFile, name: str, kept: KeptFile) -> int:
        with self._transactions.write(SYSTEM, "documents.unpack") as work:
            source = work.get_one(Document, archive.document_id)
            document = add_document(work, SYSTEM, kept, name, _described_like(source))
            document.unpacked_from_id = source.id
            return document.id

    def _came_from(self, document_id: int, archive: DocumentFile) -> bool:
        with self._transactions.read() as session:
            document = session.get_one(Document, document_id)
            return document.unpacked_from_id == archive.document_id


def _described_like(archive: Document) -> Description:
    common = {
        "type": archive.type_code,
        "recognition_language": archive.recognition_language,
    }
    if "access" in archive.confirmed:
        # What nobody has decided, each member may decide for itself.
        common["access"] = archive.access.value
    return {**common, "collection": archive.collection_code or ""}


def _any_readable(lines: Sequence[Line]) -> bool:
    return any(outcome in set(MemberOutcome) for _, outcome, _ in lines)


def _attach(work: Session, file: DocumentFile, members: Sequence[_Found]) -> list[DocumentFile]:
    """Note what is in the file; add what its document has never had behind its other files."""
    owned = select(DocumentFile).where(DocumentFile.document_id == file.document_id)
    others = work.scalars(owned).all()
    known = {other.sha256 for other in others}
    position = max(other.position for other in others)
    room = MOST_ATTACHMENTS - sum(other.role is FileRole.ATTACHMENT for other in others)
    added: list[DocumentFile] = []
    lines: list[Line] = []
    for name, found in members:
        if isinstance(found, FailureReason):
            lines.append([name, found.value, None])
        elif found.sha256 not in known and len(added) >= room:
            # Messages in messages bring files of their own.
            lines.append([name, FailureReason.TOO_MANY_FILES.value, None])
        else:
            lines.append([name, MemberOutcome.TAKEN.value, file.document_id])
            if found.sha256 not in known:
                known.add(found.sha256)
                work.merge(StoredFile(sha256=found.sha256, size=found.size))
                added.append(_attachment(file, name, found, position + len(added) + 1))
    work.add_all(added)
    work.get_one(DocumentFile, file.id).contents = lines
    work.flush()
    return added


def _attachment(file: DocumentFile, name: str, kept: KeptFile, position: int) -> DocumentFile:
    return DocumentFile(
        document_id=file.document_id,
        sha256=kept.sha256,
        name=name,
        role=FileRole.ATTACHMENT,
        position=position,
    )
