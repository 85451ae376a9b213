"""Opening files that need a password; the password itself is never kept anywhere."""

from tempfile import SpooledTemporaryFile
from typing import Final

from docsearch.domain.documents import FailureReason
from docsearch.domain.errors import Conflict, Invalid
from docsearch.domain.permissions import Actor, Permission
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.unlock import UNLOCKABLE, unlock
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import MediaType
from docsearch.models import Document, DocumentFile, StoredFile
from docsearch.services.documents import find_document, read_again, refuse_known_bytes, succeed
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore, KeptFile

PASSWORD_CHARACTERS: Final = 200
_HELD_BYTES: Final = 8 << 20


class UnlockingService:
    """Puts a copy that needs no password in the place of a locked file, which stays on record."""

    def __init__(self, transactions: Transactions, store: FileStore, *, limits: Limits) -> None:
        self._transactions = transactions
        self._store = store
        self._limits = limits

    def unlock(self, actor: Actor, document_id: int, password: str) -> None:
        """Open the locked file of the document with the password, and have it read again.

        Raises ``Invalid`` for a wrong password, ``Conflict`` when no file waits for one.
        """
        actor.require(Permission.DESCRIBE)
        with self._transactions.read() as session:
            locked = locked_file(find_document(session, actor, document_id))
        if locked is None:
            raise Conflict("file-not-locked")
        if not 0 < len(password) <= PASSWORD_CHARACTERS:
            raise Invalid("password-wrong")
        kept = self._open(locked, password)
        with self._transactions.write(actor, "documents.unlock", document=document_id) as work:
            document = find_document(work, actor, document_id)
            still = locked_file(document)
            if still is None or still.id != locked.id:
                # Somebody else, or a second click, was faster.
                raise Conflict("file-not-locked")
            refuse_known_bytes(work, actor, kept.sha256)
            opened = DocumentFile(document_id=document_id, sha256=kept.sha256, name=locked.name)
            succeed(opened, still)
            work.merge(StoredFile(sha256=kept.sha256, size=kept.size))
            work.add(opened)
            read_again(document)

    def _open(self, locked: DocumentFile, password: str) -> KeptFile:
        path, kind = self._store.path(locked.sha256), MediaType(locked.media_type)
        with SpooledTemporaryFile(max_size=_HELD_BYTES) as held:
            try:
                for block in run_isolated(unlock, path, kind, password, limits=self._limits):
                    held.write(block)
            except ExtractionFailed as failure:
                wrong = failure.reason is FailureReason.ENCRYPTED
                # Without its cause: what is told of it must not hold the password.
                raise Invalid("password-wrong" if wrong else "file-not-unlocked") from None
            held.seek(0)
            return self._store.keep(held, limit=self._limits.bytes)


def locked_file(document: Document) -> DocumentFile | None:
    """Return the first file in use that a password would open, if there is one."""
    for index, file in enumerate(document.files_in_use):
        reason = file.failure_reason or (document.failure_reason if index == 0 else None)
        if reason == FailureReason.ENCRYPTED and file.media_type in UNLOCKABLE:
            return file
    return None
