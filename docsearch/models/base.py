"""The declarative base and the column types that every model shares."""

import enum
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnDefault,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    String,
    TypeDecorator,
    event,
    inspect,
)
from sqlalchemy.orm import DeclarativeBase

from docsearch.domain.dates import PartialDate


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC (SQLite itself forgets the zone)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store the instant as naive UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class PartialDateText(TypeDecorator[PartialDate]):
    """A partial date in its ISO 8601 spelling, which also sorts."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """Store the spelling."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """Read the spelling."""
        return None if value is None else PartialDate.parse(value)


class Base(DeclarativeBase):
    """Parent of every model."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        PartialDate: PartialDateText,
        # The value is stored, not the Python name, so that scripts can read the database.
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


@event.listens_for(Base, "init", propagate=True)
def _fill_defaults(record: Base, arguments: tuple[Any, ...], values: dict[str, Any]) -> None:
    """Give a new record the defaults of its columns at once, so that it can be read."""
    for attribute in inspect(type(record)).column_attrs:
        default = attribute.columns[0].default
        if attribute.key not in values and isinstance(default, ColumnDefault):
            values[attribute.key] = default.arg(None) if default.is_callable else default.arg


class Audited:
    """Marks a model whose every change is written to the change records.

    ``bookkeeping`` names the columns that machines keep for themselves: they are left out.
    """

    bookkeeping: ClassVar[frozenset[str]] = frozenset()


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)
