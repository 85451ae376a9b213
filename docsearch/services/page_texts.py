"""Storing what was read: pages, the versions of their text, their citations."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docsearch.ingest.readings import PageReading
from docsearch.models import CitationFound, DocumentFile, Page, PageText


def store_pages(
    session: Session, file: DocumentFile, readings: Sequence[PageReading], *, offset: int
) -> None:
    """Store consecutive pages of a file, ``offset`` pages behind the start of the document.

    A page whose text is the same as before keeps its version; another text becomes the next one.
    """
    known = _known_pages(session, file.document_id, offset, readings)
    for reading in readings:
        position = offset + reading.number
        page = known.get(position) or Page(document_id=file.document_id, position=position)
        page.file_id, page.number, page.label = file.id, reading.number, reading.label[:200]
        session.add(page)
        _store_text(session, page, reading, known=position in known)


def _known_pages(
    session: Session, document_id: int, offset: int, readings: Sequence[PageReading]
) -> dict[int, Page]:
    positions = [offset + reading.number for reading in readings]
    pages = session.scalars(
        select(Page)
        .where(Page.document_id == document_id, Page.position.in_(positions))
        .options(selectinload(Page.texts))
    )
    return {page.position: page for page in pages}


def _store_text(session: Session, page: Page, reading: PageReading, *, known: bool) -> None:
    versions = page.texts if known else []
    current = next((text for text in versions if text.current), None)
    if current is not None:
        if (current.text, current.method) == (reading.text, reading.method):
            return
        current.current = False
        # The next version may only be inserted when this one has stepped back.
        session.flush()
    session.add(
        PageText(
            page=page,
            version=max((text.version for text in versions), default=0) + 1,
            method=reading.method,
            text=reading.text,
            languages=[[guess.code, guess.confidence] for guess in reading.languages],
            letters=reading.letters,
            citations=[
                CitationFound(kind=one.kind, key=one.key, start=one.start, end=one.end)
                for one in reading.citations
            ],
        )
    )
