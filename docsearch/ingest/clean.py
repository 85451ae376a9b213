"""The text of pages as a reader means it: no running lines, whole words, sound characters."""

import re
from dataclasses import replace
from typing import Final

from docsearch.ingest.hyphens import join_divided
from docsearch.ingest.readings import PageReading
from docsearch.ingest.running_lines import running_lines
from docsearch.text.characters import clean_characters

_SPACES: Final = re.compile(r"[ \t]+")
_BLANK_LINES: Final = re.compile(r"\n{3,}")


def clean(window: tuple[PageReading, ...]) -> tuple[PageReading, ...]:
    """Return the pages with cleaned text; neighbours tell what is a running head or foot."""
    lines = [_lines(page.text) for page in window]
    numbers = [page.number for page in window]
    running = running_lines(list(zip(numbers, lines, strict=True)))
    return tuple(
        replace(page, text=_text(lines_of_page, dropped))
        for page, lines_of_page, dropped in zip(window, lines, running, strict=True)
    )


def _lines(text: str) -> list[str]:
    cleaned = clean_characters(text)
    return [_SPACES.sub(" ", line).strip() for line in cleaned.split("\n")]


def _text(lines: list[str], dropped: frozenset[int]) -> str:
    kept = "\n".join(line for index, line in enumerate(lines) if index not in dropped)
    return _BLANK_LINES.sub("\n\n", join_divided(kept)).strip()
