"""Which pages the centre takes for unusable, against what a person saw on them."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from bench.table import Cell, Share, table
from bench.text_material import Label, labels
from bench.text_readers import pages
from docsearch.ingest.readings import PageReading

_MISSED: Final = "missed"
_FALSE_ALARM: Final = "false alarm"
_RIGHT: Final = "right"
_MOST_LISTED: Final = 40
_NAME_CHARACTERS: Final = 50


def tables(data: Path, files: int | None) -> Iterator[str]:
    """Compare the decision on every labelled page of so many files at most in each folder."""
    counts: Counter[tuple[str, bool, str]] = Counter()
    wrong: list[list[Cell]] = []
    for label, page in _decided(data, files):
        verdict = _verdict(label, page)
        counts[label.path.parent.name, label.good, verdict] += 1
        if verdict != _RIGHT:
            name = f"{label.path.parent.name}/{label.path.name}"[-_NAME_CHARACTERS:]
            wrong.append([verdict, name, label.page, Share(page.score), page.letters, label.reason])
    yield _summary(counts)
    if wrong:
        header = ["", "file", "page", "score", "letters", "seen"]
        title = f"Pages judged otherwise than by eye, {len(wrong)} in all"
        yield table(title, header, sorted(wrong, key=str)[:_MOST_LISTED])


def _summary(counts: Counter[tuple[str, bool, str]]) -> str:
    rows: list[list[Cell]] = []
    for folder in sorted({folder for folder, _, _ in counts}):
        bad = sum(n for (where, good, _), n in counts.items() if where == folder and not good)
        sound = sum(n for (where, good, _), n in counts.items() if where == folder and good)
        missed = counts[folder, False, _MISSED]
        alarms = counts[folder, True, _FALSE_ALARM]
        rows.append([folder, bad, missed, sound, alarms, Share(alarms / max(sound, 1))])
    header = ["folder", "bad pages", "missed", "good pages", "false alarms", "share"]
    return table("Pages whose text cannot be used, against labels by eye", header, rows)


def _decided(data: Path, files: int | None) -> Iterator[tuple[Label, PageReading]]:
    by_folder = groupby(labels(data), lambda label: label.path.parent)
    for _, in_folder in by_folder:
        by_file = groupby(in_folder, lambda label: label.path)
        for count, (path, labelled) in enumerate(by_file):
            if count == files:
                break
            read = {page.number: page for page in pages(path)}
            for label in labelled:
                yield label, read[label.page]


def _verdict(label: Label, page: PageReading) -> str:
    if page.unusable == (not label.good):
        return _RIGHT
    return _FALSE_ALARM if label.good else _MISSED
