"""Real laws and news, cut into pages, as many as are asked for."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Final

PAGE_WORDS: Final = 400

_PAGE: Final = re.compile(rf"(?:\S+\s*){{1,{PAGE_WORDS}}}")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=-?\d\d-?\d\d(?!\d))")
_TYPES: Final = {"law_fr": "law", "law_ar": "law", "news_ar": "press-article"}


@dataclass(frozen=True, slots=True)
class Work:
    """A text of the corpus and what the index shall know of it."""

    title: str
    language: str
    type: str
    collection: str
    year: int | None
    pages: tuple[str, ...]


def works(data: Path, pages: int) -> list[Work]:
    """Return works of so many pages, the last one cut short; fewer when there are no more.

    They come from every ``corpus/*.jsonl.gz`` in turn: one JSON object a line, with ``language``,
    ``title`` and ``text``, its date in ``date`` or in ``id``.
    """
    sources = [_source(path) for path in sorted((data / "corpus").glob("*.jsonl.gz"))]
    taken: list[Work] = []
    missing = pages
    exhausted = 0
    for source in cycle(sources):
        work = next(source, None)
        exhausted = exhausted + 1 if work is None else 0
        if work is not None:
            taken.append(_cut_short(work, missing))
            missing -= len(taken[-1].pages)
        if missing <= 0 or exhausted == len(sources):
            break
    return taken


def _source(path: Path) -> Iterator[Work]:
    name = path.name.removesuffix(".jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            year = _YEAR.search(told.get("date") or told["id"])
            if pages := tuple(_PAGE.findall(told["text"])):
                yield Work(
                    title=told["title"][:500],
                    language=told["language"],
                    type=_TYPES.get(name, "other"),
                    collection=name,
                    year=int(year[1]) if year else None,
                    pages=pages,
                )


def _cut_short(work: Work, pages: int) -> Work:
    return replace(work, pages=work.pages[:pages])
