"""Pages of an image file: they have a picture each and no text until it is recognised."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from PIL import Image

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FailureReason
from docsearch.domain.errors import Invalid
from docsearch.ingest.failures import ExtractionFailed, describe
from docsearch.ingest.page_picture import opened_picture
from docsearch.ingest.readings import PageReading, Properties

_TAKEN_AT: Final = 306


def read_image(path: Path, first_page: int, page_limit: int) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the frames from ``first_page`` on; raise ExtractionFailed."""
    with opened_picture(path) as picture:
        count = _frame_count(picture, page_limit)
        yield Properties(count, created=_created(picture))
        notes = []
        for number in range(first_page, count + 1):
            note = _note(picture, number)
            notes.append(note)
            yield PageReading(number, str(number), "", note=note, pictured=not note)
        if first_page == 1 and all(notes):
            raise ExtractionFailed(FailureReason.DAMAGED, f"no picture can be read: {notes[0]}")


def _frame_count(picture: Image.Image, page_limit: int) -> int:
    # Only TIFF holds pages; the further frames of others are previews or animation.
    if picture.format != "TIFF":
        return 1
    count = 1
    while count <= page_limit:
        try:
            picture.seek(count)
        except EOFError:
            return count
        count += 1
    detail = f"more than {page_limit} pages"
    raise ExtractionFailed(FailureReason.TOO_MANY_PAGES, detail)


def _note(picture: Image.Image, number: int) -> str:
    """Return why a frame cannot be decoded, or nothing."""
    try:
        picture.seek(number - 1)
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise
    except Exception as error:
        return describe(error)
    return ""


def _created(picture: Image.Image) -> PartialDate | None:
    """Return the day of ``2019:05:02 10:00:00``, as cameras and scanners write it.

    What they call title and author is their own name.
    """
    picture.seek(0)
    moment = str(picture.getexif().get(_TAKEN_AT, ""))
    with suppress(Invalid):
        return PartialDate.parse(moment[:10].replace(":", "-"))
    return None
