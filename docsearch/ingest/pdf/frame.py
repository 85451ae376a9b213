"""The page as it is displayed: cropped, turned, and measured from its top left corner."""

import ctypes
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_FINE: Final = 1_000_000
_FAR: Final = 1_000


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates of a page lead to points of what is displayed."""

    width: float
    height: float
    across: tuple[float, float, float]
    down: tuple[float, float, float]

    @property
    def upright(self) -> bool:
        """Tell whether horizontal stays horizontal."""
        return abs(self.across[0]) > abs(self.across[1])

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return the displayed places of points of the page."""
        (a, b, c), (d, e, f) = self.across, self.down
        return a * x + b * y + c, d * x + e * y + f

    def directions(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return where directions on the page lead when it is displayed."""
        (a, b, _), (d, e, _) = self.across, self.down
        return a * x + b * y, d * x + e * y

    def boxes(self, left: Floats, right: Floats, bottom: Floats, top: Floats) -> Floats:
        """Return left, right, top and bottom of boxes as displayed, as four rows."""
        x0, y0 = self.points(left, bottom)
        x1, y1 = self.points(right, top)
        return np.stack(
            (np.minimum(x0, x1), np.maximum(x0, x1), np.minimum(y0, y1), np.maximum(y0, y1))
        )


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """Return the frame of a page, rotation, crop box and unit applied."""
    width, height = page.get_size()
    x0, y0 = _displayed(page, 0, 0)
    x1, y1 = _displayed(page, _FAR, 0)
    x2, y2 = _displayed(page, 0, _FAR)
    across, down = width / _FINE, height / _FINE
    return Frame(
        width,
        height,
        ((x1 - x0) / _FAR * across, (x2 - x0) / _FAR * across, x0 * across),
        ((y1 - y0) / _FAR * down, (y2 - y0) / _FAR * down, y0 * down),
    )


def _displayed(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value, down.value
