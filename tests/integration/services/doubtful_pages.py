"""Pages that a librarian should look at, made without a file that is really bad."""

from typing import Any

from sqlalchemy import select

from docsearch.domain.permissions import SYSTEM
from docsearch.models import Page, PageText
from docsearch.services.centre import Centre


def doubt(centre: Centre, document: int, position: int = 1, **facts: Any) -> None:
    """Write what a machine might have thought of the present text of a page."""
    with centre.transactions.write(SYSTEM, "test") as session:
        text = session.scalars(
            select(PageText)
            .join(PageText.page)
            .where(Page.document_id == document, Page.position == position, PageText.current)
        ).one()
        page = session.get_one(Page, text.page_id)
        for name, value in facts.items():
            setattr(page if name.startswith("recognition") else text, name, value)
