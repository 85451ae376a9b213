"""Pictures of pages made easier to recognise."""

from typing import Final

import numpy
from numpy.typing import NDArray
from PIL import Image, ImageOps

_DARK: Final = 100
_MOSTLY: Final = 0.7
_DEEPEST_BORDER: Final = 0.12
"""Share of the page that the black edge of a photocopy may take."""

_CUT_OFF: Final = 0.5
_WHITE: Final = 255


def cleaned(picture: Image.Image) -> Image.Image:
    """Return the picture of a page in grey, dark on light, without black edges."""
    grey = ImageOps.grayscale(picture)
    pixels = numpy.asarray(grey)
    if pixels.mean() < _DARK:
        grey = ImageOps.invert(grey)
        pixels = numpy.asarray(grey)
    return ImageOps.autocontrast(_without_edges(grey, pixels), cutoff=_CUT_OFF)


def _without_edges(grey: Image.Image, pixels: NDArray[numpy.uint8]) -> Image.Image:
    dark = pixels < _DARK
    columns, rows = dark.mean(axis=0) > _MOSTLY, dark.mean(axis=1) > _MOSTLY
    left, right = _depth(columns), _depth(columns[::-1])
    top, bottom = _depth(rows), _depth(rows[::-1])
    if not any((left, right, top, bottom)):
        return grey
    inner = grey.crop((left, top, grey.width - right, grey.height - bottom))
    sheet = Image.new("L", grey.size, _WHITE)
    sheet.paste(inner, (left, top))
    return sheet


def _depth(dark: NDArray[numpy.bool_]) -> int:
    """Return how far a dark edge reaches from the beginning."""
    within = dark[: int(len(dark) * _DEEPEST_BORDER)]
    found = numpy.flatnonzero(within)
    return int(found[-1]) + 1 if len(found) and found[0] < len(within) / 4 else 0
