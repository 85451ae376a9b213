"""Any number of pages as search engines receive them: tokens, so that all are given the same."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from bench.passages import Outline, Passage, Passages
from docsearch.domain.access import AccessLevel
from docsearch.search.ports import DESCRIPTION_PAGE, IndexRecord
from docsearch.search.query_tree import Attribute, TermField

_SEED: Final = 4

Page = tuple[Passage, ...]


def documents(passages: Passages, pages: int) -> Iterator[tuple[int, list[IndexRecord]]]:
    """Yield documents of so many pages in all, numbered from 1, the last one cut short.

    First come the works as they are. Where they do not suffice they come again, and again: each
    page then keeps half of its passages and takes the others from a page, drawn anew each time,
    of another work of its collection, all in another order. So pages say what real pages say,
    words that go together still do, and no two pages are the same.
    """
    left = pages
    for number, outline in enumerate(_rounds(passages.outlines), start=1):
        taken = outline.pages[:left]
        yield number, list(_records(passages, number, outline, taken))
        left -= len(taken)
        if left <= 0:
            return


def document(passages: Passages, number: int, pages: int) -> list[IndexRecord]:
    """Return a document of so many pages of the corpus, fewer when there are no more."""
    first = passages.outlines[0]
    taken = islice((page for outline in passages.outlines for page in outline.pages), pages)
    return list(_records(passages, number, first, list(taken)))


def _rounds(outlines: Sequence[Outline]) -> Iterator[Outline]:
    yield from outlines
    chance = random.Random(_SEED)
    while outlines:
        pages: dict[str, list[Page]] = {}
        for outline in outlines:
            pages.setdefault(outline.work.collection, []).extend(outline.pages)
        strange = {name: _turned(found, chance) for name, found in pages.items()}
        for outline in outlines:
            others = islice(strange[outline.work.collection], len(outline.pages))
            mixed = tuple(map(_mixed, outline.pages, others, [chance] * len(outline.pages)))
            yield Outline(outline.work, outline.title, mixed)


def _turned(pages: list[Page], chance: random.Random) -> Iterator[Page]:
    first = chance.randrange(len(pages))
    return iter(pages[first:] + pages[:first])


def _mixed(page: Page, other: Page, chance: random.Random) -> Page:
    kept = (len(page) + 1) // 2
    passages = chance.sample(page, kept)
    passages += chance.sample(other, min(len(page) - kept, len(other)))
    chance.shuffle(passages)
    return tuple(passages)


def _records(
    passages: Passages, number: int, outline: Outline, pages: Sequence[Page]
) -> Iterator[IndexRecord]:
    work = outline.work
    year = str(work.year or "")
    attributes = {
        Attribute.LANGUAGE: (work.language,),
        Attribute.TYPE: (work.type,),
        Attribute.YEAR: (year,) if year else (),
        Attribute.COLLECTION: (work.collection,),
    }
    for place, page in enumerate([outline.title, *pages], start=DESCRIPTION_PAGE):
        text, terms, words = passages.joined(page)
        if place == DESCRIPTION_PAGE:
            terms[TermField.TITLE] = terms[TermField.STEM]
        yield IndexRecord(
            document=number,
            page=place,
            access=AccessLevel.PUBLIC,
            terms=terms,
            attributes=attributes,
            date=year,
            text=text,
            words=words,
        )
