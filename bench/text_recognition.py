"""How near the text of scans and of lost encodings comes to the truth once it is recognised."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from bench.clock import timed
from bench.pdf_peers import pdftotext
from bench.table import Cell, Share, table
from bench.text_material import BORN_DIGITAL, RECOGNISED, KnownFile, known_files
from bench.text_measures import character_error_rate, ordered_f1
from bench.text_readers import LIMITS
from docsearch.config import Settings
from docsearch.domain.documents import TextMethod
from docsearch.ingest.readings import PageReading
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.ingest.whole import read_whole

_LANGUAGES: Final = {"ara": "Arabic", "mixed": "French and Arabic", "fra": "French"}
_SCAN: Final = "image-only"
_WORST: Final = 8


@dataclass(frozen=True, slots=True)
class _Measured:
    file: KnownFile
    f1: float
    peer_f1: float
    errors: float
    recognised: int
    seconds: float


def tables(data: Path, files: int | None) -> Iterator[str]:
    """Read so many files at most of each language that carry no usable text, language unsaid.

    Recognition runs as in a centre, one page after the other on one processor; a page counts as
    recognised when its text came from there in the end.
    """
    models = RecognitionModels(Settings.read(os.environ).ocr_models)
    if not models.installed:
        yield f"Nothing is recognised: {', '.join(models.missing)} not in {models.folder}\n"
        return
    measured: list[_Measured] = []
    rows: list[list[Cell]] = []
    for code, language in _LANGUAGES.items():
        unusable = [
            file
            for file in known_files(data)
            if file.language == code and file.layer not in {BORN_DIGITAL, RECOGNISED}
        ][:files]
        of_language = [_measure(file, models) for file in unusable]
        scans = [one for one in of_language if one.file.layer == _SCAN]
        lost = [one for one in of_language if one.file.layer != _SCAN]
        for name, group in ((language, of_language), ("scans", scans), ("encoding lost", lost)):
            if group:
                rows.append([name, *_summary(group)])
        measured += of_language
    header = ["files", "pages", "recognised", "ordered word F1", "pdftotext", "errors", "s/page"]
    yield table("Scans and lost encodings after recognition", ["", *header], rows)
    worst = sorted(measured, key=lambda one: one.f1)[:_WORST]
    yield table(
        "Where recognition reads worst",
        ["file", "ordered word F1", "errors", "s/page"],
        [
            [one.file.path.name, Share(one.f1), Share(one.errors), one.seconds / one.file.pages]
            for one in worst
        ],
    )


def _measure(file: KnownFile, models: RecognitionModels) -> _Measured:
    pages, cost = timed(_read, file.path, models)
    text = "\n".join(page.text for page in pages)
    return _Measured(
        file,
        ordered_f1(file.truth, text),
        ordered_f1(file.truth, "\n".join(pdftotext(file.path))),
        character_error_rate(file.truth, text),
        sum(page.method is TextMethod.OCR for page in pages),
        cost.wall,
    )


def _read(path: Path, models: RecognitionModels) -> list[PageReading]:
    return list(read_whole(path, path.name, LIMITS, models))


def _summary(group: Sequence[_Measured]) -> list[Cell]:
    pages = sum(one.file.pages for one in group)
    return [
        len(group),
        pages,
        sum(one.recognised for one in group),
        Share(fmean(one.f1 for one in group)),
        Share(fmean(one.peer_f1 for one in group)),
        Share(fmean(one.errors for one in group)),
        sum(one.seconds for one in group) / pages,
    ]
