"""What Tesseract sees in a picture: how it lies, which script it shows, and its lines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image
from tesserocr import PSM, RIL, PyResultIterator, PyTessBaseAPI

from docsearch.ingest.recognition.recognised_lines import Line, Place, Word

ORIENTATION_MODEL: Final = "osd"
_ARABIC_SCRIPT: Final = "Arabic"
_SURE_OF_ORIENTATION: Final = 5.0
_SURE_OF_SCRIPT: Final = 1.0


class Lie(NamedTuple):
    """How a page lies: the clockwise turn that sets it upright, and whether it looks Arabic.

    ``arabic`` is none when there is too little to tell.
    """

    turn: int
    arabic: bool | None


def look(picture: Image.Image, models: Path) -> Lie:
    """Return how the page lies and which script it shows."""
    with PyTessBaseAPI(path=str(models), lang=ORIENTATION_MODEL, psm=PSM.OSD_ONLY) as engine:
        engine.SetImage(picture)
        seen = engine.DetectOrientationScript()
    if not seen:
        return Lie(0, None)
    sure = seen["orient_conf"] >= _SURE_OF_ORIENTATION
    # Its angle is the one by which the page was turned clockwise: it is turned on to a full circle.
    turn = int(seen["orient_deg"]) if sure else 0
    known = seen["script_conf"] >= _SURE_OF_SCRIPT
    return Lie(turn, seen["script_name"] == _ARABIC_SCRIPT if known else None)


def read_lines(picture: Image.Image, models: Path, language: str, *, layout: int) -> list[Line]:
    """Return the lines that the model of a language reads, in reading order."""
    with PyTessBaseAPI(path=str(models), lang=language, psm=layout) as engine:
        engine.SetImage(picture)
        engine.Recognize()
        found = engine.GetIterator()
        return list(_lines(found)) if found is not None else []


def _lines(found: PyResultIterator) -> Iterator[Line]:
    words: list[Word] = []
    begins = False
    for word, starts_line, starts_paragraph in _words(found):
        if starts_line:
            if words:
                yield Line(tuple(words), begins)
            words, begins = [], starts_paragraph
        words.append(word)
    if words:
        yield Line(tuple(words), begins)


def _words(found: PyResultIterator) -> Iterator[tuple[Word, bool, bool]]:
    """Yield the words, and whether a line and a paragraph begin with them.

    The symbols are walked through: only they come in the order in which they are read.
    """
    more, line, paragraph = True, False, False
    while more:
        line = line or found.IsAtBeginningOf(RIL.TEXTLINE)
        paragraph = paragraph or found.IsAtBeginningOf(RIL.PARA)
        box = found.BoundingBox(RIL.WORD)
        confidence = found.Confidence(RIL.WORD) if box else 0.0
        symbols: list[str] = []
        while more:
            symbols.append(_symbol(found))
            more = found.Next(RIL.SYMBOL)
            if found.IsAtBeginningOf(RIL.WORD):
                break
        text = "".join(symbols).strip()
        if text and box:
            yield Word(text, Place(*box), confidence), line, paragraph
            line = paragraph = False


def _symbol(found: PyResultIterator) -> str:
    try:
        return str(found.GetUTF8Text(RIL.SYMBOL))
    except RuntimeError:
        # An empty page has one symbol without a text.
        return ""
