"""What the index still shows although it may not."""

from typing import Final

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from docsearch.domain.permissions import Actor
from docsearch.models import Document

# Every search asks this, and making a statement takes as long as asking it.
_HIDDEN: Final = select(Document.id).where(
    Document.indexed_generation != Document.generation,
    or_(
        Document.withdrawn_at.is_not(None),
        Document.access.not_in(bindparam("readable", expanding=True)),
    ),
)


def hidden_from(session: Session, actor: Actor) -> frozenset[int]:
    """Return the documents that the index still shows although the actor may not see them."""
    return frozenset(session.scalars(_HIDDEN, {"readable": list(actor.readable())}))
