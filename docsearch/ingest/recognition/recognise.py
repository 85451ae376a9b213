"""The text of a page from its picture, by optical recognition."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image
from tesserocr import PSM

from docsearch.domain.documents import TextMethod
from docsearch.domain.language import ARABIC, FRENCH
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.page_picture import MOST_DPI, page_picture
from docsearch.ingest.readings import DOUBTFUL_CONFIDENCE, MediaType, PageReading
from docsearch.ingest.recognition.overlooked import Completed, completed
from docsearch.ingest.recognition.page_layout import in_columns, overlooks, sure_letters
from docsearch.ingest.recognition.recognised_lines import (
    Line,
    mean_confidence,
    merged,
    page_text,
    sound,
)
from docsearch.ingest.recognition.scan_cleaning import cleaned
from docsearch.ingest.recognition.tesseract import ORIENTATION_MODEL, look, read_lines
from docsearch.ingest.recognition.turning import turned_back
from docsearch.text.figures import doubtful_figures

ARABIC_MODEL: Final = "ara"
LATIN_MODEL: Final = "fra"

_CPU_SECONDS: Final = 60
_WALL_SECONDS: Final = 240.0
_POOR: Final = 70.0
_FEWEST_CHARACTERS: Final = 4

Reader = Callable[[Image.Image, Path, str], tuple[list[Line], int]]
"""Reads a picture with one model; tells the lines and the layout they were found in."""


@dataclass(frozen=True, slots=True)
class RecognitionModels:
    """The folder of the models of Tesseract."""

    folder: Path

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of the files that are not there."""
        names = (f"{name}.traineddata" for name in (ARABIC_MODEL, LATIN_MODEL, ORIENTATION_MODEL))
        return tuple(name for name in names if not (self.folder / name).is_file())

    @property
    def installed(self) -> bool:
        """Tell whether pages can be recognised."""
        return not self.missing


def recognise(
    path: Path,
    media_type: MediaType,
    number: int,
    language: str,
    models: RecognitionModels,
    limits: Limits,
) -> PageReading:
    """Return what the picture of page ``number`` (from 1) says; raise ExtractionFailed.

    ``language`` is one of ``SCAN_LANGUAGES``, or nothing when it is to be found out. The text is
    as it was recognised, not cleaned yet.
    """
    own = replace(limits, cpu_seconds=_CPU_SECONDS, wall_seconds=_WALL_SECONDS)
    task = (path, media_type, number, language, models.folder)
    (reading,) = run_isolated(_recognise_page, *task, limits=own)
    return reading


def _recognise_page(
    path: Path, media_type: MediaType, number: int, language: str, models: Path
) -> Iterator[PageReading]:
    picture = cleaned(page_picture(path, media_type, number, MOST_DPI))
    lie = look(picture, models)
    upright = picture.rotate(lie.turn, expand=True)
    language = language or _guess(lie.arabic)
    found = sound(_lines(upright, models, language, _read_page))
    read_strip = partial(_lines, models=models, language=language, read=_read_strip)
    whole = completed(upright, found, read_strip)
    shown = [turned_back(line, lie.turn, upright.size) for line in whole.lines]
    text, boxes = page_text(shown, *picture.size)
    yield PageReading(
        number,
        str(number),
        text,
        method=TextMethod.OCR,
        boxes=boxes,
        pictured=True,
        confidence=round(_confidence(whole, text), 3),
    )


def _confidence(page: Completed, text: str) -> float:
    """Return the confidence of the words, or a doubtful one when that says too little."""
    of_words = mean_confidence(page.lines) / 100
    doubtful = page.unread or doubtful_figures(text)
    return min(of_words, DOUBTFUL_CONFIDENCE) if doubtful else of_words


def _guess(arabic: bool | None) -> str:
    return "" if arabic is None else ARABIC if arabic else FRENCH


def _lines(picture: Image.Image, models: Path, language: str, read: Reader) -> list[Line]:
    """Return the lines of an upright picture, the language that dominates it first."""
    if language == FRENCH:
        latin, layout = read(picture, models, LATIN_MODEL)
        return _with_arabic(picture, models, latin, layout)
    arabic, layout = read(picture, models, ARABIC_MODEL)
    return merged(arabic, read_lines(picture, models, LATIN_MODEL, layout=layout))


def _with_arabic(picture: Image.Image, models: Path, latin: list[Line], layout: int) -> list[Line]:
    if not any(map(_is_poor, latin)):
        return latin
    arabic = read_lines(picture, models, ARABIC_MODEL, layout=layout)
    return merged(arabic, latin, doubt=_POOR)


def _read_page(picture: Image.Image, models: Path, model: str) -> tuple[list[Line], int]:
    """Return the lines that one model reads, and how the page was laid out for it.

    The search for blocks overlooks lines, mostly short ones: a page without columns is then
    taken for a single block.
    """
    lines = read_lines(picture, models, model, layout=PSM.AUTO)
    doubtful = any(map(_is_poor, lines)) or overlooks(picture, lines)
    if not doubtful or in_columns(lines):
        return lines, PSM.AUTO
    block = read_lines(picture, models, model, layout=PSM.SINGLE_BLOCK)
    better = sure_letters(block) > sure_letters(lines)
    return (block, PSM.SINGLE_BLOCK) if better else (lines, PSM.AUTO)


def _read_strip(picture: Image.Image, models: Path, model: str) -> tuple[list[Line], int]:
    """Return the one line that a model reads in a strip of a page, and its layout."""
    return read_lines(picture, models, model, layout=PSM.RAW_LINE), PSM.RAW_LINE


def _is_poor(line: Line) -> bool:
    return line.confidence < _POOR and len(line.text) >= _FEWEST_CHARACTERS
