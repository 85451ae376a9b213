"""Running heads, feet and page numbers: lines that the pages of a window repeat."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import islice
from typing import Final

_EDGE_LINES: Final = 3
_LINE_CHARACTERS: Final = 150
_LEAST_PAGES: Final = 3
_LEAST_SHARE: Final = 0.6
_MOST_OF_A_PAGE: Final = 0.5
_MOST_OF_THE_PAGES: Final = 0.5

_NUMBER: Final = re.compile(r"\d+")
_NUMBERS_PER_LINE: Final = 4
_HEADING_WORDS: Final = 2
_PUNCTUATION: Final = ".:,;°()[]-–—|/"
_PAGE_WORDS: Final = frozenset({"page", "pages", "p", "sur", "of", "صفحة", "الصفحة", "ص", "من"})

Page = tuple[int, Sequence[str]]
"""A page number and the lines of the page."""


def running_lines(window: Sequence[Page]) -> list[frozenset[int]]:
    """Return, for each page, the indexes of the lines that are no part of its text."""
    repeated = _repeated(window)
    matching = [_matching(page, repeated) for page in window]
    copies = [_is_most(indexes, page) for indexes, page in zip(matching, window, strict=True)]
    if sum(copies) > sum(any(lines) for _, lines in window) * _MOST_OF_THE_PAGES:
        # The pages are copies of one another: what they repeat is their text.
        return [frozenset() for _ in window]
    return [
        _running(page, repeated, indexes) for page, indexes in zip(window, matching, strict=True)
    ]


def _repeated(window: Sequence[Page]) -> frozenset[str]:
    """Return the keys of lines that most pages share, or most left-hand or right-hand pages."""
    filled = [page for page in window if any(page[1])]
    sides = (filled, *([page for page in filled if page[0] % 2 == side] for side in (0, 1)))
    return frozenset(key for pages in sides for key in _elected(pages))


def _elected(pages: Sequence[Page]) -> Iterator[str]:
    least = max(_LEAST_PAGES, len(pages) * _LEAST_SHARE)
    votes = Counter(
        key
        for number, lines in pages
        for key in {key for index in _edges(lines) for key in _keys(number, lines[index])}
    )
    return (key for key, count in votes.items() if count >= least)


def _matching(page: Page, repeated: Set[str]) -> frozenset[int]:
    if not repeated:
        return frozenset()
    number, lines = page
    return frozenset(
        index
        for index, line in enumerate(lines)
        if line and not repeated.isdisjoint(_keys(number, line))
    )


def _running(page: Page, repeated: Set[str], matching: Set[int]) -> frozenset[int]:
    number, lines = page
    # On page one the words of a running head are the title of the work.
    title = {index for index in matching if number == 1 and lines[index] in repeated}
    return frozenset(matching & frozenset(_edges(lines)) - title)


def _is_most(matching: Set[int], page: Page) -> bool:
    return len(matching) > sum(map(bool, page[1])) * _MOST_OF_A_PAGE


def _edges(lines: Sequence[str]) -> list[int]:
    """Return the indexes of the first and last lines that carry anything."""
    filled = [index for index, line in enumerate(lines) if line]
    return filled[:_EDGE_LINES] + filled[_EDGE_LINES:][-_EDGE_LINES:]


def _keys(number: int, line: str) -> Iterator[str]:
    """Yield what the line may share with others: its words, or all but the page number in it."""
    if len(line) > _LINE_CHARACTERS:
        return
    yield line
    for match in islice(_NUMBER.finditer(line), _NUMBERS_PER_LINE):
        before, after = line[: match.start()], line[match.end() :]
        if _may_number_pages(before, after):
            yield f"{before}\0{int(match.group()) - number}\0{after}"


def _may_number_pages(before: str, after: str) -> bool:
    """Tell « Page 12 sur 30 », « A/HRC/36/6 – 12 » from « Article 12 » and from a sentence."""
    words = [word.strip(_PUNCTUATION).casefold() for word in f"{before} {after}".split()]
    own = [word for word in words if word and not word.isdecimal() and word not in _PAGE_WORDS]
    if len(own) <= _HEADING_WORDS and all(map(str.isalpha, own)):
        return not own
    return not any(map(str.isalnum, before)) or not any(map(str.isalnum, after))
