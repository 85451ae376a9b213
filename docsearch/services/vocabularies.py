"""The vocabularies that describe documents: types and collections."""

from collections.abc import Mapping

from sqlalchemy import func, select

from docsearch.domain.documents import STARTING_TYPES
from docsearch.domain.errors import Invalid
from docsearch.domain.permissions import Actor, Permission
from docsearch.models import Collection, Document, DocumentType
from docsearch.search.ports import Attribute
from docsearch.services.unit_of_work import Transactions


class VocabularyService:
    """Reads and edits the tables of types and collections."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def ensure_types(self, actor: Actor) -> None:
        """Fill the table of types of a new centre."""
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

    def save_type(
        self, actor: Actor, code: str, *, label_fr: str, label_ar: str, label_en: str
    ) -> None:
        """Change the labels of a type, or add it at the end of the table.

        Raises ``Invalid`` when the code or a label is empty.
        """
        actor.require(Permission.MANAGE_VOCABULARIES)
        if not all(text.strip() for text in (code, label_fr, label_ar, label_en)):
            raise Invalid("type-incomplete")
        with self._transactions.write(actor, "vocabularies.save-type") as work:
            kind = work.get(DocumentType, code)
            if kind is None:
                last = work.scalar(select(func.max(DocumentType.position))) or 0
                kind = DocumentType(code=code[:40], position=last + 1)
                work.add(kind)
            kind.label_fr, kind.label_ar = label_fr.strip()[:100], label_ar.strip()[:100]
            kind.label_en = label_en.strip()[:100]

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


def _title(group: Collection, language: str) -> str:
    titles = [getattr(group, f"title_{language}"), group.title_fr, group.title_ar, group.title_en]
    return next((title for title in titles if title), group.code)
