"""Change records as the history page shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docsearch.models import ChangeRecord
from docsearch.services.history import is_undoable
from docsearch.web.lines import ChangeLine, FieldChange


def change_line(change: ChangeRecord) -> ChangeLine:
    """Return a change record with its fields as people read them."""
    return ChangeLine(
        id=change.id,
        at=change.at,
        actor=change.actor,
        action=change.action,
        fields=tuple(field for entry in change.entries for field in _fields(entry)),
        undoable=is_undoable(change),
    )


def _fields(entry: Mapping[str, Any]) -> list[FieldChange]:
    before, after = entry["before"] or {}, entry["after"] or {}
    return [
        FieldChange(name, _readable(before.get(name)), _readable(after.get(name)))
        for name in {**before, **after}
        if name != "confirmed" and (before.get(name) or after.get(name))
    ]


def _readable(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    try:
        return (
            f"{datetime.fromisoformat(str(value)):%Y-%m-%d %H:%M}"
            if "T" in str(value)
            else str(value)
        )
    except ValueError:
        return str(value)
