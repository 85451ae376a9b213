"""The history of records, and undoing a change."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FileRole
from docsearch.domain.errors import Conflict, NotFound
from docsearch.domain.permissions import Actor, Permission
from docsearch.models import ChangeRecord, Collection, Document, DocumentFile, DocumentType
from docsearch.models.base import Base, now
from docsearch.services.documents import may_read, read_again
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

_OUT_OF_USE: Final[Mapping[type[Base], str]] = {
    Document: "withdrawn_at",
    DocumentFile: "replaced_at",
}
_CONFIRMED: Final = "confirmed"
_ACCESS: Final = "access"

TEXT_ACTIONS: Final = frozenset(
    {
        "texts.accept",
        "texts.choose",
        "texts.correct",
        "texts.doubt",
        "texts.read-by",
        "recognition.order",
        "recognition.order-page",
    }
)
"""What people do to the texts of pages: their versions are the record, not the entries."""


class HistoryService:
    """Reads the change records and reverses them."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def of_document(self, actor: Actor, document_id: int) -> list[ChangeRecord]:
        """List what people changed in the document and its files, latest first."""
        actor.require(Permission.SEE_HISTORY)
        with self._transactions.read() as session:
            _require_readable(session, actor, document_id)
            changes = select(ChangeRecord).where(_concerns(document_id))
            latest = session.scalars(changes.order_by(ChangeRecord.id.desc()))
            return [change for change in latest if change.entries or change.action in TEXT_ACTIONS]

    def undo(self, actor: Actor, change_id: int, *, document_id: int | None = None) -> None:
        """Give the records of a change their earlier values back, or those of one document.

        Raises ``Conflict`` when one of them was changed again since, or cannot be undone.
        """
        actor.require(Permission.DESCRIBE)
        with self._transactions.write(actor, "history.undo", change=change_id) as work:
            change = work.get(ChangeRecord, change_id)
            if change is None:
                raise NotFound("change-unknown", change=change_id)
            if not is_undoable(change):
                raise Conflict("change-not-undoable", change=change_id)
            for entry in _to_reverse(entries_about(change, document_id)):
                _reverse(work, actor, entry)


def is_undoable(change: ChangeRecord) -> bool:
    """Tell whether the change is of a kind that can be undone."""
    return bool(change.entries) and all(
        entry["record"] in _UNDOABLE and entry["after"] is not None for entry in change.entries
    )


def entries_about(change: ChangeRecord, document_id: int | None) -> list[dict[str, Any]]:
    """Return what the change wrote about a document, or all it wrote."""
    return [
        entry for entry in change.entries if document_id is None or entry["document"] == document_id
    ]


def _concerns(document_id: int) -> ColumnElement[bool]:
    entry = func.json_each(ChangeRecord.entries).table_valued("value")
    touched = select(entry.c.value).where(
        func.json_extract(entry.c.value, "$.document") == document_id
    )
    alone = ChangeRecord.document_id == document_id
    return alone | (ChangeRecord.document_id.is_(None) & touched.exists())


def _require_readable(session: Session, actor: Actor, document_id: int) -> None:
    document = session.get(Document, document_id)
    if document is None or not may_read(actor, document):
        raise NotFound("document-unknown", document=document_id)


def _to_reverse(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Leave out the files of a document created with them: they go and come back with it."""
    created = {
        entry["id"]
        for entry in entries
        if entry["record"] == Document.__name__ and entry["before"] is None
    }
    return [
        entry
        for entry in entries
        if entry["record"] != DocumentFile.__name__ or entry["document"] not in created
    ]


def _reverse(session: Session, actor: Actor, entry: Mapping[str, Any]) -> None:
    if entry["document"] is not None:
        _require_readable(session, actor, entry["document"])
    record = session.get_one(_UNDOABLE[entry["record"]], entry["id"])
    if entry["before"] is None:
        _take_back(record)
    else:
        _restore(record, entry["before"], entry["after"])
    if isinstance(record, DocumentFile):
        _read_again(session, record.document_id)


def _take_back(record: Base) -> None:
    """Undo a creation: what was created stays on record, out of use."""
    field = _OUT_OF_USE.get(type(record))
    if field is None:
        return
    if getattr(record, field) is not None:
        raise Conflict("change-superseded", field=field)
    setattr(record, field, now())


def _restore(record: Base, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for field, value in after.items():
        if field != _CONFIRMED and plain(getattr(record, field)) != value:
            raise Conflict("change-superseded", field=field)
    for field, value in before.items():
        if field == _CONFIRMED:
            _restore_confirmed(record, set(value), set(after[field]))
        else:
            read = _READERS.get(field)
            setattr(record, field, read(value) if read and value is not None else value)
    if _ACCESS in before and _CONFIRMED not in before and isinstance(record, Document):
        # Who takes back what a machine restricted has decided who may read.
        record.confirmed = sorted({*record.confirmed, _ACCESS})


def _restore_confirmed(record: Any, before: set[str], after: set[str]) -> None:
    # A later change confirms other fields, and they stay confirmed.
    record.confirmed = sorted((set(record.confirmed) - (after - before)) | (before - after))


def _read_again(session: Session, document_id: int) -> None:
    document = session.get(Document, document_id)
    if document is not None and document.withdrawn_at is None:
        read_again(document)
