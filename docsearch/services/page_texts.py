"""Storing what was read: pages, the versions of their text, their citations, their waiting."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, func, inspect, select
from sqlalchemy.orm import Session

from docsearch.domain.boxes import pack_boxes
from docsearch.domain.documents import (
    DocumentState,
    FailureReason,
    RecognitionState,
    TextMethod,
)
from docsearch.ingest.page_picture import DRAWN_TYPES
from docsearch.ingest.readings import FEWEST_LETTERS, PageReading, better_text
from docsearch.models import CitationFound, Document, DocumentFile, Page, PageText
from docsearch.services.page_places import place_pages

_FINAL: Final = frozenset({TextMethod.OCR, TextMethod.HAND})
"""What no recognition can make better."""

_IDLE: Final = (RecognitionState.WAITING, RecognitionState.FAILED)
"""The states that a usable text ends."""

UNRECOGNISED: Final = (RecognitionState.WAITING, RecognitionState.ORDERED)
"""The states of a page that is in the queue of recognition."""


def store_pages(
    session: Session, file: DocumentFile, readings: Sequence[PageReading], *, offset: int
) -> None:
    """Store consecutive pages of a file, ``offset`` pages behind the start of the document.

    A page whose text is the same as before keeps its version; another text becomes the next one,
    and the current one unless a better one or a person's is there. A page whose picture would
    give a better text begins to wait for its recognition.
    """
    numbers = [reading.number for reading in readings]
    places = place_pages(session, file, numbers, offset=offset)
    for reading in readings:
        page, anew = places[reading.number]
        page.label = reading.label[:200]
        session.add(page)
        current = store_text(session, page, reading, chosen=anew)
        _queue(page, current, reading, drawn=file.media_type in DRAWN_TYPES)


def store_text(
    session: Session, page: Page, reading: PageReading, *, chosen: bool = False
) -> PageText:
    """Store one reading of a page that went through all stages; return the page's current text.

    It becomes current when it is ``chosen`` by a person, or when it may: never instead of a text
    by hand, and instead of a recognised or accepted one only when it is usable. A recognised text
    must be better than the one in place. A text that an earlier version has becomes no new one.
    """
    versions = _versions(session, page)
    current = next((version for version in versions if version.current), None)
    known = _same(versions, reading.text, reading.method)
    if known is not None:
        _renew_facts(known, reading)
        return make_current(session, known, current) if chosen or current is None else current
    if reading.original and _same(versions, reading.original, reading.method) is None:
        versions.append(_version(session, page, versions, _before_repair(reading)))
    version = _version(session, page, versions, reading)
    if chosen or current is None or _may_replace(current, reading):
        return make_current(session, version, current)
    return current


def make_current(session: Session, chosen: PageText, current: PageText | None) -> PageText:
    """Make a version of a page its text instead of the ``current`` one, and return it."""
    if current is not None and current is not chosen:
        current.current = False
        # The next version may only step forward when this one has stepped back.
        session.flush()
    chosen.current = True
    session.flush()
    return chosen


def has_text(session: Session, pages: ColumnElement[bool]) -> bool:
    """Tell whether any of the pages has a letter to search for."""
    letters = select(func.coalesce(func.sum(PageText.letters), 0)).join(PageText.page)
    return bool(session.scalar(letters.where(pages, PageText.current)))


def bring_back(session: Session, document: Document) -> None:
    """Let a document be found again that had failed for want of text, and of nothing else."""
    if document.failure_reason != FailureReason.NO_TEXT:
        return
    document.state = DocumentState.INDEXING
    document.failure_reason, document.failure_detail = None, ""
    pages = select(func.count(Page.id)).where(Page.document_id == document.id, Page.position > 0)
    document.page_count = session.scalar(pages)
    document.generation += 1


def is_waiting(session: Session, pages: ColumnElement[bool]) -> bool:
    """Tell whether any of the pages waits for its recognition."""
    waiting = select(Page.id).where(pages, Page.recognition.in_(UNRECOGNISED)).limit(1)
    return session.scalar(waiting) is not None


def _versions(session: Session, page: Page) -> list[PageText]:
    if not inspect(page).persistent:
        return []
    texts = select(PageText).where(PageText.page_id == page.id).order_by(PageText.version)
    return list(session.scalars(texts))


def _same(versions: Sequence[PageText], text: str, method: TextMethod) -> PageText | None:
    wanted = (text, method)
    return next((one for one in versions if (one.text, one.method) == wanted), None)


def _renew_facts(known: PageText, reading: PageReading) -> None:
    """Note what is now thought of a text that was read before."""
    known.languages = _languages(reading)
    known.score = reading.score
    known.confidence = reading.confidence
    known.repaired = reading.repaired
    known.boxes = pack_boxes(reading.boxes) if reading.boxes else None


def _before_repair(reading: PageReading) -> PageReading:
    return PageReading(reading.number, reading.label, reading.original, reading.method)


def _version(
    session: Session, page: Page, versions: Sequence[PageText], reading: PageReading
) -> PageText:
    version = PageText(
        page=page,
        version=max((text.version for text in versions), default=0) + 1,
        current=False,
        method=reading.method,
        text=reading.text,
        languages=_languages(reading),
        letters=reading.letters,
        score=reading.score,
        confidence=reading.confidence,
        repaired=reading.repaired,
        boxes=pack_boxes(reading.boxes) if reading.boxes else None,
        citations=[
            CitationFound(kind=one.kind, key=one.key, start=one.start, end=one.end)
            for one in reading.citations
        ],
    )
    session.add(version)
    return version


def _languages(reading: PageReading) -> list[list[object]]:
    return [[guess.code, guess.confidence] for guess in reading.languages]


def _may_replace(current: PageText, reading: PageReading) -> bool:
    if current.method is TextMethod.HAND:
        return False
    if reading.method is TextMethod.OCR:
        return not current.accepted and better_text(
            (reading.letters, reading.score), (current.letters, current.score)
        )
    if current.method is TextMethod.OCR or current.accepted:
        return reading.letters >= FEWEST_LETTERS and not reading.unusable
    return True


def _queue(page: Page, current: PageText, reading: PageReading, *, drawn: bool) -> None:
    """Have the page wait for its recognition, or wait no longer, as its text demands."""
    wanted = drawn and reading.unusable and current.method not in _FINAL and not current.accepted
    if wanted and page.recognition is None:
        page.recognition = RecognitionState.WAITING
    elif not wanted and page.recognition in _IDLE:
        page.recognition, page.recognition_failure = None, None
