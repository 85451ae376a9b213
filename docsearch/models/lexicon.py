"""The lexicon of the centre: what people decided of words, and what was learnt from its texts."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from docsearch.models.base import Audited, Base, now


class LexiconDecision(Audited, Base):
    """What people decided of a French and an Arabic word or phrase.

    ``probability`` counts in both directions; 0 forbids the pair. The stems, with spaces between,
    are what tells one pair from another, however it is written.
    """

    __tablename__ = "lexicon_decisions"
    __table_args__ = (UniqueConstraint("french_stems", "arabic_stems"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    french: Mapped[str] = mapped_column(String(200))
    arabic: Mapped[str] = mapped_column(String(200))
    french_stems: Mapped[str] = mapped_column(String(200))
    arabic_stems: Mapped[str] = mapped_column(String(200))
    probability: Mapped[float]
    decided_at: Mapped[datetime] = mapped_column(default=now)


class LearntLexicon(Base):
    """The lexicon that was last learnt from the centre's own pairs, packed."""

    __tablename__ = "learnt_lexicons"

    id: Mapped[int] = mapped_column(primary_key=True)
    learnt_at: Mapped[datetime] = mapped_column(default=now)
    pairs: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
