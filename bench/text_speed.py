"""Pages of text PDFs that a second of processor time reads."""

import resource
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from bench.apart import apart
from bench.clock import timed
from bench.table import Cell, table
from bench.text_material import BORN_DIGITAL, known_files, titled_files
from bench.text_readers import LIMITS, READERS, pages
from docsearch.ingest.extract import EXTRACTORS
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.pipeline import WINDOW_PAGES, through_stages
from docsearch.ingest.readings import MediaType, PageReading

_TEXT_LAYERS: Final = ("text", "text-presentation-forms")


def tables(data: Path, files: int | None) -> Iterator[str]:
    """Measure each reader in a process of its own, so many files of each pattern at most.

    Ours is extraction, cleaning, repair, languages, score and citations; not the start of the
    confined process, which the last column includes, nor storing, indexing and recognition. The
    first file is read once before the clock starts: words and profiles are loaded once a process.
    """
    rows: list[list[Cell]] = []
    for language, paths in _material(data, files).items():
        count, cpu = apart(_read_all, "docsearch", paths)[0]
        peers = [apart(_read_all, name, paths)[0] for name in list(READERS)[1:]]
        confined = timed(_confined, paths)[1].wall
        speeds = [read / seconds for read, seconds in peers]
        rows.append([language, len(paths), count, count / cpu, *speeds, count / confined])
    header = ["", "files", "pages", *READERS, "docsearch, pages/s confined"]
    yield table("Pages of text PDFs per second of processor time", header, rows)


def _material(data: Path, files: int | None) -> dict[str, list[Path]]:
    known = [file for file in known_files(data) if file.layer == BORN_DIGITAL]
    arabic = [file.path for file in known if file.language == "ara"][:files]
    arabic += [file.path for file in titled_files(data) if file.layer in _TEXT_LAYERS][:files]
    french = [file.path for file in known if file.language == "fra"][:files]
    french += sorted((data / "pdfs" / "french").glob("*.pdf"))[:files]
    return {"Arabic": arabic, "French": [path for path in french if _has_text(path)]}


def _has_text(path: Path) -> bool:
    return any(not page.unusable for page in pages(path))


def _read_all(name: str, paths: Sequence[Path]) -> tuple[int, float]:
    """Return the number of pages and the seconds that they took this process and its children."""
    reader = _stages if name == "docsearch" else READERS[name]
    reader(paths[0])
    before = _processor_seconds()
    count = sum(len(reader(path)) for path in paths)
    return count, _processor_seconds() - before


def _stages(path: Path) -> list[str]:
    """Read as the centre does, but in this process, whose time can be measured."""
    texts: list[str] = []
    with suppress(ExtractionFailed):
        items = EXTRACTORS[MediaType.PDF](path, 1, LIMITS.pages)
        read = [item for item in items if isinstance(item, PageReading)]
        for first in range(0, len(read), WINDOW_PAGES):
            window = through_stages(tuple(read[first : first + WINDOW_PAGES]))
            texts += (page.text for page in window)
    return texts


def _confined(paths: Sequence[Path]) -> None:
    pages.cache_clear()
    for path in paths:
        pages(path)


def _processor_seconds() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
