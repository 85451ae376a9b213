"""How near the text of PDFs comes to what they say, beside the usual extractors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from bench.pdf_peers import pdftotext
from bench.table import Cell, Share, table
from bench.text_material import BORN_DIGITAL, KnownFile, known_files
from bench.text_measures import character_error_rate, ordered_f1
from bench.text_readers import READERS, pages

_LANGUAGES: Final = {"ara": "Arabic", "mixed": "French and Arabic", "fra": "French"}
_WORST: Final = 8


@dataclass(frozen=True, slots=True)
class _Measured:
    """A file, and for each reader its ordered F1 and its character error rate."""

    path: Path
    f1: Sequence[float]
    errors: Sequence[float]


def tables(data: Path, files: int | None) -> Iterator[str]:
    """Measure what is born digital, so many files of each language at most."""
    rows: list[list[Cell]] = []
    measured: list[_Measured] = []
    for code, language in _LANGUAGES.items():
        chosen = [
            file
            for file in known_files(data)
            if file.language == code and file.layer == BORN_DIGITAL
        ][:files]
        results = [_measure(file) for file in chosen]
        measured += results
        rows.append([f"{language}: ordered word F1", len(chosen), *_means([r.f1 for r in results])])
        errors = _means([r.errors for r in results])
        rows.append([f"{language}: character error rate", len(chosen), *errors])
    yield table("Text of born-digital PDFs, mean of the files", ["", "files", *READERS], rows)
    yield from _worst(measured)
    yield from _real_french(data, files)


def _measure(file: KnownFile) -> _Measured:
    texts = ["\n".join(reader(file.path)) for reader in READERS.values()]
    return _Measured(
        file.path,
        [ordered_f1(file.truth, text) for text in texts],
        [character_error_rate(file.truth, text) for text in texts],
    )


def _means(columns: Sequence[Sequence[float]]) -> list[Share]:
    return [Share(fmean(values)) for values in zip(*columns, strict=True)]


def _worst(measured: Sequence[_Measured]) -> Iterator[str]:
    worst = sorted(measured, key=lambda result: result.f1[0])[:_WORST]
    rows: list[list[Cell]] = [
        [result.path.name, *map(Share, result.f1), Share(result.errors[0])] for result in worst
    ]
    header = ["ordered word F1", *READERS, "docsearch: errors"]
    yield table("Where docsearch reads worst", header, rows)


def _real_french(data: Path, files: int | None) -> Iterator[str]:
    """Compare with pdftotext, for want of a known text, on the pages that carry a usable one.

    What we do on purpose counts against us: running heads are left out, and tables are read row
    by row where pdftotext goes down their columns.
    """
    rows: list[list[Cell]] = []
    weighted, words = 0.0, 0
    for path in sorted((data / "pdfs" / "french").glob("*.pdf"))[:files]:
        both = list(zip(pages(path), pdftotext(path), strict=True))
        usable = [(page.text, theirs) for page, theirs in both if not page.unusable]
        ours = "\n".join(text for text, _ in usable)
        reference = "\n".join(theirs for _, theirs in usable)
        f1 = ordered_f1(reference, ours)
        weighted, words = weighted + f1 * len(reference.split()), words + len(reference.split())
        rows.append([path.name, len(both), len(usable), Share(f1) if usable else "–"])
    total, compared = (sum(int(row[column]) for row in rows) for column in (1, 2))
    rows.append(["every word of all", total, compared, Share(weighted / max(words, 1))])
    header = ["", "pages", "usable", "ordered word F1"]
    yield table("Real French PDFs against pdftotext", header, rows)
