"""Other ways to the text of a PDF: what reads fastest, and what our own extraction adds."""

import logging
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pypdfium2
from pypdf import PdfReader

PdfPeer = Callable[[Path], list[str]]
"""Gives the text of each page."""


def pypdf(path: Path) -> list[str]:
    """Read by pypdf alone."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return [page.extract_text() for page in PdfReader(path).pages]


def pdfium(path: Path) -> list[str]:
    """Read by pypdfium2 as it comes."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def pdftotext(path: Path) -> list[str]:
    """Read by poppler's command, which need not be installed for anything else."""
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "replace").removesuffix("\f").split("\f")


PEERS: Final[Mapping[str, PdfPeer]] = {
    "for comparison: pypdf alone": pypdf,
    "for comparison: pypdfium2 text": pdfium,
}
