"""The picture of one page of a PDF or of an image file, to be looked at or recognised."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageOps

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.readings import MediaType

PICTURE_TYPES: Final = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.TIFF})
DRAWN_TYPES: Final = PICTURE_TYPES | {MediaType.PDF}

MOST_DPI: Final = 300
LONGEST_SIDE: Final = 4_000

_POINTS_PER_INCH: Final = 72
_FORMATS: Final = ("JPEG", "PNG", "TIFF")
_PLAUSIBLE_DPI: Final = range(70, 1_301)
_PAGE_INCHES: Final = 8.27
"""The short side of an A4 sheet: what a picture that tells no resolution is taken for."""
_MOST_ENLARGED: Final = 2.0
_WHITE: Final = (255, 255, 255)
_SIXTEEN_BITS: Final = frozenset({"I;16", "I;16B", "I;16L", "I"})


def page_picture(path: Path, media_type: MediaType, number: int, dpi: int) -> Image.Image:
    """Return page ``number`` (from 1) as an RGB image at ``dpi``, upright, no side above 4,000 px.

    To be run isolated: a damaged file can end the process. Raises ExtractionFailed.
    """
    dpi = min(dpi, MOST_DPI)
    if media_type == MediaType.PDF:
        return _pdf_page(path, number, dpi)
    with opened_picture(path) as picture:
        return _picture_page(picture, number, dpi)


def _pdf_page(path: Path, number: int, dpi: int) -> Image.Image:
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            page = pdf[number - 1]
            longest = max(*page.get_size(), 1)
            scale = min(dpi / _POINTS_PER_INCH, LONGEST_SIDE / longest)
            drawn: Image.Image = page.render(scale=scale).to_pil()
            return drawn.convert("RGB")
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise ExtractionFailed(FailureReason.DAMAGED, str(error)) from error


@contextmanager
def opened_picture(path: Path) -> Iterator[Image.Image]:
    """Give an image file with its first frame chosen; raise ExtractionFailed for what harms."""
    try:
        with warnings.catch_warnings():
            # Tags that make no sense are no reason; more pixels than Pillow dares to load are.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=_FORMATS) as picture:
                yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ExtractionFailed(FailureReason.TOO_LARGE, str(error)) from error
    except (MemoryError, ExtractionFailed):
        raise
    except Exception as error:
        # A broken file makes Pillow fail in every way there is.
        detail = f"{type(error).__name__}: {error}"
        raise ExtractionFailed(FailureReason.DAMAGED, detail) from error


def _picture_page(picture: Image.Image, number: int, dpi: int) -> Image.Image:
    picture.seek(number - 1)
    scale = _scale(picture, dpi)
    size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
    if picture.format == "JPEG" and scale < 1:
        picture.draft("RGB", size)
    upright = ImageOps.exif_transpose(picture)
    if (upright.width > upright.height) != (size[0] > size[1]):
        size = size[::-1]
    coloured = _on_white(upright)
    return coloured if coloured.size == size else coloured.resize(size, Image.Resampling.LANCZOS)


def _scale(picture: Image.Image, dpi: int) -> float:
    short, long = sorted(picture.size)
    stated = picture.info.get("dpi", (0, 0))[0]
    own = float(stated) if round(float(stated)) in _PLAUSIBLE_DPI else short / _PAGE_INCHES
    return min(dpi / own, _MOST_ENLARGED, LONGEST_SIDE / long)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in _SIXTEEN_BITS:
        # Pillow would cut such values off instead of scaling them.
        values = picture.convert("I")
        darkest, brightest = values.getextrema()
        span = max(int(brightest) - int(darkest), 1)  # type: ignore[arg-type]
        scaled = values.point(lambda value: (value - darkest) * (255.0 / span))
        return scaled.convert("L").convert("RGB")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        sheet = Image.new("RGB", layered.size, _WHITE)
        sheet.paste(layered, mask=layered.getchannel("A"))
        return sheet
    return picture.convert("RGB")
