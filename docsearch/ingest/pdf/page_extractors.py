"""One page of a PDF by each of the extractors, and by the one that suits it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import pypdfium2
from pypdf import PageObject

from docsearch.domain.documents import FailureReason, TextMethod
from docsearch.ingest.failures import ExtractionFailed, describe
from docsearch.ingest.pdf.frame import Frame, frame_of
from docsearch.ingest.pdf.layer import read_layer
from docsearch.ingest.pdf.pdfium_text import PAGE_CHARACTERS, TextPage
from docsearch.ingest.pdf.pictures import is_pictured
from docsearch.ingest.pdf.positions import PageText, read_positions
from docsearch.ingest.readings import FEWEST_LETTERS, USABLE_SCORE, PageReading
from docsearch.text.characters import clean_characters
from docsearch.text.lam_alef import repair_lam_alef
from docsearch.text.quality import quality
from docsearch.text.visual_order import has_right_to_left

_GOOD_SCORE: Final = 0.85
_BETTER: Final = 0.05
_GLIMPSE: Final = 600
_SAMPLE: Final = 2_500
"""Characters of a page that tell how well it was read."""

_VAIN_ATTEMPTS: Final = 3
"""Pages on which an extractor does no better before it is asked no more: one program made all."""

# False bold: every letter of several words drawn twice, a little apart.
_DOUBLED_LINE: Final = re.compile(r"^(?=.*\S[ \t]+\S)(?:(\S)\1|[ \t])+\r?$", re.MULTILINE)
_PAIR: Final = re.compile(r"(\S)\1")

_BY_PDFIUM: Final[Mapping[TextMethod, Callable[[TextPage, Frame], PageText]]] = {
    TextMethod.LAYER: read_layer,
    TextMethod.POSITIONS: read_positions,
}
_OTHER: Final = {
    TextMethod.LAYER: TextMethod.POSITIONS,
    TextMethod.POSITIONS: TextMethod.LAYER,
}


class PageExtractors:
    """The ways to the text of the pages of one PDF that pypdf has opened."""

    def __init__(self, path: Path, pages: Sequence[PageObject]) -> None:
        self._path = path
        self._pages = pages
        self._vain_attempts: Counter[TextMethod] = Counter()
        self._pdfium: pypdfium2.PdfDocument | None = None
        self._asked_pdfium = False

    def close(self) -> None:
        """Let go of the file."""
        if self._pdfium is not None:
            self._pdfium.close()
            self._pdfium = None

    def read(self, number: int, label: str) -> PageReading:
        """Return page ``number`` by the extractor that suits it; raise ExtractionFailed."""
        pdf = self._opened_by_pdfium()
        with suppress(pypdfium2.PdfiumError):
            if pdf is not None:
                return self._by_pdfium(pdf, number, label, None)
        return self.by_fallback(number, label)

    def read_by(self, method: TextMethod, number: int, label: str) -> PageReading:
        """Return page ``number`` by the extractor that somebody chose; raise ExtractionFailed."""
        if method not in _BY_PDFIUM:
            return self.by_fallback(number, label)
        pdf = self._opened_by_pdfium()
        if pdf is None:
            raise ExtractionFailed(FailureReason.DAMAGED, "pdfium does not open the file")
        try:
            return self._by_pdfium(pdf, number, label, method)
        except pypdfium2.PdfiumError as error:
            raise ExtractionFailed(FailureReason.DAMAGED, describe(error)) from error

    def _opened_by_pdfium(self) -> pypdfium2.PdfDocument | None:
        # Not before it is needed: opening a file may be what kills pdfium.
        if not self._asked_pdfium:
            self._asked_pdfium = True
            with suppress(pypdfium2.PdfiumError):
                self._pdfium = pypdfium2.PdfDocument(self._path)
            # Where they do not see the same pages, pypdf's are those that have numbers and labels.
            if self._pdfium is not None and len(self._pdfium) != len(self._pages):
                self.close()
        return self._pdfium

    def by_fallback(self, number: int, label: str) -> PageReading:
        """Return page ``number`` as pypdf reads it, with a note when it cannot."""
        try:
            text = self._pages[number - 1].extract_text()
        except MemoryError:
            raise
        except Exception as error:
            return PageReading(number, label, "", TextMethod.FALLBACK, note=describe(error))
        if len(text) > PAGE_CHARACTERS:
            detail = f"page {number} holds {len(text)} characters"
            raise ExtractionFailed(FailureReason.TOO_LARGE, detail)
        return PageReading(number, label, _without_doubles(text), TextMethod.FALLBACK)

    def _by_pdfium(
        self, pdf: pypdfium2.PdfDocument, number: int, label: str, method: TextMethod | None
    ) -> PageReading:
        with closing(pdf[number - 1]) as page, closing(TextPage(page, number)) as text_page:
            letters = _has_letters(text_page.characters)
            pictured = is_pictured(page, letters=letters) or (
                not letters and _has_nameless_glyphs(text_page.characters)
            )
            reading = PageReading(number, label, "", pictured=pictured)
            frame = frame_of(page)
            chosen = method or _suited(text_page.characters)
            first = _filled(reading, chosen, text_page, frame)
            if method is not None:
                return first
            if not first.text.strip():
                # What pdfium passes over in silence, pypdf may read, or tell what is wrong.
                other = self.by_fallback(number, label)
                found = other if other.text.strip() else first
                return replace(found, note=other.note, pictured=pictured)
            if not _has_letters(first.text):
                return first
            return self._better(first, text_page, frame)

    def _better(self, first: PageReading, text_page: TextPage, frame: Frame) -> PageReading:
        """Return the page by the extractor whose words are known ones."""
        enough = _GOOD_SCORE if first.method == TextMethod.POSITIONS else USABLE_SCORE
        if worth(first.text[:_GLIMPSE]) >= enough:
            return first
        best, most = first, worth(first.text)
        for method in (_OTHER[first.method], TextMethod.FALLBACK):
            if most >= (USABLE_SCORE if method == TextMethod.FALLBACK else enough):
                break
            if self._vain_attempts[method] >= _VAIN_ATTEMPTS:
                continue
            if method == TextMethod.FALLBACK:
                other = self.by_fallback(first.number, first.label)
            else:
                other = _filled(first, method, text_page, frame)
            found = worth(other.text)
            # Without places for its words, what pypdf reads must be good to be better.
            least = USABLE_SCORE if method == TextMethod.FALLBACK else 0.0
            better = found > max(most + _BETTER, least)
            self._vain_attempts[method] = 0 if better else self._vain_attempts[method] + 1
            if better:
                best, most = replace(other, pictured=first.pictured), found
        return best


def _suited(characters: str) -> TextMethod:
    if has_right_to_left(characters) or _DOUBLED_LINE.search(characters):
        return TextMethod.POSITIONS
    return TextMethod.LAYER


def _filled(
    reading: PageReading, method: TextMethod, text_page: TextPage, frame: Frame
) -> PageReading:
    text, boxes = _BY_PDFIUM[method](text_page, frame)
    return replace(reading, text=text, boxes=boxes, method=method)


def worth(text: str) -> float:
    """Return the quality of the text as the later stages will leave it."""
    return quality(repair_lam_alef(clean_characters(text[:_SAMPLE])).text)


def _has_letters(text: str) -> bool:
    return any(islice(filter(None, map(str.isalpha, text)), FEWEST_LETTERS - 1, None))


def _has_nameless_glyphs(text: str) -> bool:
    """Tell whether signs are drawn of which the font does not say what they mean."""
    return sum(not (sign.isprintable() or sign.isspace()) for sign in text) >= FEWEST_LETTERS


def _without_doubles(text: str) -> str:
    return _DOUBLED_LINE.sub(lambda line: _PAIR.sub(r"\1", line.group()), text)
