"""The languages of a document and of each of its files, counted from their pages."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from docsearch.domain.language import UNKNOWN, LanguageGuess
from docsearch.ingest.identify import combine_languages
from docsearch.models import Document, DocumentFile, Page, PageText
from docsearch.services.descriptions import propose


def note_languages(session: Session, document: Document) -> None:
    """Write the languages found, where no person has confirmed them."""
    # What was just read has to be counted.
    session.flush()
    propose(document, {"languages": _languages(session, Page.document_id == document.id)})
    for file in session.scalars(select(DocumentFile).where(DocumentFile.in_use_by(document.id))):
        file.language = next(iter(_languages(session, Page.file_id == file.id)), "")


def _languages(session: Session, chosen: ColumnElement[bool]) -> list[str]:
    """Return the languages of the chosen pages, most present first."""
    rows = session.execute(
        select(PageText.languages, PageText.letters)
        .join(Page, Page.id == PageText.page_id)
        .where(chosen, PageText.current)
    )
    pages = (
        (tuple(LanguageGuess(code, confidence) for code, confidence in languages), letters)
        for languages, letters in rows
    )
    return [guess.code for guess in combine_languages(pages) if guess.code != UNKNOWN]
