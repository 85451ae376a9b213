"""Where the words of a page stand that had to be turned to be read."""

from dataclasses import replace

from docsearch.ingest.recognition.recognised_lines import Line, Place


def turned_back(line: Line, turn: int, size: tuple[int, int]) -> Line:
    """Return a line of a picture of this ``size`` as it stood before the picture was turned.

    ``turn`` is the counter-clockwise angle, a multiple of 90.
    """
    if turn == 0:
        return line
    words = (replace(word, place=_turned_back(word.place, turn, size)) for word in line.words)
    return replace(line, words=tuple(words))


def _turned_back(place: Place, turn: int, size: tuple[int, int]) -> Place:
    """Return the place before the turn.

    >>> _turned_back(Place(10, 20, 40, 30), 90, (1000, 700))
    Place(left=670, top=10, right=680, bottom=40)
    """
    width, height = size
    left, top, right, bottom = place
    if turn == 90:
        return Place(height - bottom, left, height - top, right)
    if turn == 180:
        return Place(width - right, height - bottom, width - left, height - top)
    return Place(top, width - right, bottom, width - left)
