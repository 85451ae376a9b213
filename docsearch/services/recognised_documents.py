"""What is left to do when the last page of a document was recognised."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docsearch.domain.boxes import unpack_boxes
from docsearch.domain.documents import DocumentState, FailureReason, TextMethod
from docsearch.ingest.pipeline import WINDOW_PAGES, through_stages
from docsearch.ingest.readings import PageReading
from docsearch.models import Document, Page, PageText
from docsearch.services.document_languages import note_languages
from docsearch.services.likeness import remember_likeness
from docsearch.services.page_texts import has_text, store_text


def complete(session: Session, document: Document) -> None:
    """Bring the document up to date with its recognised pages.

    What their neighbours tell is a running head is taken out; a document that still has no
    letter fails.
    """
    _clean_again(session, document)
    session.flush()
    note_languages(session, document)
    remember_likeness(session, document)
    if not has_text(session, Page.document_id == document.id):
        document.state = DocumentState.FAILED
        document.failure_reason = FailureReason.NO_TEXT
        document.failure_detail = f"{document.page_count} pages recognised, none with text"
    document.generation += 1


def _clean_again(session: Session, document: Document) -> None:
    """Clean recognised pages together: each was alone when it was recognised."""
    recognised = session.scalars(
        select(PageText)
        .join(PageText.page)
        .where(Page.document_id == document.id, PageText.current, ~PageText.accepted)
        .where(PageText.method == TextMethod.OCR)
        .order_by(Page.position)
        .options(selectinload(PageText.page))
    ).all()
    for first in range(0, len(recognised), WINDOW_PAGES):
        _clean_window(session, recognised[first : first + WINDOW_PAGES])


def _clean_window(session: Session, texts: Sequence[PageText]) -> None:
    readings = through_stages(tuple(map(_as_read, texts)))
    for text, reading in zip(texts, readings, strict=True):
        if reading.text != text.text:
            store_text(session, text.page, reading, chosen=True)


def _as_read(text: PageText) -> PageReading:
    return PageReading(
        text.page.number,
        text.page.label,
        text.text,
        method=text.method,
        boxes=unpack_boxes(text.boxes) if text.boxes else (),
        confidence=text.confidence,
    )
