"""A whole file read without a centre: its scanned pages too, and the files inside it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from docsearch.domain.documents import FailureReason, TextMethod
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.contents import OPENED_UNASKED, Member, unpack
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.page_picture import DRAWN_TYPES
from docsearch.ingest.pipeline import read, through_stages
from docsearch.ingest.readings import MediaType, PageReading
from docsearch.ingest.receive import receive
from docsearch.ingest.recognition.recognise import RecognitionModels, recognise

WAITING: Final = "waiting for its recognition: the models are not installed"
"""The note of a page whose picture would give a better text."""

_DEEPEST: Final = 3


def read_whole(
    path: Path, name: str, limits: Limits, models: RecognitionModels, language: str = ""
) -> Iterator[PageReading]:
    """Yield all pages as all stages leave them; raise ExtractionFailed.

    A page without a usable text is recognised, or notes that it is ``WAITING``. The files in an
    archive or a message follow one another; those that cannot be read are left out.
    """
    return _Reader(limits, models, language).read(path, name, depth=1)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Everything that is the same for a file and the files inside it."""

    limits: Limits
    models: RecognitionModels
    language: str

    def read(self, path: Path, name: str, *, depth: int) -> Iterator[PageReading]:
        kind = receive(path, self.limits)
        count = 0
        if kind is not MediaType.ZIP:
            for page in self._pages(path, name, kind):
                count = page.number
                yield page
        if kind in OPENED_UNASKED and depth < _DEEPEST:
            inside = enumerate(self._members(path, kind, depth), start=count + 1)
            for count, page in inside:
                yield replace(page, number=count)
        if kind is MediaType.ZIP and not count:
            raise ExtractionFailed(FailureReason.NOTHING_INSIDE, "no file inside can be read")

    def _pages(self, path: Path, name: str, kind: MediaType) -> Iterator[PageReading]:
        for batch in read(path, kind, name, self.limits):
            poor = [page for page in batch.pages if page.unusable and kind in DRAWN_TYPES]
            better = self._recognised(path, kind, poor)
            yield from (better.get(page.number, page) for page in batch.pages)

    def _recognised(
        self, path: Path, kind: MediaType, pages: Sequence[PageReading]
    ) -> dict[int, PageReading]:
        """Return what is better than these pages, by number."""
        if not self.models.installed:
            return {page.number: replace(page, note=WAITING) for page in pages}
        recognised = through_stages(tuple(self._recognise(path, kind, page) for page in pages))
        return {
            after.number: after
            for before, after in zip(pages, recognised, strict=True)
            if after.betters(before)
        }

    def _recognise(self, path: Path, kind: MediaType, page: PageReading) -> PageReading:
        try:
            found = recognise(path, kind, page.number, self.language, self.models, self.limits)
        except ExtractionFailed as failure:
            found = PageReading(page.number, page.label, "", TextMethod.OCR, note=str(failure))
        return replace(found, label=page.label)

    def _members(self, path: Path, kind: MediaType, depth: int) -> Iterator[PageReading]:
        with TemporaryDirectory() as folder:
            held = Path(folder, "member")
            for name in self._unpacked(path, kind, held):
                try:
                    yield from self.read(held, name, depth=depth + 1)
                except ExtractionFailed:
                    continue

    def _unpacked(self, path: Path, kind: MediaType, held: Path) -> Iterator[str]:
        """Yield the name of each readable file inside while ``held`` has its bytes."""
        name = ""
        unpacked = run_isolated(unpack, path, kind, self.limits.bytes, limits=self.limits)
        with closing(unpacked):
            for item in unpacked:
                if isinstance(item, Member):
                    if name:
                        yield name
                    name = "" if item.reason else item.name or held.name
                    held.write_bytes(b"")
                else:
                    with held.open("ab") as file:
                        file.write(item)
        if name:
            yield name
