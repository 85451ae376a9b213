"""Documents found: what the database says of what the index proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.orm import Session

from docsearch.domain.language import ARABIC
from docsearch.domain.permissions import Actor
from docsearch.models import Document, DocumentFile, Page
from docsearch.search.ports import Excerpt, Hit, Match, PageHit
from docsearch.search.snippets import Snippet, snippet
from docsearch.services.documents import may_read
from docsearch.text.scripts import is_mostly_arabic

_FILE_NAME: Final = (
    select(DocumentFile.name)
    .where(DocumentFile.document_id == Document.id, DocumentFile.replaced_at.is_(None))
    .order_by(DocumentFile.position)
    .limit(1)
    .scalar_subquery()
)
# Making a statement takes as long as asking it.
_DOCUMENTS: Final = select(Document, _FILE_NAME).where(
    Document.id.in_(bindparam("ids", expanding=True))
)
_LABELS: Final = select(Page.document_id, Page.position, Page.label).where(
    tuple_(Page.document_id, Page.position).in_(bindparam("places", expanding=True))
)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of a document found, with the passage that answers and the language of that."""

    position: int
    label: str
    score: float
    snippet: Snippet
    language: str


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document found, with its best pages first; ``document`` comes without its files.

    ``title`` marks what matched in the title shown; ``described`` is the part of the rest of the
    description that answers, where no page holds the words. ``hit`` is what the index said.
    """

    document: Document
    file_name: str
    hit: Hit
    pages: tuple[FoundPage, ...]
    title: Snippet | None = None
    described: Snippet | None = None

    @property
    def score(self) -> float:
        """Return how well it answers."""
        return self.hit.score

    @property
    def matching_pages(self) -> int:
        """Return how many pages match, those not shown included."""
        return self.hit.matching_pages


def found_documents(
    session: Session, actor: Actor, hits: Sequence[Hit]
) -> tuple[FoundDocument, ...]:
    """Return what the actor may read of the hits, in their order."""
    ids = [hit.document for hit in hits]
    # The index only proposes: the database knows who may read.
    rows = session.execute(_DOCUMENTS, {"ids": ids}).all() if ids else []
    documents = {document.id: (document, name) for document, name in rows}
    readable = {number for number, (document, _) in documents.items() if may_read(actor, document)}
    known = [hit for hit in hits if hit.document in readable]
    labels = _labels(session, known)
    return tuple(_found(*documents[hit.document], hit, labels) for hit in known)


def _found(
    document: Document, file_name: str | None, hit: Hit, labels: Mapping[tuple[int, int], str]
) -> FoundDocument:
    pages = tuple(
        _page(document, page, page.excerpt, labels.get((hit.document, page.page), ""))
        for page in hit.pages
        if page.excerpt is not None
    )
    title, described = _description(document, hit.description)
    return FoundDocument(document, file_name or "", hit, pages, title, None if pages else described)


def _page(document: Document, page: PageHit, excerpt: Excerpt, label: str) -> FoundPage:
    shown = snippet(excerpt)
    return FoundPage(page.page, label, page.score, shown, _language(document, shown))


def _language(document: Document, shown: Snippet) -> str:
    """Return the language of a passage: its script tells Arabic, the document the others."""
    if is_mostly_arabic("".join(fragment.text for fragment in shown.fragments)):
        return ARABIC
    return next((code for code in document.languages if code != ARABIC), "")


def _description(
    document: Document, excerpt: Excerpt | None
) -> tuple[Snippet | None, Snippet | None]:
    """Return the title shown with its matches, and the first other line that has some."""
    title: Snippet | None = None
    described: Snippet | None = None
    for line in _matching_lines(excerpt) if excerpt else ():
        if line.text == document.title:
            title = title or snippet(line, width=len(line.text))
        else:
            described = described or snippet(line)
    return title, described


def _matching_lines(excerpt: Excerpt) -> list[Excerpt]:
    lines, start = [], 0
    for text in excerpt.text.split("\n"):
        end = start + len(text)
        matches = tuple(
            Match(match.start - start, match.end - start, match.leaf)
            for match in excerpt.matches
            if start <= match.start and match.end <= end
        )
        if matches:
            lines.append(Excerpt(text, matches))
        start = end + 1
    return lines


def _labels(session: Session, hits: Sequence[Hit]) -> dict[tuple[int, int], str]:
    """Return what is printed on the pages shown, where that is not their place in the file."""
    wanted = [(hit.document, page.page) for hit in hits for page in hit.pages]
    if not wanted:
        return {}
    rows = session.execute(_LABELS, {"places": wanted})
    return {(document, position): label for document, position, label in rows}
