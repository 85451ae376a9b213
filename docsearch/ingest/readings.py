"""The values that the stages of ingestion hand on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from docsearch.domain.boxes import WordBox
from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import Notice, TextMethod
from docsearch.domain.language import LanguageGuess
from docsearch.domain.references import Citation


class MediaType(StrEnum):
    """The kinds of files that can be read."""

    PDF = "application/pdf"
    TEXT = "text/plain"


USABLE_SCORE: Final = 0.65
"""The quality of a text below which its page is read again, from its picture."""

_FEWEST_LETTERS: Final = 15


class Heading(NamedTuple):
    """A line of the table of contents that a file carries; ``level`` counts from 1."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself; empty where it says nothing."""

    page_count: int
    title: str = ""
    author: str = ""
    created: PartialDate | None = None
    outline: tuple[Heading, ...] = ()
    notices: frozenset[Notice] = frozenset()


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page, or one section of a file without pages, as far as the stages have come.

    ``label`` is what the document itself calls it; ``note`` says why a page gave no text.
    ``boxes`` always refer to ``text``, in its order. ``pictured`` says that the page shows a
    picture that may hold writing. ``original`` is the text before ``repaired`` of its words were
    put right, and empty when none was. ``score`` is the quality of the text, ``confidence`` what
    the recognition thought of its own work, both from 0 to 1.
    """

    number: int
    label: str
    text: str
    method: TextMethod = TextMethod.LAYER
    languages: tuple[LanguageGuess, ...] = ()
    citations: tuple[Citation, ...] = ()
    note: str = ""
    boxes: tuple[WordBox, ...] = ()
    pictured: bool = False
    original: str = ""
    repaired: int = 0
    score: float = 0.0
    confidence: float | None = None

    @property
    def unusable(self) -> bool:
        """Tell whether the picture of the page would probably give a better text."""
        if self.letters < _FEWEST_LETTERS:
            return self.pictured
        return self.score < USABLE_SCORE

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

    properties: Properties
    pages: tuple[PageReading, ...]
    proposal: Proposal | None
