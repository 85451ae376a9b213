"""The text of a PDF page as pdfium puts it together, for pages that run from left to right."""

from typing import Final

import numpy as np

from docsearch.ingest.pdf.frame import Floats, Frame, Truths
from docsearch.ingest.pdf.pdfium_text import TextPage
from docsearch.ingest.pdf.positions import PageText, word_boxes
from docsearch.text.carrying import WORD, carry_boxes
from docsearch.text.characters import clean_lines

_MOST: Final = 0.5


def read_layer(page: TextPage, frame: Frame) -> PageText:
    """Return pdfium's text of the page in the order of drawing."""
    drawn = page.characters
    words = [match.span() for match in WORD.finditer(drawn)]
    if not words:
        return PageText("", ())
    edges = [start for start, _ in words] + [end - 1 for _, end in words]
    begin, end = np.split(frame.boxes(*page.loose_boxes(edges)), 2, axis=1)
    # A word that goes on in another line is shown where it begins.
    end = np.where(_level(begin[:2], end[:2]) | _level(begin[2:], end[2:]), end, begin)
    least, most = np.minimum(begin, end), np.maximum(begin, end)
    sides = (least[0], most[1], least[2], most[3])
    text = "\n".join(clean_lines(drawn))
    spans = [match.span() for match in WORD.finditer(text)]
    if len(spans) == len(words):
        return PageText(text, tuple(word_boxes(spans, sides, frame)))
    return PageText(text, carry_boxes(word_boxes(words, sides, frame), drawn, text))


def _level(some: Floats, others: Floats) -> Truths:
    """Tell which intervals have most of the shorter one in common."""
    shared = np.minimum(some[1], others[1]) - np.maximum(some[0], others[0])
    least = np.minimum(some[1] - some[0], others[1] - others[0]) * _MOST
    level: Truths = shared > least
    return level
