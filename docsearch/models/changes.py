"""What was done, by whom, and what the records were before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from docsearch.models.base import Base, now


class ChangeRecord(Base):
    """One committed transaction.

    ``entries`` lists ``{"record", "id", "document", "before", "after"}``: ``document`` is the
    document that the record belongs to, ``before`` is null for a creation, and both sides hold
    only the fields that changed. ``facts`` says what else the transaction was about.
    """

    __tablename__ = "change_records"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor: Mapped[str] = mapped_column(String(255))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    action: Mapped[str] = mapped_column(String(60))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    entries: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
