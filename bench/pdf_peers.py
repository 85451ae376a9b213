"""Other ways to the text of a PDF: what reads fastest, and what our own extraction adds."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pypdfium2
from pypdf import PdfReader


def _pypdf(path: Path) -> list[str]:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return [page.extract_text() for page in PdfReader(path).pages]


def _pdfium(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


PEERS: Final[Mapping[str, Callable[[Path], list[str]]]] = {
    "for comparison: pypdf alone": _pypdf,
    "for comparison: pypdfium2 text": _pdfium,
}
