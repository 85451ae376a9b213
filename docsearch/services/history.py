"""The history of records, and undoing a change."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FileRole
from docsearch.domain.errors import Conflict, NotFound
from docsearch.domain.permissions import Actor, Permission
from docsearch.models import ChangeRecord, Collection, Document, DocumentFile, DocumentType
from docsearch.models.base import Base, now
from docsearch.services.documents import read_again
from docsearch.services.unit_of_work import Transactions, plain

_UNDOABLE: Final[Mapping[str, type[Base]]] = {
    "Document": Document,
    "DocumentFile": DocumentFile,
    "DocumentType": DocumentType,
    "Collection": Collection,
}

_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "access": AccessLevel,
    "date": PartialDate.parse,
    "role": FileRole,
    "withdrawn_at": datetime.fromisoformat,
    "replaced_at": datetime.fromisoformat,
}


class HistoryService:
    """Reads the change records and reverses them."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def of_document(self, actor: Actor, document_id: int) -> list[ChangeRecord]:
        """List what people changed in the document and its files, latest first."""
        actor.require(Permission.SEE_HISTORY)
        with self._transactions.read() as session:
            document = session.get(Document, document_id)
            if document is None or document.access not in actor.readable():
                raise NotFound("document-unknown", document=document_id)
            changes = select(ChangeRecord).where(ChangeRecord.document_id == document_id)
            latest = session.scalars(changes.order_by(ChangeRecord.id.desc()))
            return [change for change in latest if change.entries]

    def undo(self, actor: Actor, change_id: int) -> None:
        """Give the records of a change their earlier values back.

        Raises ``Conflict`` when one of them was changed again since, or cannot be undone.
        """
        actor.require(Permission.DESCRIBE)
        with self._transactions.write(actor, "history.undo", change=change_id) as work:
            change = work.get(ChangeRecord, change_id)
            if change is None:
                raise NotFound("change-unknown", change=change_id)
            for entry in change.entries:
                _reverse(work, actor, entry)


def is_undoable(change: ChangeRecord) -> bool:
    """Tell whether the change is of a kind that can be undone."""
    return bool(change.entries) and all(
        entry["record"] in _UNDOABLE and entry["after"] is not None for entry in change.entries
    )


def _reverse(session: Session, actor: Actor, entry: Mapping[str, Any]) -> None:
    model = _UNDOABLE.get(entry["record"])
    record = session.get(model, entry["id"]) if model else None
    if record is None or entry["after"] is None:
        raise Conflict("change-not-undoable", record=entry["record"])
    if isinstance(record, Document) and record.access not in actor.readable():
        raise NotFound("document-unknown", document=record.id)
    if entry["before"] is None:
        _take_back(record)
    else:
        _restore(record, entry["before"], entry["after"])
    if isinstance(record, DocumentFile):
        _read_again(session, record.document_id)


def _take_back(record: Base) -> None:
    """Undo a creation: what was created stays on record, out of use."""
    if isinstance(record, Document):
        record.withdrawn_at = now()
    elif isinstance(record, DocumentFile):
        record.replaced_at = now()


def _restore(record: Base, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for field, value in after.items():
        if plain(getattr(record, field)) != value:
            raise Conflict("change-superseded", field=field)
    for field, value in before.items():
        read = _READERS.get(field)
        setattr(record, field, read(value) if read and value is not None else value)


def _read_again(session: Session, document_id: int) -> None:
    document = session.get(Document, document_id)
    if document is not None and document.withdrawn_at is None:
        read_again(document)
