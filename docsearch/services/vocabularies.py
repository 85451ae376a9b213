"""The vocabularies that describe documents: types and collections."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import bindparam, func, select

from docsearch.domain.documents import STARTING_TYPES
from docsearch.domain.errors import Invalid, NotFound
from docsearch.domain.permissions import Actor, Permission
from docsearch.models import Collection, Document, DocumentType
from docsearch.search.query_tree import Attribute
from docsearch.services.unit_of_work import Transactions

_CODE: Final = re.compile(r"[a-z][a-z-]{0,38}[a-z]")
_LONGEST_NAME: Final = 100
# Every page of results asks this, and making a statement takes as long as asking it.
_TYPES: Final = select(
    DocumentType.code, DocumentType.label_fr, DocumentType.label_ar, DocumentType.label_en
)
_COLLECTIONS: Final = select(Collection).where(
    Collection.code.in_(bindparam("codes", expanding=True))
)


class VocabularyService:
    """Reads and edits the tables of types and collections."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def ensure_types(self, actor: Actor) -> None:
        """Fill the table of types of a new centre."""
        actor.require(Permission.MANAGE_VOCABULARIES)
        with self._transactions.read() as session:
            if session.scalar(select(func.count()).select_from(DocumentType)):
                return
        with self._transactions.write(actor, "vocabularies.start") as work:
            for position, start in enumerate(STARTING_TYPES):
                work.add(DocumentType(**start._asdict(), position=position))

    def types(self) -> list[DocumentType]:
        """List the document types in their order."""
        with self._transactions.read() as session:
            return list(session.scalars(select(DocumentType).order_by(DocumentType.position)))

    def collections(self, actor: Actor) -> list[Collection]:
        """List the collections that hold a document the actor may read."""
        readable = (
            select(Document.collection_code)
            .where(Document.withdrawn_at.is_(None), Document.access.in_(actor.readable()))
            .distinct()
        )
        with self._transactions.read() as session:
            shown = select(Collection).where(Collection.code.in_(readable))
            return list(session.scalars(shown.order_by(Collection.code)))

    def type(self, code: str) -> DocumentType:
        """Return a document type; raise ``NotFound`` when there is none with the code."""
        with self._transactions.read() as session:
            kind = session.get(DocumentType, code)
        if kind is None:
            raise NotFound("type-unknown", type=code)
        return kind

    def save_type(
        self, actor: Actor, code: str, *, label_fr: str, label_ar: str, label_en: str
    ) -> None:
        """Name a type anew, or add it at the end of the table.

        Raises ``Invalid`` for a code that is not made of small Latin letters and hyphens, and for
        a name that is empty or longer than 100 characters.
        """
        actor.require(Permission.MANAGE_VOCABULARIES)
        if not _CODE.fullmatch(code):
            raise Invalid("type-code-invalid", field="code")
        names = {"label_fr": label_fr, "label_ar": label_ar, "label_en": label_en}
        for field, name in names.items():
            if not 1 <= len(name.strip()) <= _LONGEST_NAME:
                raise Invalid("type-name-invalid", field=field, limit=_LONGEST_NAME)
        with self._transactions.write(actor, "vocabularies.save-type") as work:
            kind = work.get(DocumentType, code)
            if kind is None:
                last = work.scalar(select(func.max(DocumentType.position))) or 0
                kind = DocumentType(code=code, position=last + 1)
                work.add(kind)
            for field, name in names.items():
                setattr(kind, field, name.strip())

    def labels(self, actor: Actor, language: str) -> Mapping[Attribute, Mapping[str, str]]:
        """Return the words for the values of the facets that have a table of their own."""
        return {
            Attribute.TYPE: {
                kind.code: getattr(kind, f"label_{language}") for kind in self.types()
            },
            Attribute.COLLECTION: {
                group.code: _title(group, language) for group in self.collections(actor)
            },
        }

    def names(
        self, language: str, collections: Iterable[str]
    ) -> Mapping[Attribute, Mapping[str, str]]:
        """Return the words for all types and for collections that somebody knows of already."""
        with self._transactions.read() as session:
            types = {
                kind.code: getattr(kind, f"label_{language}") for kind in session.execute(_TYPES)
            }
            known = session.scalars(_COLLECTIONS, {"codes": list(collections)})
            groups = {group.code: _title(group, language) for group in known}
        return {Attribute.TYPE: types, Attribute.COLLECTION: groups}


def _title(group: Collection, language: str) -> str:
    titles = [getattr(group, f"title_{language}"), group.title_fr, group.title_ar, group.title_en]
    return next((title for title in titles if title), group.code)
