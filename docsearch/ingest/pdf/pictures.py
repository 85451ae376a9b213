"""Whether a PDF page shows a picture that may hold writing."""

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from docsearch.ingest.pdf.pdfium_text import address_of, by_address

_GOOD_PART: Final = 0.25
"""Of the page: more than a logo, less than a scan with broad margins."""

_OBJECTS: Final = 300
"""Pictures of scans are few and drawn first or last."""

_DEPTH: Final = 3
_DRAWN_LETTERS: Final = 150
"""Shapes on a page without text, from which they are probably its letters."""


_object: Final = by_address(
    pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int
)
_kind: Final = by_address(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)


def is_pictured(page: pypdfium2.PdfPage, *, letters: bool) -> bool:
    """Tell whether pictures, or many shapes where there are no ``letters``, fill the page."""
    width, height = page.get_size()
    whole = max(width * height, 1.0)
    covered = 0.0
    shapes = 0
    for address in _objects(page):
        kind = _kind(address)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += 1
        elif kind != pdfium.FPDF_PAGEOBJ_TEXT:
            drawn = ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)
            if _holds_image(drawn, kind):
                covered += _area(drawn)
    return covered >= whole * _GOOD_PART or (not letters and shapes >= _DRAWN_LETTERS)


def _objects(page: pypdfium2.PdfPage) -> Iterator[Any]:
    """Return the addresses of the objects that are looked at."""
    count = pdfium.FPDFPage_CountObjects(page.raw)
    last = range(max(count - _OBJECTS, _OBJECTS), count)
    return map(_object, repeat(address_of(page.raw)), (*range(min(count, _OBJECTS)), *last))


def _holds_image(drawn: Any, kind: int, depth: int = 0) -> bool:
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        return bool(kind == pdfium.FPDF_PAGEOBJ_IMAGE)
    count = min(pdfium.FPDFFormObj_CountObjects(drawn), _OBJECTS)
    inner = (pdfium.FPDFFormObj_GetObject(drawn, index) for index in range(count))
    return depth < _DEPTH and any(
        _holds_image(held, pdfium.FPDFPageObj_GetType(held), depth + 1) for held in inner
    )


def _area(drawn: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
        return 0.0
    return max(right.value - left.value, 0.0) * max(top.value - bottom.value, 0.0)
