"""Transactions: every write names its actor and action, and leaves one change record."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import Session, UOWTransaction, scoped_session, sessionmaker
from sqlalchemy.orm.state import InstanceState

from docsearch.domain.dates import PartialDate
from docsearch.domain.permissions import Actor
from docsearch.models import ChangeRecord, Document
from docsearch.models.base import Audited
from docsearch.models.database import statement_by_statement, writing


class Transactions:
    """Opens sessions on one database.

    ``sign_in_session`` is for the sign-in library alone, which keeps one for each thread.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.sign_in_session = scoped_session(sessionmaker(statement_by_statement(engine)))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that changes nothing."""
        with Session(self._engine, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, actor: Actor, action: str, **facts: object) -> Iterator[Session]:
        """Give a session that is committed at the end, with its change record, or rolled back.

        A fact named ``document`` ties the record to the history of that document.
        """
        with Session(writing(self._engine), expire_on_commit=False) as session:
            record = ChangeRecord(
                actor=actor.name, user_id=actor.user_id, action=action, entries=[], facts=facts
            )
            event.listen(session, "before_flush", _renew_generations)
            written = _Written()
            event.listen(session, "after_flush", lambda s, _: written.note(_entries(s)))
            yield session
            session.flush()
            record.entries = written.entries()
            record.document_id = _document_of(record)
            session.add(record)
            session.commit()

    @contextmanager
    def tally(self) -> Iterator[Session]:
        """Give a session for counts that must not tell who did what: it leaves no change record."""
        with Session(writing(self._engine)) as session:
            yield session
            session.commit()


class _Written:
    """What a transaction has written so far, one entry for each record."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, object], dict[str, Any]] = {}

    def note(self, entries: Iterable[dict[str, Any]]) -> None:
        """Add what one flush wrote: a transaction may write a record in several steps."""
        for entry in entries:
            key = (entry["record"], entry["id"])
            known = self._entries.get(key)
            self._entries[key] = entry if known is None else _joined(known, entry)

    def entries(self) -> list[dict[str, Any]]:
        """Return the entries; what was changed and changed back is none."""
        return [entry for entry in self._entries.values() if entry["before"] != entry["after"]]


def _joined(first: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    if first["before"] is None or then["after"] is None:
        before, after = first["before"], then["after"] and {**first["after"], **then["after"]}
    else:
        before = {**then["before"], **first["before"]}
        after = {**first["after"], **then["after"]}
        kept = [name for name in after if before[name] != after[name]]
        before, after = ({name: side[name] for name in kept} for side in (before, after))
    return {**first, "before": before, "after": after}


def _document_of(record: ChangeRecord) -> int | None:
    stated = record.facts.get("document")
    if isinstance(stated, int):
        return stated
    touched = {entry["document"] for entry in record.entries}
    return touched.pop() if len(touched) == 1 else None


def _renew_generations(session: Session, context: UOWTransaction, instances: object) -> None:
    """Tell the worker that the description of a document changed."""
    for document in session.dirty:
        if isinstance(document, Document) and _changed_fields(inspect(document)):
            document.generation += 1


def _entries(session: Session) -> list[dict[str, Any]]:
    entries = [
        _entry(record, created=False)
        for record in session.dirty
        if isinstance(record, Audited) and _changed_fields(inspect(record))
    ]
    entries += [
        _entry(record, created=True) for record in session.new if isinstance(record, Audited)
    ]
    entries += [_deletion(record) for record in session.deleted if isinstance(record, Audited)]
    return entries


def _entry(record: Audited, *, created: bool) -> dict[str, Any]:
    state = inspect(record)
    if created:
        fields = _audited_fields(state)
        return _line(state, before=None, after={name: _value(record, name) for name in fields})
    fields = _changed_fields(state)
    return _line(
        state,
        before={name: plain(_previous(state, name)) for name in fields},
        after={name: _value(record, name) for name in fields},
    )


def _deletion(record: Audited) -> dict[str, Any]:
    state = inspect(record)
    before = {name: _value(record, name) for name in _audited_fields(state)}
    return _line(state, before=before, after=None)


def _line(
    state: InstanceState[Any], *, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> dict[str, Any]:
    key = state.mapper.primary_key_from_instance(state.object)
    record = state.object
    document = key[0] if isinstance(record, Document) else getattr(record, "document_id", None)
    return {
        "record": type(record).__name__,
        "id": key[0],
        "document": document,
        "before": before,
        "after": after,
    }


def _audited_fields(state: InstanceState[Any]) -> list[str]:
    bookkeeping = state.mapper.class_.bookkeeping
    names = [attribute.key for attribute in state.mapper.column_attrs]
    return [name for name in names if name not in bookkeeping]


def _changed_fields(state: InstanceState[Any]) -> list[str]:
    return [name for name in _audited_fields(state) if state.attrs[name].history.has_changes()]


def _previous(state: InstanceState[Any], name: str) -> object:
    deleted = state.attrs[name].history.deleted
    return deleted[0] if deleted else None


def _value(record: object, name: str) -> object:
    return plain(getattr(record, name))


def plain(value: object) -> object:
    """Return a column value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float | list | dict) or value is None:
        return value
    if isinstance(value, PartialDate):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
