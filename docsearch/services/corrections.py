"""Putting the texts of pages right: by hand, by another extractor, by an earlier version."""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docsearch.domain.boxes import unpack_boxes
from docsearch.domain.documents import TextMethod
from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import Actor, Permission
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.pdf.reread import reread
from docsearch.ingest.pipeline import through_stages
from docsearch.ingest.readings import MediaType, PageReading
from docsearch.models import Document, DocumentFile, Page, PageText
from docsearch.services.document_languages import note_languages
from docsearch.services.documents import find_document
from docsearch.services.likeness import remember_likeness
from docsearch.services.page_texts import bring_back, has_text, make_current, store_text
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore
from docsearch.text.carrying import carry_boxes
from docsearch.text.characters import clean_characters

EXTRACTORS: Final = (TextMethod.LAYER, TextMethod.POSITIONS, TextMethod.FALLBACK)
"""The ways of reading a PDF that a person may choose between."""

MOST_CHARACTERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class _Standing:
    """A page, its file and the versions of its text, as they were when a person began."""

    page: Page
    file: DocumentFile
    versions: Sequence[PageText]

    @property
    def current(self) -> PageText:
        return next(version for version in self.versions if version.current)


class CorrectionService:
    """Changes what counts as the text of a page; every earlier text is kept as a version.

    ``based_on`` is the version that the person had before their eyes: ``Conflict`` is raised
    when another one is current by now.
    """

    def __init__(self, transactions: Transactions, store: FileStore, *, limits: Limits) -> None:
        self._transactions = transactions
        self._store = store
        self._limits = limits

    def correct(
        self, actor: Actor, document_id: int, position: int, text: str, *, based_on: int
    ) -> None:
        """Make a text written by hand the text of the page; no machine replaces it afterwards."""
        actor.require(Permission.CORRECT_TEXTS)
        text = _as_written(text)
        standing = self._standing(actor, document_id, position)
        if text == standing.current.text:
            return
        with self._change(actor, "texts.correct", standing, based_on) as (work, page):
            store_text(work, page, _by_hand(standing, text), chosen=True)

    def read_by(
        self, actor: Actor, document_id: int, position: int, method: TextMethod, *, based_on: int
    ) -> None:
        """Read the page of a PDF again by the extractor chosen, and make that its text.

        Raises ``Conflict`` when it gives no letter, or when the file is no PDF.
        """
        actor.require(Permission.CORRECT_TEXTS)
        if method not in EXTRACTORS:
            raise Invalid("field-invalid", field="method", value=method)
        standing = self._standing(actor, document_id, position)
        if standing.file.media_type != MediaType.PDF:
            raise Conflict("extractor-not-for-this-file", document=document_id)
        reading = self._read(standing, method)
        with self._change(actor, "texts.read-by", standing, based_on, method=method) as (
            work,
            page,
        ):
            store_text(work, page, reading, chosen=True)

    def choose(self, actor: Actor, document_id: int, position: int, version: int) -> None:
        """Make an earlier version the text of the page again."""
        actor.require(Permission.CORRECT_TEXTS)
        standing = self._standing(actor, document_id, position)
        wanted = next((one for one in standing.versions if one.version == version), None)
        if wanted is None:
            raise NotFound("version-unknown", version=version)
        current = standing.current
        if wanted is current:
            return
        with self._change(actor, "texts.choose", standing, current.version) as (work, _):
            make_current(
                work, work.get_one(PageText, wanted.id), work.get_one(PageText, current.id)
            )

    def accept(
        self, actor: Actor, document_id: int, positions: Sequence[int], *, accepted: bool = True
    ) -> None:
        """Find the texts of these pages good enough as they are, or take that back."""
        actor.require(Permission.CORRECT_TEXTS)
        action = "texts.accept" if accepted else "texts.doubt"
        with self._transactions.write(
            actor, action, document=document_id, pages=sorted(positions)
        ) as work:
            find_document(work, actor, document_id)
            for text in work.scalars(
                select(PageText)
                .join(PageText.page)
                .where(Page.document_id == document_id, Page.position.in_(positions))
                .where(PageText.current)
                .options(selectinload(PageText.page))
            ):
                text.accepted = accepted
                if accepted:
                    text.page.recognition = None

    def _standing(self, actor: Actor, document_id: int, position: int) -> _Standing:
        with self._transactions.read() as session:
            find_document(session, actor, document_id)
            row = session.execute(
                select(Page, DocumentFile)
                .join(DocumentFile, DocumentFile.id == Page.file_id)
                .where(Page.document_id == document_id, Page.position == position)
                .options(selectinload(Page.texts))
            ).first()
            if row is None:
                raise NotFound("page-unknown", document=document_id, page=position)
            page, file = row
            return _Standing(page, file, page.texts)

    def _read(self, standing: _Standing, method: TextMethod) -> PageReading:
        page = standing.page
        path = self._store.path(standing.file.sha256)
        try:
            raw = reread(path, page.number, method, self._limits)
        except ExtractionFailed as failure:
            raise Conflict("extractor-failed", page=page.position, reason=failure.reason) from None
        (reading,) = through_stages((raw,))
        if not reading.letters:
            raise Conflict("extractor-found-nothing", page=page.position)
        return reading

    @contextmanager
    def _change(
        self, actor: Actor, action: str, standing: _Standing, based_on: int, **facts: object
    ) -> Iterator[tuple[Session, Page]]:
        """Give the page in a transaction that ends with all that follows from a new text."""
        document_id, position = standing.page.document_id, standing.page.position
        with self._transactions.write(
            actor, action, document=document_id, pages=[position], **facts
        ) as work:
            document = find_document(work, actor, document_id)
            page = work.get(Page, standing.page.id)
            current = work.scalars(
                select(PageText).where(PageText.page_id == standing.page.id, PageText.current)
            ).first()
            if page is None or current is None or current.version != based_on:
                raise Conflict("text-changed-meanwhile", document=document_id, page=position)
            yield work, page
            # Whoever chose a text does not wait for the machine to find another.
            page.recognition = None
            _follow(work, document)


def _follow(work: Session, document: Document) -> None:
    work.flush()
    note_languages(work, document)
    remember_likeness(work, document)
    if has_text(work, Page.document_id == document.id):
        bring_back(work, document)
    document.generation += 1


def _by_hand(standing: _Standing, text: str) -> PageReading:
    boxed = next((one for one in _nearest(standing) if one.boxes), None)
    boxes = carry_boxes(unpack_boxes(boxed.boxes or b""), boxed.text, text) if boxed else ()
    page = standing.page
    written = PageReading(page.number, page.label, text, TextMethod.HAND, boxes=boxes)
    (reading,) = through_stages((written,), cleaned=True)
    return reading


def _nearest(standing: _Standing) -> list[PageText]:
    """Return the versions, those first that are most like what is before the person's eyes."""
    return [standing.current, *reversed(standing.versions)]


def _as_written(text: str) -> str:
    """Return a text from a form without what a browser or a keyboard adds unseen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    written = unicodedata.normalize("NFC", clean_characters(lines)).rstrip()
    if len(written) > MOST_CHARACTERS:
        raise Invalid("text-too-long", limit=MOST_CHARACTERS)
    return written
