"""A picture of a PDF page, for reading beside its text."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pypdfium2

_WIDTH: Final = 1000
_HIGHEST: Final = 4000


def draw_page(path: Path, number: int) -> Iterator[bytes]:
    """Yield page ``number`` (from 1) of a PDF as one WebP image, 1,000 pixels wide at most.

    To be run isolated: a damaged file can end the process.
    """
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(_WIDTH / max(width, 1), _HIGHEST / max(height, 1))
        picture = io.BytesIO()
        page.render(scale=scale).to_pil().save(picture, "WEBP", quality=80)
        yield picture.getvalue()
