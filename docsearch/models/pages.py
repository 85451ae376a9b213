"""Pages, the numbered versions of their text, and the citations found in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docsearch.domain.documents import RecognitionState, TextMethod
from docsearch.domain.references import CitationKind
from docsearch.models.base import Base, now


class Page(Base):
    """A page of a document.

    ``position`` counts from 1 through all the current files of the document; ``number`` counts
    from 1 in its own file; ``label`` is what is printed on it, or the name of a section.
    ``recognition`` is the queue of optical recognition, and empty for a page that needs none;
    ``recognition_language`` is what staff said of it, ``fr``, ``ar`` or both joined by ``+``;
    ``recognition_failure`` is why it could not be recognised.
    """

    __tablename__ = "pages"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index(
            "ix_pages_unrecognised",
            "id",
            sqlite_where=text("recognition IN ('waiting', 'ordered')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("document_files.id"), index=True)
    position: Mapped[int]
    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(200), default="")
    recognition: Mapped[RecognitionState | None]
    recognition_language: Mapped[str] = mapped_column(String(20), default="")
    recognition_attempts: Mapped[int] = mapped_column(default=0)
    recognition_failure: Mapped[str | None] = mapped_column(String(40))

    texts: Mapped[list["PageText"]] = relationship(
        back_populates="page", lazy="raise", order_by="PageText.version"
    )


class PageText(Base):
    """A numbered version of a page's text; exactly one version of a page is current.

    ``languages`` lists ``[code, confidence]``, most present first; ``letters`` weighs the page
    when the languages of its document are counted. ``repaired`` counts the words that differ from
    the version before because a font had them inverted. ``accepted`` says that a librarian has
    looked at the text and found it good enough. ``boxes`` are packed, see ``domain.boxes``.
    """

    __tablename__ = "page_texts"
    __table_args__ = (
        UniqueConstraint("page_id", "version"),
        Index("ix_page_texts_current", "page_id", unique=True, sqlite_where=text("current")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(default=1)
    current: Mapped[bool] = mapped_column(default=True)
    method: Mapped[TextMethod] = mapped_column(default=TextMethod.LAYER)
    text: Mapped[str] = mapped_column(Text)
    languages: Mapped[list[Any]] = mapped_column(JSON, default=list)
    letters: Mapped[int] = mapped_column(default=0)
    score: Mapped[float] = mapped_column(default=0.0)
    confidence: Mapped[float | None]
    repaired: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[bool] = mapped_column(default=False)
    boxes: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(default=now)

    page: Mapped[Page] = relationship(back_populates="texts", lazy="raise")
    citations: Mapped[list["CitationFound"]] = relationship(
        lazy="raise", order_by="CitationFound.start"
    )


class CitationFound(Base):
    """A citation read in a text: ``start`` and ``end`` count characters of that version."""

    __tablename__ = "citations"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_text_id: Mapped[int] = mapped_column(
        ForeignKey("page_texts.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[CitationKind] = mapped_column()
    key: Mapped[str] = mapped_column(String(200), index=True)
    start: Mapped[int]
    end: Mapped[int]
