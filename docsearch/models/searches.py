"""What people looked for in vain."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from docsearch.models.base import Base


class UnansweredSearch(Base):
    """A query that found nothing, whoever asked it: nothing here tells who, nor at what hour.

    ``key`` is the folded query, under which spellings of the same are counted together; ``query``
    is the first of them.
    """

    __tablename__ = "unanswered_searches"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    query: Mapped[str] = mapped_column(String(200))
    times: Mapped[int] = mapped_column(default=1)
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
