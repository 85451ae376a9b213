"""Which record stands for which page of a file, when the files of a document change."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from docsearch.models import DocumentFile, Page


class Place(NamedTuple):
    """The record of a page; ``anew`` when it holds nothing yet that was read from this file."""

    page: Page
    anew: bool


def place_pages(
    session: Session, file: DocumentFile, numbers: Sequence[int], *, offset: int
) -> dict[int, Place]:
    """Return the records of consecutive pages of a file, ``offset`` pages behind the start.

    Pages keep their texts when a file before theirs grows or shrinks; the page of an earlier
    edition is taken over. What stands in the way moves to a negative position: its own file
    fetches it from there, and what nobody has fetched in the end is removed.
    """
    positions = [offset + number for number in numbers]
    document = Page.document_id == file.document_id
    own = {
        page.number: page
        for page in session.scalars(
            select(Page).where(document, Page.file_id == file.id, Page.number.in_(numbers))
        )
    }
    standing = {
        page.position: page
        for page in session.scalars(select(Page).where(document, Page.position.in_(positions)))
    }
    for position, page in _inherited(session, file, standing).items():
        own.setdefault(position - offset, page)
    placed = {number: own.get(number) for number in numbers}
    keeping = {page for number, page in placed.items() if page and page.position == offset + number}
    _displace(session, {*standing.values(), *filter(None, placed.values())} - keeping)
    return {number: _place(file, number, page, offset) for number, page in placed.items()}


def _inherited(session: Session, file: DocumentFile, standing: dict[int, Page]) -> dict[int, Page]:
    """Return the pages in place that no file in use claims: they are of an earlier edition."""
    in_use = set(
        session.scalars(select(DocumentFile.id).where(DocumentFile.in_use_by(file.document_id)))
    )
    return {position: page for position, page in standing.items() if page.file_id not in in_use}


def _displace(session: Session, pages: Iterable[Page]) -> None:
    displaced = list(pages)
    for page in displaced:
        page.position = -page.id
    if displaced:
        # Positions are unique: all have to be free before the first is taken.
        session.flush()


def _place(file: DocumentFile, number: int, page: Page | None, offset: int) -> Place:
    anew = page is None or page.file_id != file.id
    if page is None:
        page = Page(document_id=file.document_id)
    if anew:
        page.recognition, page.recognition_failure = None, None
        page.recognition_language, page.recognition_attempts = "", 0
    page.file_id, page.number, page.position = file.id, number, offset + number
    return Place(page, anew)
