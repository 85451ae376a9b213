"""Change records as the history page shows them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from flask_babel import format_datetime
from flask_babel import gettext as _

from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FileRole
from docsearch.domain.permissions import SYSTEM
from docsearch.models import ChangeRecord
from docsearch.search.query_tree import Attribute
from docsearch.services.history import TEXT_ACTIONS, entries_about, is_undoable
from docsearch.web.descriptions import Words
from docsearch.web.labels import ACCESS_LEVELS, FIELDS, FILE_ROLES
from docsearch.web.lines import ChangeLine, FieldChange
from docsearch.web.presentation import date_label, language_label

MOMENT: Final = "d MMMM y – HH:mm"


def change_line(change: ChangeRecord, document_id: int, words: Words) -> ChangeLine:
    """Return what a change did to a document, its fields as people read them."""
    return ChangeLine(
        id=change.id,
        at=change.at,
        actor=_("The system") if change.actor == SYSTEM.name else change.actor,
        action=change.action,
        fields=tuple(_fields(entries_about(change, document_id), words)),
        undoable=is_undoable(change),
        pages=tuple(change.facts.get("pages", ())) if change.action in TEXT_ACTIONS else (),
    )


def _fields(entries: Iterable[Mapping[str, Any]], words: Words) -> list[FieldChange]:
    """List the fields that have a name for people, each once, from its first to its last value."""
    values: dict[tuple[str, Any, str], tuple[Any, Any]] = {}
    for entry in entries:
        before, after = entry["before"] or {}, entry["after"] or {}
        for name in FIELDS.keys() & {**before, **after}.keys():
            place = (entry["record"], entry["id"], name)
            first = values[place][0] if place in values else before.get(name)
            values[place] = (first, after.get(name))
    order = list(FIELDS)
    return [
        FieldChange(name, _readable(name, before, words), _readable(name, after, words))
        for (*_place, name), (before, after) in sorted(
            values.items(), key=lambda item: order.index(item[0][2])
        )
        if (before or after) and before != after
    ]


def _readable(name: str, value: Any, words: Words) -> str:
    if not value:
        return ""
    if isinstance(value, list):
        return "; ".join(_readable(name, part, words) for part in value)
    if name in _VOCABULARIES:
        return words[_VOCABULARIES[name]].get(value, value)
    read = _READERS.get(name)
    return str(read(value) if read else value)


def _moment(value: str) -> str:
    return str(format_datetime(datetime.fromisoformat(value), MOMENT))


_VOCABULARIES: Final[Mapping[str, Attribute]] = {
    "collection_code": Attribute.COLLECTION,
    "type_code": Attribute.TYPE,
}
_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "access": lambda value: ACCESS_LEVELS[AccessLevel(value)],
    "date": lambda value: date_label(PartialDate.parse(value)),
    "language": language_label,
    "languages": language_label,
    "replaced_at": _moment,
    "role": lambda value: FILE_ROLES[FileRole(value)],
    "withdrawn_at": _moment,
}
