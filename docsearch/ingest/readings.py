"""The values that the stages of ingestion hand on."""

from dataclasses import dataclass
from enum import StrEnum

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import TextMethod
from docsearch.domain.language import LanguageGuess
from docsearch.domain.references import Citation


class MediaType(StrEnum):
    """The kinds of files that can be read."""

    PDF = "application/pdf"
    TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself; empty where it says nothing."""

    page_count: int
    title: str = ""
    author: str = ""
    created: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page, or one section of a file without pages, as far as the stages have come.

    ``label`` is what the document itself calls it; ``note`` says why a page gave no text.
    """

    number: int
    label: str
    text: str
    method: TextMethod = TextMethod.LAYER
    languages: tuple[LanguageGuess, ...] = ()
    citations: tuple[Citation, ...] = ()
    note: str = ""

    @property
    def letters(self) -> int:
        """Return the number of letters of the text."""
        return sum(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A description of the document for a person to confirm."""

    title: str
    date: PartialDate | None
    authors: tuple[str, ...]
    symbol: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive pages to store together; the batch that holds page one brings the proposal."""

    page_count: int
    pages: tuple[PageReading, ...]
    proposal: Proposal | None
