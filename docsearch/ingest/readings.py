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
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    HTML = "text/html"
    EPUB = "application/epub+zip"
    EML = "message/rfc822"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    ZIP = "application/zip"


USABLE_SCORE: Final = 0.65
"""The quality of a text below which its page is read again, from its picture."""

DOUBTFUL_CONFIDENCE: Final = 0.5
"""The confidence up to which a recognised text wants somebody's eye."""

FEWEST_LETTERS: Final = 15
"""The letters below which a page has no text to speak of."""


def better_text(found: tuple[int, float], other: tuple[int, float]) -> bool:
    """Tell which of two texts of a page is better, from their letters and scores."""
    if min(found[0], other[0]) < FEWEST_LETTERS:
        # A score of so little says nothing: whichever has more sound letters.
        return found[0] * found[1] > other[0] * other[1]
    return found[1] > other[1]


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
    the recognition thought of its own work, both from 0 to 1; the latter is at most
    ``DOUBTFUL_CONFIDENCE`` when writing was overlooked or figures look misread.
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
        if self.letters < FEWEST_LETTERS:
            return self.pictured or self.text.count("\ufffd") >= FEWEST_LETTERS
        return self.score < USABLE_SCORE

    def betters(self, other: "PageReading") -> bool:
        """Tell whether this is the better text of the same page."""
        return better_text((self.letters, self.score), (other.letters, other.score))

    @property
    def letters(self) -> int:
        """Return the number of letters of the text."""
        return sum(map(str.isalpha, self.text))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A description of the document for a person to confirm.

    ``complaint`` says that the document seems to be about the complaint of one person.
    """

    title: str
    date: PartialDate | None
    authors: tuple[str, ...]
    symbol: str | None
    complaint: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive pages to store together; the batch that holds page one brings the proposal."""

    properties: Properties
    pages: tuple[PageReading, ...]
    proposal: Proposal | None
