"""The glyphs that a PDF page shows and where they stand, as pdfium sees them."""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.pdf.frame import Floats

PAGE_CHARACTERS: Final = 100_000
"""More than any printed page holds; what exceeds it was made to exhaust the reader."""


def by_address(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a pdfium function that takes, and answers with, addresses as plain numbers.

    A page has thousands of characters and pdfium answers for one at a time: building a
    pointer object for every answer would take longer than the answers.
    """
    address = address_of(function)
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def address_of(pointer: Any) -> int | None:
    """Return where in memory a function or an object of pdfium is."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


def _of_character(function: Any, pointers: int) -> Callable[..., Any]:
    """Return a function of a text page, the index of a character, and places for its results."""
    results = [ctypes.c_void_p] * pointers
    return by_address(function, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *results)


_origin: Final = _of_character(pdfium.FPDFText_GetCharOrigin, 2)
_loose_box: Final = _of_character(pdfium.FPDFText_GetLooseCharBox, 1)
_ink_box: Final = _of_character(pdfium.FPDFText_GetCharBox, 4)
_matrix: Final = _of_character(pdfium.FPDFText_GetMatrix, 1)


class TextPage:
    """The text of one page; ``characters`` holds one character for every index of pdfium."""

    def __init__(self, page: pypdfium2.PdfPage, number: int) -> None:
        self._text_page = page.get_textpage()
        self._raw = self._text_page.raw
        self._address = address_of(self._raw)
        count = max(pdfium.FPDFText_CountChars(self._raw), 0)
        if count > PAGE_CHARACTERS:
            detail = f"page {number} holds {count} characters"
            raise ExtractionFailed(FailureReason.TOO_LARGE, detail)
        self.characters = self._read(count)

    def close(self) -> None:
        """Let go of what pdfium holds for the page."""
        self._text_page.close()

    def _read(self, count: int) -> str:
        buffer = (ctypes.c_ushort * (2 * count + 1))()
        written = pdfium.FPDFText_GetText(self._raw, 0, count, buffer) if count else 0
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        # pdfium leaves out what has no code, but counts it.
        codes = map(pdfium.FPDFText_GetUnicode, repeat(self._raw), range(count))
        return "".join(map(_character, codes))

    def origins(self) -> Floats:
        """Return x and y of the origin of every character, as two rows."""
        found = np.zeros((2, len(self.characters)))
        _call(_origin, self._address, range(len(self.characters)), *map(_rows, found))
        return found

    def loose_boxes(self, indexes: Iterable[int] | None = None) -> Floats:
        """Return left, right, bottom, top of the characters with their advance, as four rows."""
        wanted = range(len(self.characters)) if indexes is None else list(indexes)
        found = np.zeros((len(wanted), 4), np.float32)
        _call(_loose_box, self._address, wanted, _rows(found))
        # pdfium: left, top, right, bottom.
        return found.T[[0, 2, 3, 1]].astype(np.float64)

    def ink_boxes(self, indexes: Iterable[int]) -> Floats:
        """Return left, right, bottom, top of what the characters draw, as four rows."""
        wanted = list(indexes)
        found = np.zeros((4, len(wanted)))
        _call(_ink_box, self._address, wanted, *map(_rows, found))
        return found

    def matrices(self, indexes: Iterable[int]) -> Floats:
        """Return the first four members of the matrices of the characters, as four rows."""
        wanted = list(indexes)
        found = np.zeros((len(wanted), 6), np.float32)
        _call(_matrix, self._address, wanted, _rows(found))
        return found.T[:4].astype(np.float64)

    def font_sizes(self, indexes: Iterable[int]) -> Floats:
        """Return the font sizes of the characters, before their matrices."""
        sizes = map(pdfium.FPDFText_GetFontSize, repeat(self._raw), indexes)
        return np.fromiter(sizes, np.float64)


def _call(
    function: Callable[..., Any], page: int | None, wanted: Iterable[int], *results: range
) -> None:
    deque(map(function, repeat(page), wanted, *results), maxlen=0)


def _rows(array: npt.NDArray[Any]) -> range:
    """Return the addresses of the members of the first dimension."""
    start, step = array.ctypes.data, array.strides[0]
    return range(start, start + step * len(array), step or 1)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
