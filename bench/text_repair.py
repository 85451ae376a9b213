"""How well lam-alef is put right, in sound texts turned round as bad fonts do, and in real ones."""

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from bench.clock import timed
from bench.corpus import PAGE_WORDS
from bench.table import Cell, Share, table
from docsearch.ingest.readings import PageReading
from docsearch.ingest.repair import repair
from docsearch.text.characters import clean_characters

HELD_BACK: Final = 8
"""Every so many-th news item is in no word list: those are measured on."""

_PAGE: Final = re.compile(rf"(?:\S+\s*){{1,{PAGE_WORDS}}}")
_WORD: Final = re.compile("[\u0620-\u063f\u0641-\u065f\u0670-\u06d3]+")
_LAM_ALEF: Final = re.compile("ل([اأإآ])")
_BEYOND_DOUBT: Final = re.compile("[وفبكل]?ا[اأإآ]ل.*")
_ONE_DOCUMENT: Final = 20
_OF: Final = 100_000

Pages = list[str]


@dataclass
class _Count:
    """Words of one kind, and how many of them came out as they should not."""

    words: int = 0
    wrong: int = 0

    def add(self, meant: str, found: str) -> None:
        """Count a word that was to come out as ``meant``."""
        self.words += 1
        self.wrong += meant != found


def tables(data: Path, files: int | None) -> Iterator[str]:
    """Yield a table of sound texts and one of texts that came turned round."""
    header = ["text", "turned round", "repaired", "others", f"harmed of {_OF:,}"]
    header += ["sound words", f"touched of {_OF:,}", "pages/CPU s"]
    rows = [_row(name, islice(texts, files)) for name, texts in _sound(data).items()]
    yield table("Words with lam-alef turned round, and the others", header, rows)
    header = ["text", "words", "repaired", "impossible before", "impossible after", "pages/CPU s"]
    rows = [_row_of_real(name, islice(texts, files)) for name, texts in _turned(data).items()]
    yield table("Arabic texts that came turned round", header, rows)


def _row(name: str, documents: Iterable[Pages]) -> list[Cell]:
    """Measure each document turned round and sound, word by word."""
    turned, others, sound = _Count(), _Count(), _Count()
    count, seconds = 0, 0.0
    for pages in documents:
        read = [_LAM_ALEF.sub(r"\1ل", page) for page in pages]
        repaired, cost = timed(_repaired, read)
        untouched, cost_of_sound = timed(_repaired, pages)
        count, seconds = count + 2 * len(pages), seconds + cost.cpu + cost_of_sound.cpu
        for texts in zip(pages, read, repaired, untouched, strict=True):
            for meant, seen, found, kept in zip(*map(_WORD.findall, texts), strict=True):
                (others if seen == meant else turned).add(meant, found)
                sound.add(meant, kept)
    repaired_share = Share(1 - turned.wrong / turned.words)
    harmed = _OF * others.wrong / others.words
    touched = _OF * sound.wrong / sound.words
    return [
        name, turned.words, repaired_share, others.words, harmed, sound.words, touched,
        count / seconds,
    ]  # fmt: skip


def _row_of_real(name: str, documents: Iterable[Pages]) -> list[Cell]:
    words = changed = before = after = count = 0
    seconds = 0.0
    for pages in documents:
        repaired, cost = timed(_repaired, pages)
        count, seconds = count + len(pages), seconds + cost.cpu
        for texts in zip(pages, repaired, strict=True):
            for seen, found in zip(*map(_WORD.findall, texts), strict=True):
                words += 1
                changed += seen != found
                before += _BEYOND_DOUBT.fullmatch(seen) is not None
                after += _BEYOND_DOUBT.fullmatch(found) is not None
    return [name, words, changed, before, after, count / seconds]


def _repaired(pages: Pages) -> Pages:
    window = tuple(PageReading(number, "", page) for number, page in enumerate(pages, start=1))
    return [page.text for page in repair(window)]


def _sound(data: Path) -> dict[str, Iterator[Pages]]:
    """Return Arabic texts that were typed, none of which the word lists were counted from."""
    news = (text for place, text in enumerate(_corpus(data, "news_ar")) if not place % HELD_BACK)
    with (data / "relevance" / "parallel_fr_ar.csv").open(encoding="utf-8") as file:
        segments = [row["ar"] for row in csv.DictReader(file)]
    return {
        "news": map(_pages, news),
        "encyclopaedia (ARCD)": map(_pages, _paragraphs(data)),
        "health (TICO)": map(_pages, _joined(segments)),
    }


def _turned(data: Path) -> dict[str, Iterator[Pages]]:
    instruments = sorted((data / "instruments_ar").glob("*.txt"))
    return {
        "instruments": (_pages(path.read_text("utf-8")) for path in instruments),
        "laws": map(_pages, _corpus(data, "law_ar")),
    }


def _corpus(data: Path, name: str) -> Iterator[str]:
    with gzip.open(data / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _paragraphs(data: Path) -> Iterator[str]:
    asked = json.loads((data / "relevance" / "arcd_train.json").read_text("utf-8"))
    paragraphs = (paragraph for article in asked["data"] for paragraph in article["paragraphs"])
    return iter(dict.fromkeys(paragraph["context"] for paragraph in paragraphs))


def _joined(texts: list[str]) -> Iterator[str]:
    """Yield texts that are long enough to be a page."""
    for first in range(0, len(texts), _ONE_DOCUMENT):
        yield "\n".join(texts[first : first + _ONE_DOCUMENT])


def _pages(text: str) -> Pages:
    return _PAGE.findall(clean_characters(text))
