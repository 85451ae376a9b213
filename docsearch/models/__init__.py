"""What the centre remembers: SQLAlchemy models, one module per topic."""

from docsearch.models.accounts import Organisation, Role, SignInLink, User
from docsearch.models.base import Base
from docsearch.models.changes import ChangeRecord
from docsearch.models.documents import (
    Collection,
    Document,
    DocumentBand,
    DocumentFile,
    DocumentType,
    StoredFile,
)
from docsearch.models.lexicon import LearntLexicon, LexiconDecision
from docsearch.models.pages import CitationFound, Page, PageText
from docsearch.models.searches import UnansweredSearch

__all__ = [
    "Base",
    "ChangeRecord",
    "CitationFound",
    "Collection",
    "Document",
    "DocumentBand",
    "DocumentFile",
    "DocumentType",
    "LearntLexicon",
    "LexiconDecision",
    "Organisation",
    "Page",
    "PageText",
    "Role",
    "SignInLink",
    "StoredFile",
    "UnansweredSearch",
    "User",
]
