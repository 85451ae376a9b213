"""The text of pages as a reader means it: no running lines, whole words, sound characters."""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import accumulate
from typing import Final

from docsearch.domain.boxes import WordBox
from docsearch.ingest.hyphens import join_divided
from docsearch.ingest.readings import PageReading
from docsearch.ingest.running_lines import running_lines
from docsearch.text.carrying import carry_boxes
from docsearch.text.characters import clean_lines
from docsearch.text.lost_glyphs import without_unknown_shapes

_BLANK_LINES: Final = re.compile(r"\n{3,}")


def clean(window: tuple[PageReading, ...]) -> tuple[PageReading, ...]:
    """Return the pages with cleaned text; neighbours tell what is a running head or foot."""
    cleaned = ["\n".join(clean_lines(page.text)) for page in window]
    lines = [text.split("\n") for text in without_unknown_shapes(cleaned)]
    numbers = [page.number for page in window]
    running = running_lines(list(zip(numbers, lines, strict=True)))
    return tuple(
        _cleaned(page, lines_of_page, dropped)
        for page, lines_of_page, dropped in zip(window, lines, running, strict=True)
    )


def _cleaned(page: PageReading, lines: Sequence[str], dropped: Set[int]) -> PageReading:
    kept = "\n".join(line for index, line in enumerate(lines) if index not in dropped)
    text = _BLANK_LINES.sub("\n\n", join_divided(kept)).strip()
    # Line by line first: the words of a running head may come again below it.
    boxes = carry_boxes(page.boxes, page.text, "\n".join(lines))
    if dropped:
        boxes = _without_lines(boxes, lines, dropped)
    return replace(page, text=text, boxes=carry_boxes(boxes, kept, text))


def _without_lines(
    boxes: Sequence[WordBox], lines: Sequence[str], dropped: Set[int]
) -> tuple[WordBox, ...]:
    """Return the boxes of the lines that are kept, as those stand without the others."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    lost = (len(line) + 1 if index in dropped else 0 for index, line in enumerate(lines))
    lost_before = list(accumulate(lost, initial=0))
    kept = []
    for box in boxes:
        index = bisect_right(starts, box.start) - 1
        if index not in dropped:
            if lost_here := lost_before[index]:
                box = WordBox(box.start - lost_here, box.end - lost_here, *box[2:])
            kept.append(box)
    return tuple(kept)
