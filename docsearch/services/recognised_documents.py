"""What is left to do when the last page of a document was recognised."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from docsearch.domain.boxes import unpack_boxes
from docsearch.domain.documents import DocumentState, FailureReason, TextMethod
from docsearch.ingest.pipeline import through_stages, windows
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
    of_page = (PageText.page_id == Page.id) & (PageText.method == TextMethod.OCR)
    recognised = session.scalars(
        select(Page)
        .where(Page.document_id == document.id, select(PageText.id).where(of_page).exists())
        .order_by(Page.position)
    ).all()
    for window in windows(recognised, len(recognised)):
        _clean_window(session, window)


def _clean_window(session: Session, pages: Sequence[Page]) -> None:
    versions = _versions(session, pages)
    readings = through_stages(tuple(_as_recognised(page, versions[page.id]) for page in pages))
    for page, reading in zip(pages, readings, strict=True):
        current = next(version for version in versions[page.id] if version.current)
        if _is_of_machine(page, current) and _comes_of(reading.text, current.text):
            store_text(session, page, reading, chosen=True)


def _versions(session: Session, pages: Sequence[Page]) -> dict[int, list[PageText]]:
    """Return the versions of the text of each page, the earliest first."""
    versions: dict[int, list[PageText]] = {page.id: [] for page in pages}
    texts = select(PageText).where(PageText.page_id.in_(versions)).order_by(PageText.version)
    for text in session.scalars(texts):
        versions[text.page_id].append(text)
    return versions


def _is_of_machine(page: Page, current: PageText) -> bool:
    # Whoever chose or accepted a version took its page out of the queue.
    chosen = page.recognition is None or current.accepted
    return current.method is TextMethod.OCR and not chosen


def _comes_of(cleaned: str, text: str) -> bool:
    """Tell whether cleaning changed a text; it never gives a page more lines than it has."""
    return cleaned != text and len(_lines(cleaned)) <= len(_lines(text))


def _as_recognised(page: Page, versions: Sequence[PageText]) -> PageReading:
    text = _before_cleaning(versions)
    return PageReading(
        page.number,
        page.label,
        text.text,
        method=text.method,
        boxes=unpack_boxes(text.boxes) if text.boxes else (),
        confidence=text.confidence,
    )


def _before_cleaning(versions: Sequence[PageText]) -> PageText:
    """Return the recognised text of a page that still has its running lines.

    A page is recognised again alone: only these lines of its neighbours tell those of its own.
    """
    recognised = [one for one in versions if one.method is TextMethod.OCR]
    last = next((index for index, one in enumerate(recognised) if one.current), -1)
    text = recognised[last]
    for earlier in reversed(recognised[:last]):
        if not _was_cleaned_into(earlier, text):
            break
        text = earlier
    return text


def _was_cleaned_into(earlier: PageText, text: PageText) -> bool:
    """Tell whether a text of the same recognition became this one by losing lines."""
    left = iter(_lines(earlier.text))
    same = earlier.confidence == text.confidence
    return same and all(line in left for line in _lines(text.text))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]
