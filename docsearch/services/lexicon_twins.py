"""What the centre itself holds in French and in Arabic: titles, and versions of one text."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docsearch.domain.language import ARABIC, FRENCH
from docsearch.domain.permissions import ANONYMOUS
from docsearch.models import Document, DocumentFile, Page, PageText
from docsearch.services.likeness import versions_in
from docsearch.text.lexicon.articles import article_twins
from docsearch.text.lexicon.twins import Kind, Twin, seems_label

_MOST_PAGES: Final = 1_000
_LEAST_SURE: Final = 0.9
_IN_EITHER: Final = DocumentFile.language.in_((FRENCH, ARABIC)) & DocumentFile.replaced_at.is_(None)

# What is learnt of a text is shown to everybody, so the text must be everybody's.
_PUBLIC: Final = Document.access.in_(ANONYMOUS.readable()) & Document.withdrawn_at.is_(None)


def own_twins(session: Session) -> Iterator[Twin]:
    """Yield the titles and the articles that public documents have in both languages."""
    titled = (Document.title_fr != "") & (Document.title_ar != "")
    titles = select(Document.title_fr, Document.title_ar).where(_PUBLIC, titled)
    for french, arabic in session.execute(titles):
        kind = Kind.LABEL if seems_label(french, arabic) else Kind.TEXT
        yield Twin(french, arabic, kind)
    for documents in _versions(session):
        french, arabic = (_text(session, documents, language) for language in (FRENCH, ARABIC))
        yield from article_twins(french, arabic)


def _versions(session: Session) -> Iterator[tuple[int, ...]]:
    """Yield the documents that hold one work: several, or one with files in both languages."""
    for pair, sureness in versions_in(session, ANONYMOUS).items():
        if sureness >= _LEAST_SURE:
            yield pair
    of_public = DocumentFile.document_id.in_(select(Document.id).where(_PUBLIC))
    for document in session.scalars(
        select(DocumentFile.document_id)
        .where(of_public, _IN_EITHER)
        .group_by(DocumentFile.document_id)
        .having(func.count(DocumentFile.language.distinct()) > 1)
    ):
        yield (document,)


def _text(session: Session, documents: Sequence[int], language: str) -> str:
    pages = (
        select(PageText.text)
        .join(Page, Page.id == PageText.page_id)
        .join(DocumentFile, DocumentFile.id == Page.file_id)
        .where(PageText.current, Page.document_id.in_(documents), _IN_EITHER)
        .where(DocumentFile.language == language)
        .order_by(Page.document_id, Page.position)
        .limit(_MOST_PAGES)
    )
    return "\n".join(session.scalars(pages))
