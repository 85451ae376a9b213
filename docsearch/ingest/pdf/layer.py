"""The text of a PDF page as pdfium puts it together, for pages that run from left to right."""

from typing import Final

import numpy as np

from docsearch.domain.boxes import WordBox
from docsearch.ingest.pdf.frame import Floats, Frame, Truths
from docsearch.ingest.pdf.pdfium_text import TextPage
from docsearch.ingest.pdf.positions import PageText, box_rows
from docsearch.text.carrying import WORD, carry_boxes
from docsearch.text.characters import clean_lines

_MOST: Final = 0.5


def read_layer(page: TextPage, frame: Frame) -> PageText:
    """Return pdfium's text of the page in the order of drawing."""
    drawn = page.characters
    words = [match.span() for match in WORD.finditer(drawn)]
    if not words:
        return PageText("", ())
    begin = frame.boxes(*page.loose_boxes([start for start, _ in words]))
    end = frame.boxes(*page.loose_boxes([end - 1 for _, end in words]))
    # A word that goes on in another line is shown where it begins.
    end = np.where(_level(begin[:2], end[:2]) | _level(begin[2:], end[2:]), end, begin)
    rows = box_rows(
        np.minimum(begin[0], end[0]),
        np.maximum(begin[1], end[1]),
        np.minimum(begin[2], end[2]),
        np.maximum(begin[3], end[3]),
        frame,
    )
    text = "\n".join(clean_lines(drawn))
    spans = [match.span() for match in WORD.finditer(text)]
    if len(spans) == len(words):
        return PageText(text, _boxes(spans, rows))
    return PageText(text, carry_boxes(_boxes(words, rows), drawn, text))


def _boxes(spans: list[tuple[int, int]], rows: list[list[int]]) -> tuple[WordBox, ...]:
    return tuple(WordBox._make((*span, *row)) for span, row in zip(spans, rows, strict=True))


def _level(some: Floats, others: Floats) -> Truths:
    """Tell which intervals have most of the shorter one in common."""
    shared = np.minimum(some[1], others[1]) - np.maximum(some[0], others[0])
    least = np.minimum(some[1] - some[0], others[1] - others[0]) * _MOST
    level: Truths = shared > least
    return level
