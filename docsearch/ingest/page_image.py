"""A picture of a page, for reading beside its text."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docsearch.ingest.page_picture import page_picture
from docsearch.ingest.readings import MediaType

_WIDTH: Final = 1000
_HIGHEST: Final = 4000
_DPI: Final = 150


def draw_page(path: Path, media_type: MediaType, number: int) -> Iterator[bytes]:
    """Yield page ``number`` (from 1) as one WebP image, 1,000 pixels wide at most.

    To be run isolated: a damaged file can end the process.
    """
    picture = page_picture(path, media_type, number, _DPI)
    picture.thumbnail((_WIDTH, _HIGHEST))
    content = io.BytesIO()
    picture.save(content, "WEBP", quality=80)
    yield content.getvalue()
