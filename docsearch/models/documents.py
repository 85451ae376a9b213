"""Documents: the described work, its files, its type and its collection."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import DocumentState, FileRole
from docsearch.models.base import Audited, Base, now


class DocumentType(Audited, Base):
    """A kind of document, in the editable table of types."""

    __tablename__ = "document_types"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    label_fr: Mapped[str] = mapped_column(String(100))
    label_ar: Mapped[str] = mapped_column(String(100))
    label_en: Mapped[str] = mapped_column(String(100))
    position: Mapped[int] = mapped_column(default=0)


class Collection(Audited, Base):
    """A named group of documents, as a library shelves them."""

    __tablename__ = "collections"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    title_fr: Mapped[str] = mapped_column(String(300), default="")
    title_ar: Mapped[str] = mapped_column(String(300), default="")
    title_en: Mapped[str] = mapped_column(String(300), default="")


class Document(Audited, Base):
    """A described work with any number of files.

    ``confirmed`` names the fields that a person has set: no re-run touches them. ``generation``
    grows with every change that search must see; the index is up to date when
    ``indexed_generation`` equals it, so the two columns and ``state`` are the worker's queue.
    ``recognition_language`` is what staff said of its scanned pages, ``fr``, ``ar`` or ``fr+ar``.
    ``unpacked_from_id`` is the archive that brought the document. A public copy names the internal
    original that it ``redacts_id`` and why; ``public_from`` is the day it waits for, internal until
    then, and empty once that day has come or a person has decided otherwise.
    """

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_state", "state"),
        Index("ix_documents_unseen", "id", sqlite_where=text("indexed_generation != generation")),
    )
    bookkeeping: ClassVar[frozenset[str]] = frozenset(
        {
            "state",
            "failure_reason",
            "failure_detail",
            "attempts",
            "page_count",
            "pages_read",
            "generation",
            "indexed_generation",
            # Undoing what ended an embargo must not bring the embargo back: its day is over.
            "public_from",
        }
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title_fr: Mapped[str] = mapped_column(String(500), default="")
    title_ar: Mapped[str] = mapped_column(String(500), default="")
    title_en: Mapped[str] = mapped_column(String(500), default="")
    type_code: Mapped[str] = mapped_column(ForeignKey("document_types.code"), default="other")
    date: Mapped[PartialDate | None]
    authors: Mapped[list[str]] = mapped_column(JSON, default=list)
    issuing_body: Mapped[str] = mapped_column(String(300), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    symbol: Mapped[str] = mapped_column(String(120), default="", index=True)
    source: Mapped[str] = mapped_column(String(500), default="")
    subjects: Mapped[list[str]] = mapped_column(JSON, default=list)
    abstract: Mapped[str] = mapped_column(Text, default="")
    access: Mapped[AccessLevel] = mapped_column(default=AccessLevel.INTERNAL)
    collection_code: Mapped[str | None] = mapped_column(ForeignKey("collections.code"))
    shelf_mark: Mapped[str] = mapped_column(String(120), default="")
    external_link: Mapped[str] = mapped_column(String(1000), default="")
    confirmed: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
    recognition_language: Mapped[str] = mapped_column(String(20), default="")
    unpacked_from_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    redacts_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    redaction_reason: Mapped[str] = mapped_column(String(1000), default="")
    public_from: Mapped[PartialDate | None]

    state: Mapped[DocumentState] = mapped_column(default=DocumentState.RECEIVED)
    failure_reason: Mapped[str | None] = mapped_column(String(40))
    failure_detail: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    pages_read: Mapped[int] = mapped_column(default=0)
    page_count: Mapped[int | None]
    generation: Mapped[int] = mapped_column(default=1)
    indexed_generation: Mapped[int] = mapped_column(default=0)

    files: Mapped[list["DocumentFile"]] = relationship(
        back_populates="document", lazy="raise", order_by="DocumentFile.position"
    )

    @property
    def files_in_use(self) -> list["DocumentFile"]:
        """Return the files without the editions that others have replaced."""
        return [file for file in self.files if file.replaced_at is None]

    @property
    def file_name(self) -> str:
        """Return the original name of the first file in use, or nothing."""
        return next((file.name for file in self.files_in_use), "")

    @property
    def failure(self) -> str | None:
        """Return why the document, or else one of its files in use, could not be read."""
        reasons = (file.failure_reason for file in self.files_in_use)
        return self.failure_reason or next(filter(None, reasons), None)

    @property
    def title(self) -> str:
        """Return the title in the document's first language that has one."""
        return str(getattr(self, f"title_{self.title_language}")) if self.title_language else ""

    @property
    def title_language(self) -> str:
        """Return the language of the title, or nothing when there is no title."""
        titles = {"fr": self.title_fr, "ar": self.title_ar, "en": self.title_en}
        order = [*self.languages, *titles]
        return next((code for code in order if titles.get(code)), "")


class StoredFile(Base):
    """Bytes kept once under their SHA-256."""

    __tablename__ = "stored_files"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)


class DocumentFile(Audited, Base):
    """One edition of a file of a document; the edition in use has no ``replaced_at``.

    An annex that cannot be read keeps its own ``failure_reason``: its document does without it.
    ``outline`` lists ``[level, title, page]``; ``notices`` are values of ``Notice``; ``contents``
    lists what was found inside, ``[name, outcome, document]``: a value of ``MemberOutcome`` or
    ``FailureReason``, and the document that holds it, if any.
    """

    __tablename__ = "document_files"
    bookkeeping: ClassVar[frozenset[str]] = frozenset(
        {
            "media_type",
            "language",
            "failure_reason",
            "failure_detail",
            "outline",
            "notices",
            "contents",
        }
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("stored_files.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(80), default="")
    role: Mapped[FileRole] = mapped_column(default=FileRole.TEXT)
    language: Mapped[str] = mapped_column(String(8), default="")
    position: Mapped[int] = mapped_column(default=1)
    edition: Mapped[int] = mapped_column(default=1)
    deposited_at: Mapped[datetime] = mapped_column(default=now)
    replaced_at: Mapped[datetime | None]
    outline: Mapped[list[Any]] = mapped_column(JSON, default=list)
    notices: Mapped[list[str]] = mapped_column(JSON, default=list)
    contents: Mapped[list[Any]] = mapped_column(JSON, default=list)
    failure_reason: Mapped[str | None] = mapped_column(String(40))
    failure_detail: Mapped[str] = mapped_column(Text, default="")

    document: Mapped[Document] = relationship(back_populates="files", lazy="raise")
    stored: Mapped[StoredFile] = relationship(lazy="raise")

    @classmethod
    def in_use_by(cls, document_id: int) -> ColumnElement[bool]:
        """Return the condition for the files of a document that no other edition replaced."""
        return (cls.document_id == document_id) & cls.replaced_at.is_(None)


class DocumentBand(Base):
    """One band of a document's text signature: near-identical texts share at least one."""

    __tablename__ = "document_bands"
    __table_args__ = (Index("ix_document_bands_value", "band", "value"),)

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(40))
