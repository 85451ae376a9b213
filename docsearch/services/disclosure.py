"""What becomes public and when: redacted copies, embargoes, documents nobody has decided on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import IO, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.errors import Conflict, Invalid
from docsearch.domain.permissions import SYSTEM, Actor, Permission
from docsearch.models import Document
from docsearch.models.base import now
from docsearch.services.descriptions import describe
from docsearch.services.documents import add_document, find_document, may_read
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore
from docsearch.text.dates import parse_date

_LONGEST_REASON: Final = 1000
_NOTHING_CHANGED: Final[Mapping[str, str]] = MappingProxyType({})

# The shelf mark, the source and the link lead to the original itself, so they stay with it.
_COPIED: Final = (
    "title_fr",
    "title_ar",
    "title_en",
    "type_code",
    "date",
    "authors",
    "issuing_body",
    "symbol",
    "subjects",
    "abstract",
    "collection_code",
)


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The original of a redacted copy and the redacted copies of an original."""

    original: Document | None
    copies: tuple[Document, ...]


class DisclosureService:
    """Keeps what may be public apart from what may not.

    Days begin at midnight in the time zone of the centre: an embargo ends with its first minute.
    """

    def __init__(
        self, transactions: Transactions, store: FileStore, *, file_limit: int, time_zone: str
    ) -> None:
        self._transactions = transactions
        self._store = store
        self._file_limit = file_limit
        self._zone = ZoneInfo(time_zone)

    def add_public_copy(
        self,
        actor: Actor,
        document_id: int,
        name: str,
        source: IO[bytes],
        *,
        reason: str,
        public_from: str = "",
        description: Mapping[str, str] = _NOTHING_CHANGED,
    ) -> int:
        """Keep a redacted file as a public document beside its original; return the new id.

        It has the description of the original but for the fields given, and is internal until
        the day ``public_from``. Raises ``Conflict`` when the original is public itself.
        """
        actor.require(Permission.DEPOSIT)
        actor.require(Permission.DESCRIBE)
        day = _day(public_from)
        reason = _reason(reason)
        kept = self._store.keep(source, limit=self._file_limit)
        with self._transactions.write(actor, "documents.add-public-copy") as work:
            original = find_document(work, actor, document_id)
            if original.access is AccessLevel.PUBLIC:
                raise Conflict("original-is-public", document=document_id)
            copy = add_document(work, actor, kept, name, {})
            for field in _COPIED:
                setattr(copy, field, getattr(original, field))
            copy.confirmed = [field for field in _COPIED if getattr(copy, field)]
            describe(work, copy, description)
            self._open(copy, day)
            copy.redacts_id, copy.redaction_reason = document_id, reason
            return copy.id

    def open_for_copy(self, actor: Actor, document_id: int) -> Document:
        """Return the document to somebody who may add a public copy of it."""
        actor.require(Permission.DEPOSIT)
        actor.require(Permission.DESCRIBE)
        with self._transactions.read() as session:
            return find_document(session, actor, document_id)

    def counterparts(self, actor: Actor, document_id: int) -> Counterparts:
        """Return the original and the copies of the document, those that the actor may read."""
        files = selectinload(Document.files)
        with self._transactions.read() as session:
            document = find_document(session, actor, document_id)
            copies = session.scalars(
                select(Document).where(Document.redacts_id == document_id).options(files)
            )
            original = (
                session.get(Document, document.redacts_id, options=[files])
                if document.redacts_id is not None
                else None
            )
            readable = original if original is not None and may_read(actor, original) else None
            return Counterparts(readable, tuple(one for one in copies if may_read(actor, one)))

    def lift_embargoes(self, instant: datetime | None = None) -> int:
        """Open the copies whose day has come, and return their number; the worker calls it."""
        due = self._due(instant or now())
        with self._transactions.read() as session:
            waiting = session.scalars(select(Document.id).where(due)).all()
        for document_id in waiting:
            with self._transactions.write(
                SYSTEM, "documents.lift-embargo", document=document_id
            ) as work:
                # Somebody may have decided otherwise since the list was made.
                found = work.scalars(select(Document).where(due, Document.id == document_id))
                for document in found:
                    document.access, document.public_from = AccessLevel.PUBLIC, None
        return len(waiting)

    def undecided(self, actor: Actor) -> list[Document]:
        """List the documents that a machine restricted and nobody has decided on, newest first."""
        actor.require(Permission.DESCRIBE)
        restricted = select(Document).where(
            Document.access == AccessLevel.RESTRICTED, Document.withdrawn_at.is_(None)
        )
        with self._transactions.read() as session:
            newest = restricted.order_by(Document.id.desc()).options(selectinload(Document.files))
            return [one for one in session.scalars(newest) if is_undecided(one)]

    def confirm_access(self, actor: Actor, document_id: int) -> None:
        """Keep the access of the document as a person's decision."""
        actor.require(Permission.DESCRIBE)
        with self._transactions.write(
            actor, "documents.confirm-access", document=document_id
        ) as work:
            document = find_document(work, actor, document_id)
            document.confirmed = sorted({*document.confirmed, "access"})

    def _open(self, copy: Document, day: PartialDate | None) -> None:
        """Make the copy public at once, or have it wait for its day."""
        wait = day is not None and day > self._today(now())
        copy.access = AccessLevel.INTERNAL if wait else AccessLevel.PUBLIC
        copy.public_from = day if wait else None
        copy.confirmed = sorted({*copy.confirmed, "access"})

    def _due(self, instant: datetime) -> ColumnElement[bool]:
        return (
            (Document.public_from <= self._today(instant))
            & Document.withdrawn_at.is_(None)
            & (Document.access == AccessLevel.INTERNAL)
        )

    def _today(self, instant: datetime) -> PartialDate:
        today = instant.astimezone(self._zone)
        return PartialDate(today.year, today.month, today.day)


def is_undecided(document: Document) -> bool:
    """Tell whether only a machine has said that the document is restricted."""
    return document.access is AccessLevel.RESTRICTED and "access" not in document.confirmed


def _day(typed: str) -> PartialDate | None:
    """Return the day typed, the first one of a month or a year."""
    if not typed.strip():
        return None
    date = parse_date(typed)
    return PartialDate(date.year, date.month or 1, date.day or 1)


def _reason(typed: str) -> str:
    reason = typed.strip()
    if not reason:
        raise Invalid("reason-missing", field="reason")
    if len(reason) > _LONGEST_REASON:
        raise Invalid("field-too-long", field="redaction_reason", limit=_LONGEST_REASON)
    return reason
