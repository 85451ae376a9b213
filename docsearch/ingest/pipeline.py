"""The way of a file from its bytes to pages with languages and citations, on one screen."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar, cast

from docsearch.domain.documents import FailureReason
from docsearch.ingest.cite import cite
from docsearch.ingest.clean import clean
from docsearch.ingest.extract import extract
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.grade import grade
from docsearch.ingest.identify import identify
from docsearch.ingest.limits import Limits
from docsearch.ingest.propose import propose
from docsearch.ingest.readings import Batch, MediaType, PageReading, Properties, Proposal
from docsearch.ingest.repair import repair

Window = tuple[PageReading, ...]
Stage = Callable[[Window], Window]
Item = TypeVar("Item")

STAGES: Final[tuple[Stage, ...]] = (clean, repair, identify, grade, cite)

_CORRECTING: Final[frozenset[Stage]] = frozenset({clean, repair})
"""What a text needs that a machine read, and must not be done to what a person wrote."""

MOST_CHARACTERS: Final = 20_000_000
"""More than 5,000 full pages hold; a small file may repeat one page without end."""

WINDOW_PAGES: Final = 40
"""Pages that are held together: enough to see what they repeat, few enough to hold."""


def read(
    path: Path, media_type: MediaType, name: str, limits: Limits, *, first_page: int = 1
) -> Iterator[Batch]:
    """Yield the document in batches of pages; raise ExtractionFailed when it cannot be read.

    ``media_type`` is what ``receive`` has found; ``first_page`` resumes after the last stored
    batch. Whoever stores the pages learns the document's languages from ``combine_languages``,
    and whether any page has a letter.
    """
    with closing(extract(path, media_type, limits, first_page)) as extracted:
        properties = cast(Properties, next(extracted))
        characters = 0
        left = properties.page_count - first_page + 1
        for window in windows(cast(Iterator[PageReading], extracted), left):
            pages = through_stages(window)
            characters += sum(len(page.text) for page in pages)
            if characters > MOST_CHARACTERS:
                raise ExtractionFailed(FailureReason.TOO_LARGE, f"{characters} characters")
            first = window[0]
            proposal = propose(properties, first.text, name) if first.number == 1 else None
            yield Batch(properties, pages, proposal)


def propose_anew(
    path: Path, media_type: MediaType, name: str, first: PageReading, limits: Limits
) -> Proposal:
    """Return the description that a file proposes now that its first page says something."""
    with closing(extract(path, media_type, limits, 1)) as extracted:
        return propose(cast(Properties, next(extracted)), first.text, name)


def through_stages(pages: Window, *, cleaned: bool = False) -> Window:
    """Return pages as all stages leave them; what is ``cleaned`` already is only described."""
    for stage in STAGES:
        if not (cleaned and stage in _CORRECTING):
            pages = stage(pages)
    return pages


def windows(pages: Iterable[Item], count: int) -> Iterator[tuple[Item, ...]]:
    """Yield windows of pages, the last one longer rather than too short to compare its pages."""
    source, remaining = iter(pages), count
    # One more than the pages is asked for: only then does the extraction say how it ended.
    while window := tuple(islice(source, max(_window_size(remaining), 1))):
        yield window
        remaining -= len(window)


def _window_size(remaining: int) -> int:
    return remaining if remaining < WINDOW_PAGES * 3 // 2 else WINDOW_PAGES
