"""Pictures of pages, drawn once and kept."""

import os
import tempfile
from pathlib import Path
from threading import Semaphore
from typing import Final

from sqlalchemy import select

from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import Actor
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.page_image import draw_page
from docsearch.ingest.page_picture import DRAWN_TYPES
from docsearch.ingest.readings import MediaType
from docsearch.models import DocumentFile, Page
from docsearch.services.documents import DocumentService
from docsearch.services.unit_of_work import Transactions
from docsearch.storage import FileStore

_DRAWN_AT_ONCE: Final = 2


class PageImageService:
    """Shows what a page looks like.

    The folder only keeps what can be drawn again: it may be emptied at any time.
    """

    def __init__(
        self,
        transactions: Transactions,
        documents: DocumentService,
        store: FileStore,
        folder: Path,
        *,
        limits: Limits,
    ) -> None:
        self._transactions = transactions
        self._documents = documents
        self._store = store
        self._folder = folder
        self._limits = limits
        # Every visitor can ask for pictures: they must not take the whole machine.
        self._turn = Semaphore(_DRAWN_AT_ONCE)

    def image(self, actor: Actor, document_id: int, position: int) -> Path:
        """Return a WebP picture of the page; raise ``NotFound`` when it cannot be drawn."""
        self._documents.show(actor, document_id)
        file, number = self._place(document_id, position)
        kind = MediaType(file.media_type)
        picture = self._folder / file.sha256[:2] / file.sha256 / f"{number}.webp"
        if not picture.is_file():
            self._draw(file.sha256, kind, number, picture)
        return picture

    def _place(self, document_id: int, position: int) -> tuple[DocumentFile, int]:
        with self._transactions.read() as session:
            row = session.execute(
                select(DocumentFile, Page.number)
                .join(Page, Page.file_id == DocumentFile.id)
                .where(Page.document_id == document_id, Page.position == position)
            ).first()
        if row is None or row[0].media_type not in DRAWN_TYPES:
            raise NotFound("page-image-missing", document=document_id, page=position)
        return row[0], row[1]

    def _draw(self, sha256: str, kind: MediaType, number: int, picture: Path) -> None:
        source = self._store.path(sha256)
        try:
            with self._turn:
                (content,) = run_isolated(draw_page, source, kind, number, limits=self._limits)
        except (ExtractionFailed, ValueError):
            raise NotFound("page-image-missing", page=number) from None
        picture.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=picture.parent)
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
        # Two requests may draw the same page: the last one wins, whole.
        Path(name).replace(picture)
