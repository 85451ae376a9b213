"""Tables that can be read in a terminal and pasted into Markdown."""

from collections.abc import Sequence

Cell = str | int | float
"""Text stands left, numbers stand right; a float is shown with as many digits as it deserves."""


class Share(float):
    """A number from 0 to 1, whose third digit counts."""


class Milliseconds(float):
    """A time whose hundredths of a millisecond count."""


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return the rows as a Markdown table under its title."""
    shown = [[_shown(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *shown, strict=True)]
    numeric = [not isinstance(cell, str) for cell in rows[0]]
    lines = [_line(header, widths, numeric), _rule(widths, numeric)]
    lines += [_line(row, widths, numeric) for row in shown]
    return f"### {title}\n\n" + "\n".join(lines) + "\n"


def _shown(cell: Cell) -> str:
    if isinstance(cell, Share):
        return f"{cell:.3f}"
    if isinstance(cell, Milliseconds):
        return f"{cell:.2f}"
    if isinstance(cell, float):
        return f"{cell:,.1f}" if cell < 100 else f"{cell:,.0f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, numeric, strict=True)
    ]
    return f"| {' | '.join(padded)} |"


def _rule(widths: Sequence[int], numeric: Sequence[bool]) -> str:
    rules = [
        "-" * (width + 1) + (":" if right else "-")
        for width, right in zip(widths, numeric, strict=True)
    ]
    return f"|{'|'.join(rules)}|"
