"""What a reading tells of the layout of its page: columns, and writing that it overlooked."""

from collections.abc import Sequence
from typing import Final

import numpy
from PIL import Image, ImageDraw

from docsearch.ingest.recognition.recognised_lines import Line

DARK: Final = 128
"""The shade of grey below which there is ink."""

_WHITE: Final = 255
_OVERLOOKED: Final = 0.02
_SIDE_BY_SIDE: Final = 3
_SURE: Final = 60.0


def in_columns(lines: Sequence[Line]) -> bool:
    """Tell whether several lines stand beside others, as in columns and tables."""
    places = [line.place for line in lines]
    pairs = sum(
        min(one.bottom, other.bottom) - max(one.top, other.top)
        > min(one.bottom - one.top, other.bottom - other.top) / 2
        and (one.right < other.left or other.right < one.left)
        for index, one in enumerate(places)
        for other in places[index + 1 :]
    )
    return pairs >= _SIDE_BY_SIDE


def overlooks(picture: Image.Image, lines: Sequence[Line]) -> bool:
    """Tell whether there is ink on the page that belongs to none of the lines."""
    return _ink(without_lines(picture, lines)) > _ink(picture) * _OVERLOOKED


def without_lines(picture: Image.Image, lines: Sequence[Line]) -> Image.Image:
    """Return the picture with white paper where the lines stand."""
    rest = picture.copy()
    draw = ImageDraw.Draw(rest)
    for line in lines:
        left, top, right, bottom = line.place
        margin = (bottom - top) // 8
        corners = (left - margin, top - margin, right + margin, bottom + margin)
        draw.rectangle(corners, fill=_WHITE)
    return rest


def sure_letters(lines: Sequence[Line]) -> int:
    """Return how many characters were read with some confidence."""
    words = (word for line in lines for word in line.words)
    return sum(len(word.text) for word in words if word.confidence >= _SURE)


def _ink(picture: Image.Image) -> int:
    return int((numpy.asarray(picture) < DARK).sum())
