"""Where the words of a text stand on its page, in a form small enough to keep for every page."""

import struct
import zlib
from collections.abc import Iterable
from typing import Final, NamedTuple

SCALE: Final = 10_000
"""Coordinates count ten-thousandths of the page's width or height, from its top left corner."""

_RECORD: Final = struct.Struct("!IHHHHH")


class WordBox(NamedTuple):
    """The characters from ``start`` to ``end`` of a text and the rectangle they fill."""

    start: int
    end: int
    x: int
    y: int
    width: int
    height: int


def pack_boxes(boxes: Iterable[WordBox]) -> bytes:
    """Return the boxes compressed: about six bytes a word."""
    return zlib.compress(
        b"".join(
            _RECORD.pack(box.start, min(box.end - box.start, SCALE), *map(_within, box[2:]))
            for box in boxes
        )
    )


def unpack_boxes(packed: bytes) -> tuple[WordBox, ...]:
    """Return what ``pack_boxes`` was given.

    >>> unpack_boxes(pack_boxes([WordBox(0, 5, 100, 200, 300, 40)]))
    (WordBox(start=0, end=5, x=100, y=200, width=300, height=40),)
    """
    return tuple(
        WordBox(start, start + length, *place)
        for start, length, *place in _RECORD.iter_unpack(zlib.decompress(packed))
    )


def _within(coordinate: int) -> int:
    return min(max(coordinate, 0), SCALE)
