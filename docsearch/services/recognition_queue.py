"""Which pages wait for their recognition, and in which order."""

from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from docsearch.domain.documents import DocumentState, RecognitionState
from docsearch.models import Document, Page
from docsearch.services.page_texts import UNRECOGNISED

_GROUPS: Final = (Page.recognition == RecognitionState.ORDERED, Page.document_id)

QUEUE_ORDER: Final = (_GROUPS[0].desc(), Page.document_id, Page.position)
"""What the waiting pages are sorted by: those that people ordered go first."""

PAGE_STORED: Final = "recognition.store"
"""The action of whoever writes what was recognised on a page."""


def in_queue() -> ColumnElement[bool]:
    """Return what distinguishes the pages that can be recognised now.

    While a document is read, its pages are still on the move.
    """
    settled = Page.document_id.in_(
        select(Document.id).where(
            Document.state.in_([DocumentState.INDEXING, DocumentState.INDEXED]),
            Document.withdrawn_at.is_(None),
        )
    )
    return Page.recognition.in_(UNRECOGNISED) & (Page.position > 0) & settled


def waiting_pages(session: Session) -> list[tuple[int, int]]:
    """Return documents with the number of their pages that wait, those recognised first first.

    A document some of whose pages were ordered by people comes twice.
    """
    rows = session.execute(
        select(Page.document_id, func.count(Page.id))
        .where(in_queue())
        .group_by(*_GROUPS)
        .order_by(*QUEUE_ORDER[:2])
    )
    return [(document, pages) for document, pages in rows]
