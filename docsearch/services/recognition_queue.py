"""Which pages wait for their recognition."""

from sqlalchemy import ColumnElement, select

from docsearch.domain.documents import DocumentState
from docsearch.models import Document, Page
from docsearch.services.page_texts import UNRECOGNISED


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
