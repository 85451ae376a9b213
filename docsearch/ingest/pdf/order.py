"""The order in which the cells of a page are read: columns, rows of tables, lines of text."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Final, NamedTuple

from docsearch.ingest.pdf.cells import Cell
from docsearch.text.visual_order import only_direction

Row = list[Cell]

Extent = tuple[float, float]

# Of a line of text above and below its baseline, in ems.
_ABOVE: Final = 0.75
_BELOW: Final = 0.2

_SHARED: Final = 0.3
"""Share of the height of a block beside another from which they are read one after the other."""


class Line(NamedTuple):
    """Cells that are read as one line, in the order of reading."""

    cells: Row
    right_to_left: bool


class _Block(NamedTuple):
    """Cells of one column that were drawn one after the other, downwards."""

    column: int
    cells: list[Cell]

    @property
    def top(self) -> float:
        return self.cells[0].y - _ABOVE * self.cells[0].em

    @property
    def bottom(self) -> float:
        return self.cells[-1].y + _BELOW * self.cells[-1].em


def in_reading_order(found: Iterable[Cell], *, right_to_left: bool) -> Iterator[Line]:
    """Yield the lines of a page whose cells are given from the top down and from left to right."""
    rows = [list(row) for _, row in groupby(found, key=lambda cell: cell.row)]
    done = 0
    while done < len(rows):
        if len(rows[done]) == 1:
            yield Line(rows[done], right_to_left)
            done += 1
        else:
            columns, after = _band(rows, done)
            own = _direction(rows[done:after], right_to_left)
            yield from (Line(line, own) for line in _read_band(rows[done:after], columns, own))
            done = after


def _direction(rows: Sequence[Row], right_to_left: bool) -> bool:
    """Return the direction of all letters of the rows, or that of the page."""
    own = only_direction("".join(chain.from_iterable(c.glyphs for row in rows for c in row)))
    return right_to_left if own is None else own


def _band(rows: Sequence[Row], start: int) -> tuple[list[Extent], int]:
    """Return the columns that begin at a row, and the row where they end: a line across them."""
    columns = _merged((cell.left, cell.right) for cell in rows[start])
    after = start + 1
    while after < len(rows):
        wider = _merged([*columns, *((cell.left, cell.right) for cell in rows[after])])
        if len(wider) < 2:
            break
        columns = wider
        after += 1
    return columns, after


def _merged(extents: Iterable[Extent]) -> list[Extent]:
    """Return the extents from left to right, those that overlap as one."""
    merged: list[Extent] = []
    for left, right in sorted(extents):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _read_band(
    rows: Sequence[Row], columns: Sequence[Extent], right_to_left: bool
) -> Iterator[Row]:
    """Yield the lines of rows that share their columns.

    What was drawn together is read together: the lines of a column of text, the cell of a table.
    Blocks side by side are read in the direction of writing, a row of single lines as one line.
    """
    for group in _side_by_side(_blocks(rows, columns)):
        own: defaultdict[int, Row] = defaultdict(list)
        for block in group:
            own[block.column] += block.cells
        ordered = sorted(own, reverse=right_to_left)
        lines = [_lines(own[column], right_to_left) for column in ordered]
        if all(len(line) == 1 for line in lines):
            yield [cell for (line,) in lines for cell in line]
        else:
            yield from chain.from_iterable(lines)


def _blocks(rows: Sequence[Row], columns: Sequence[Extent]) -> Iterator[_Block]:
    lefts = [left for left, _ in columns]
    drawn = sorted(chain.from_iterable(rows), key=lambda cell: cell.drawn)
    block: _Block | None = None
    for cell in drawn:
        column = bisect_right(lefts, cell.left) - 1
        if block and block.column == column and block.cells[-1].row < cell.row:
            block.cells.append(cell)
            continue
        if block:
            yield block
        block = _Block(column, [cell])
    if block:
        yield block


def _side_by_side(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """Yield groups of blocks, each of which has part of its height beside the others."""
    group: list[_Block] = []
    bottom = float("-inf")
    for block in sorted(blocks, key=lambda block: block.top):
        shared = min(bottom, block.bottom) - block.top
        if group and shared < _SHARED * (block.bottom - block.top):
            yield group
            group = []
            bottom = float("-inf")
        group.append(block)
        bottom = max(bottom, block.bottom)
    if group:
        yield group


def _lines(found: Iterable[Cell], right_to_left: bool) -> list[Row]:
    """Return the cells of a column row by row."""
    ordered = sorted(found, key=lambda cell: (cell.row, -cell.left if right_to_left else cell.left))
    return [list(row) for _, row in groupby(ordered, key=lambda cell: cell.row)]
