"""The corpus as search engines receive it: tokens, so that all are given the same ones."""

from collections.abc import Iterator, Sequence

from bench.corpus import Work
from docsearch.domain.access import AccessLevel
from docsearch.search.ports import DESCRIPTION_PAGE, IndexRecord, TermField
from docsearch.text.analysis import analyze


def records(works: Sequence[Work]) -> Iterator[tuple[int, list[IndexRecord]]]:
    """Yield the works with all their records, numbered from 1."""
    for number, work in enumerate(works, start=1):
        texts = enumerate([work.title, *work.pages], start=DESCRIPTION_PAGE)
        yield number, [_record(number, work, page, text) for page, text in texts]


def _record(number: int, work: Work, page: int, text: str) -> IndexRecord:
    tokens = analyze(text)
    stems = [token.stem for token in tokens]
    terms: dict[TermField, Sequence[str | None]] = {
        TermField.STEM: stems,
        TermField.EXACT: [token.exact for token in tokens],
    }
    if page == DESCRIPTION_PAGE:
        terms[TermField.TITLE] = stems
    return IndexRecord(
        document=number,
        page=page,
        access=AccessLevel.PUBLIC,
        terms=terms,
        languages=(work.language,),
        type=work.type,
        year=work.year,
        collection=work.collection,
        date=str(work.year or ""),
    )
