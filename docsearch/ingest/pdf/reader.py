"""Pages of a PDF through pypdf, which stops malformed files with an error and never a crash."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.readings import PageReading, Properties

PAGE_CHARACTERS: Final = 100_000
"""More than any printed page holds; what exceeds it was made to exhaust the reader."""

# False bold: every letter of several words drawn twice, a little apart.
_DOUBLED_LINE: Final = re.compile(r"^(?=.*\S[ \t]+\S)(?:(\S)\1|[ \t])+$", re.MULTILINE)
_PAIR: Final = re.compile(r"(\S)\1")

_PAGES_BETWEEN_CLEARINGS: Final = 50
_LABEL_CHARACTERS: Final = 40
_PROPERTY_CHARACTERS: Final = 500


def read_pdf(path: Path, first_page: int, page_limit: int) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the pages from ``first_page`` on; raise ExtractionFailed."""
    # Broken files make pypdf talkative; what matters is in the outcome.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as file:
        reader = _open(file)
        pages = _page_list(reader, page_limit)
        yield _properties(reader, len(pages))
        labels = _labels(reader, len(pages))
        readable = first_page > 1
        note = ""
        for number in range(first_page, len(pages) + 1):
            reading = _read_page(pages, number, labels[number - 1])
            note = reading.note
            readable = readable or not note
            yield reading
            if number % _PAGES_BETWEEN_CLEARINGS == 0:
                # pypdf keeps every object it ever resolved.
                reader.resolved_objects.clear()
        if not readable:
            raise ExtractionFailed(FailureReason.DAMAGED, f"no page can be read: {note}")


def _open(file: IO[bytes]) -> PdfReader:
    try:
        reader = PdfReader(file, strict=False)
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except MemoryError:
        raise
    except (FileNotDecryptedError, DependencyError, NotImplementedError) as error:
        raise ExtractionFailed(FailureReason.ENCRYPTED, _describe(error)) from error
    except Exception as error:
        raise ExtractionFailed(FailureReason.DAMAGED, _describe(error)) from error
    if locked:
        raise ExtractionFailed(FailureReason.ENCRYPTED, "a password is needed")
    return reader


def _page_list(reader: PdfReader, page_limit: int) -> Sequence[PageObject]:
    try:
        count = len(reader.pages)
    except MemoryError:
        raise
    except LimitReachedError as error:
        if _declared_count(reader) > page_limit:
            raise _too_many(_declared_count(reader), page_limit) from error
        raise ExtractionFailed(FailureReason.DAMAGED, _describe(error)) from error
    except Exception as error:
        raise ExtractionFailed(FailureReason.DAMAGED, _describe(error)) from error
    if count > page_limit:
        raise _too_many(count, page_limit)
    if count == 0:
        raise ExtractionFailed(FailureReason.DAMAGED, "the file holds no page")
    return reader.pages


def _declared_count(reader: PdfReader) -> int:
    with suppress(Exception):
        return int(reader.root_object["/Pages"]["/Count"])  # type: ignore[index]
    return 0


def _too_many(count: int, page_limit: int) -> ExtractionFailed:
    return ExtractionFailed(FailureReason.TOO_MANY_PAGES, f"{count} pages, limit {page_limit}")


def _read_page(pages: Sequence[PageObject], number: int, label: str) -> PageReading:
    try:
        text = pages[number - 1].extract_text()
    except MemoryError:
        raise
    except Exception as error:
        return PageReading(number, label, "", note=_describe(error))
    if len(text) > PAGE_CHARACTERS:
        detail = f"page {number} holds {len(text)} characters"
        raise ExtractionFailed(FailureReason.TOO_LARGE, detail)
    return PageReading(number, label, _without_doubles(text))


def _without_doubles(text: str) -> str:
    return _DOUBLED_LINE.sub(lambda line: _PAIR.sub(r"\1", line.group()), text)


def _labels(reader: PdfReader, page_count: int) -> list[str]:
    positions = [str(number) for number in range(1, page_count + 1)]
    with suppress(Exception):
        declared = [str(label).strip()[:_LABEL_CHARACTERS] for label in reader.page_labels]
        return [label or position for label, position in zip(declared, positions, strict=True)]
    return positions


def _properties(reader: PdfReader, page_count: int) -> Properties:
    title = author = ""
    created = None
    with suppress(Exception):
        metadata = reader.metadata
        if metadata is not None:
            title = str(metadata.title or "")[:_PROPERTY_CHARACTERS]
            author = str(metadata.author or "")[:_PROPERTY_CHARACTERS]
            # Read last: a date that cannot be parsed raises.
            moment = metadata.creation_date
            if moment is not None:
                created = PartialDate(moment.year, moment.month, moment.day)
    return Properties(page_count, title, author, created)


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
