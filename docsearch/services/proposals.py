"""The description that a document proposes of itself, written where nobody has confirmed one."""

from collections.abc import Sequence
from typing import Final

from docsearch.domain.access import AccessLevel
from docsearch.domain.language import ARABIC
from docsearch.ingest.readings import PageReading, Proposal
from docsearch.models import Document
from docsearch.services.descriptions import propose
from docsearch.text.arabic import is_arabic

_TITLES: Final = {"title_fr", "title_ar", "title_en"}


def note_proposal(document: Document, proposal: Proposal, first_page: PageReading) -> None:
    """Write the title, date, authors and symbol that the file proposes.

    A title proposed before in another language was misread, and goes. A document about the
    complaint of one person is restricted, until a person decides on its access.
    """
    values: dict[str, object] = {
        "date": proposal.date,
        "authors": list(proposal.authors),
        "symbol": proposal.symbol,
    }
    # A public copy was made of such a document for everybody to read.
    if proposal.complaint and document.redacts_id is None:
        values["access"] = AccessLevel.RESTRICTED
    if not _TITLES & set(document.confirmed):
        field = _title_field(proposal.title, [guess.code for guess in first_page.languages])
        for other in _TITLES - {field}:
            setattr(document, other, "")
        values[field] = proposal.title
    propose(document, values)


def _title_field(title: str, languages: Sequence[str]) -> str:
    if is_arabic(title):
        return f"title_{ARABIC}"
    return "title_en" if languages[:1] == ["en"] else "title_fr"
