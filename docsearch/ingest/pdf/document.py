"""A PDF opened by pypdf, which stops malformed files with an error and never a crash."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed, describe


def open_pdf(file: IO[bytes]) -> PdfReader:
    """Return the reader of a PDF; raise ExtractionFailed: ENCRYPTED, DAMAGED."""
    # Broken files make pypdf talkative; what matters is in the outcome.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(file, strict=False)
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except MemoryError:
        raise
    except (FileNotDecryptedError, DependencyError, NotImplementedError) as error:
        raise ExtractionFailed(FailureReason.ENCRYPTED, describe(error)) from error
    except Exception as error:
        raise ExtractionFailed(FailureReason.DAMAGED, describe(error)) from error
    if locked:
        raise ExtractionFailed(FailureReason.ENCRYPTED, "a password is needed")
    return reader


def page_list(reader: PdfReader, page_limit: int) -> Sequence[PageObject]:
    """Return the pages; raise ExtractionFailed: DAMAGED, TOO_MANY_PAGES."""
    try:
        count = len(reader.pages)
    except MemoryError:
        raise
    except LimitReachedError as error:
        if _declared_count(reader) > page_limit:
            raise _too_many(_declared_count(reader), page_limit) from error
        raise ExtractionFailed(FailureReason.DAMAGED, describe(error)) from error
    except Exception as error:
        raise ExtractionFailed(FailureReason.DAMAGED, describe(error)) from error
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
