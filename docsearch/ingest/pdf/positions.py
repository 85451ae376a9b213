"""The text of a PDF page put together from the positions of its glyphs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from docsearch.domain.boxes import SCALE, WordBox
from docsearch.ingest.pdf.cells import cells
from docsearch.ingest.pdf.frame import Floats, Frame
from docsearch.ingest.pdf.glyphs import Glyphs, read_glyphs
from docsearch.ingest.pdf.order import Line, in_reading_order
from docsearch.ingest.pdf.pdfium_text import TextPage
from docsearch.text.visual_order import ReadLine, mostly_right_to_left, read_lines


class PageText(NamedTuple):
    """The text of a page and where its words stand."""

    text: str
    boxes: tuple[WordBox, ...]


def read_positions(page: TextPage, frame: Frame) -> PageText:
    """Return the text of the page in the order of reading, whatever the order of drawing."""
    text = ""
    boxes: list[WordBox] = []
    for glyphs in read_glyphs(page, frame):
        lines = _lines(glyphs)
        text += "\n" * bool(text)
        boxes += _boxes(lines, glyphs.boxes, frame, len(text))
        text += "\n".join(" ".join(word for word, _ in line) for line in lines)
    return PageText(text, tuple(boxes))


# Half as long as WordBox(...) takes, and a page has hundreds.
_BOX: Final[Callable[[Iterable[int]], WordBox]] = partial(tuple.__new__, WordBox)


Word = tuple[str, list[int]]
"""What it says, and the ranks of its glyphs."""


def _lines(glyphs: Glyphs) -> list[list[Word]]:
    right_to_left = mostly_right_to_left("".join(glyphs.texts))
    lines = list(in_reading_order(list(cells(glyphs)), right_to_left=right_to_left))
    read = {direction: _readings(lines, right_to_left=direction) for direction in (True, False)}
    words: list[list[Word]] = []
    for line in lines:
        words.append([])
        for cell in line.cells:
            reading = next(read[line.right_to_left])
            ranks = [cell.places[place] for place in reading.places]
            start = 0
            for end in [*(n for n, rank in enumerate(ranks) if rank < 0), len(ranks)]:
                if end > start:
                    words[-1].append(("".join(reading.glyphs[start:end]), ranks[start:end]))
                start = end + 1
    return words


def _readings(lines: list[Line], *, right_to_left: bool) -> Iterator[ReadLine]:
    """Return what the cells of the lines of one direction say, in their order."""
    along = [line.cells for line in lines if line.right_to_left == right_to_left]
    return iter(
        read_lines([cell.glyphs for row in along for cell in row], right_to_left=right_to_left)
    )


def _boxes(lines: list[list[Word]], places: Floats, frame: Frame, start: int) -> list[WordBox]:
    """Return the boxes of the words of a text that begins at ``start``."""
    ranks = [rank for line in lines for _, word in line for rank in word]
    if not ranks:
        return []
    borders = np.cumsum([0, *(len(word) for line in lines for _, word in line)])[:-1]
    left, right, top, bottom = places[:, ranks]
    sides = (
        np.minimum.reduceat(left, borders),
        np.maximum.reduceat(right, borders),
        np.minimum.reduceat(top, borders),
        np.maximum.reduceat(bottom, borders),
    )
    spans: list[tuple[int, int]] = []
    for line in lines:
        for word, _ in line:
            spans.append((start, start + len(word)))
            start += len(word) + 1
        start += not line
    return word_boxes(spans, sides, frame)


def word_boxes(
    spans: Sequence[tuple[int, int]], sides: tuple[Floats, Floats, Floats, Floats], frame: Frame
) -> list[WordBox]:
    """Return the boxes of words whose left, right, top and bottom on the page are known."""
    page = np.array([[frame.width], [frame.width], [frame.height], [frame.height]])
    shares = np.stack(sides) / page * SCALE
    x0, x1, y0, y1 = shares.round().clip(0, SCALE).astype(np.int64)
    columns = np.stack((x0, y0, x1 - x0, y1 - y0)).tolist()
    return list(map(_BOX, zip(*zip(*spans, strict=True), *columns, strict=True)))
