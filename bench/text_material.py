"""The real files whose text, page quality or title is known."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LABELS: Final = Path(__file__).resolve().parents[1] / "tests" / "labels" / "pages.csv"
BORN_DIGITAL: Final = "born-digital"
RECOGNISED: Final = "ocr-layer"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A PDF and what it is known to say; ``layer`` is the kind of text that it carries."""

    path: Path
    truth: str
    language: str
    kind: str
    layer: str
    pages: int


@dataclass(frozen=True, slots=True)
class Label:
    """What a person saw on a page."""

    path: Path
    page: int
    good: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TitledFile:
    """A file and the title under which people know it."""

    path: Path
    title: str
    layer: str


def known_files(data: Path) -> list[KnownFile]:
    """Return the files of ``pdfs/truth``, short ones first."""
    folder = data / "pdfs" / "truth"
    known = [
        KnownFile(
            folder / entry["file"],
            (folder / entry["truth"]).read_text(encoding="utf-8").replace("\f", "\n"),
            entry["language"],
            entry["kind"],
            entry["textlayer"],
            entry["pages"],
        )
        for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    ]
    return sorted(known, key=lambda file: (file.pages, file.path.name))


def labels(data: Path) -> Iterator[Label]:
    """Yield the pages that were labelled by eye, file by file."""
    with LABELS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            path = data / "pdfs" / row["folder"] / row["file"]
            yield Label(path, int(row["page"]), row["label"] == "good", row["reason"])


def titled_files(data: Path) -> list[TitledFile]:
    """Return the files of ``pdfs/arabic``, short ones first."""
    folder = data / "pdfs" / "arabic"
    with (folder / "index.csv").open(encoding="utf-8", newline="") as rows:
        ordered = sorted(csv.DictReader(rows), key=lambda row: (int(row["pages"]), row["file"]))
    return [TitledFile(folder / row["file"], row["title"], row["text_layer"]) for row in ordered]
