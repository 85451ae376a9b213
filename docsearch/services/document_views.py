"""What reading a document gives: pages, files, citations, figures, and how far it has come."""

from dataclasses import dataclass
from pathlib import Path

from docsearch.domain.documents import DocumentState
from docsearch.models import CitationFound, Document, DocumentFile, Page, PageText


@dataclass(frozen=True, slots=True)
class PageView:
    """A page as a reader sees it: its document, its current text, what it cites."""

    document: Document
    page: Page
    text: PageText
    citations: tuple[CitationFound, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a document has come; ``finished`` once it is indexed, unpacked, or has failed."""

    state: DocumentState
    reason: str | None
    detail: str
    finished: bool


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file of a document and where its bytes can be read."""

    file: DocumentFile
    path: Path


@dataclass(frozen=True, slots=True)
class Figures:
    """How many documents and pages an actor may search."""

    documents: int
    pages: int


@dataclass(frozen=True, slots=True)
class CitationGroup:
    """One thing a document cites, with the positions of the pages that cite it."""

    key: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents that a file carries, and the position of its page."""

    level: int
    title: str
    position: int
    label: str


def standing_of(document: Document) -> Standing:
    """Return how far the document has come."""
    arrived = document.state in {DocumentState.INDEXED, DocumentState.UNPACKED}
    seen = document.indexed_generation == document.generation
    return Standing(
        document.state,
        document.failure_reason,
        document.failure_detail,
        finished=document.state is DocumentState.FAILED or (arrived and seen),
    )
