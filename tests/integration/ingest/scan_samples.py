"""Small scans drawn for the tests, in the fonts that the screens are set in."""

import io
from functools import cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from tests.conftest import CHECKOUT

FRENCH: Final = (
    "Rapport annuel sur les droits des femmes",
    "Le conseil national recommande au gouvernement de ratifier la convention",
    "et de publier un rapport sur les mesures prises dans les provinces du royaume.",
    "Les associations demandent une réforme de la loi relative à la garde à vue.",
)
ARABIC: Final = (
    "تقرير سنوي حول حقوق النساء",
    "يوصي المجلس الوطني الحكومة بالمصادقة على الاتفاقية الدولية",
    "ونشر تقرير حول التدابير المتخذة في جهات المملكة",
    "وتطالب الجمعيات بإصلاح القانون المتعلق بالحراسة النظرية",
)
HEAD: Final = "Conseil national des droits de l'homme"
SUBJECTS: Final = ("logement", "santé", "justice", "travail", "environnement")

_VENDOR: Final = CHECKOUT / "docsearch" / "static" / "vendor"
_FONTS: Final = {
    False: "ibm-plex-sans-5.3.0/ibm-plex-sans-latin-400-normal.woff2",
    True: "ibm-plex-sans-arabic-5.3.0/ibm-plex-sans-arabic-arabic-400-normal.woff2",
}
_SIZE: Final = (1654, 900)
_MARGIN: Final = 120


def picture(lines: tuple[str, ...], *, turn: int = 0) -> Image.Image:
    """Return a picture of the lines at 200 dpi, turned counter-clockwise."""
    sheet = Image.new("L", _SIZE, 250)
    draw = ImageDraw.Draw(sheet)
    for row, line in enumerate(lines):
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in line)
        place = (_SIZE[0] - _MARGIN if arabic else _MARGIN, _MARGIN + 90 * row)
        draw.text(
            place,
            line,
            font=_font(arabic=arabic),
            fill=20,
            anchor="ra" if arabic else "la",
            direction="rtl" if arabic else "ltr",
        )
    return sheet.rotate(turn, expand=True)


def png(lines: tuple[str, ...], *, turn: int = 0) -> bytes:
    written = io.BytesIO()
    picture(lines, turn=turn).save(written, "PNG", dpi=(200, 200))
    return written.getvalue()


def tiff(*pages: tuple[str, ...]) -> bytes:
    """Return a TIFF with one page for each group of lines."""
    first, *others = (picture(lines) for lines in pages)
    written = io.BytesIO()
    first.save(
        written,
        "TIFF",
        save_all=True,
        append_images=others,
        dpi=(200, 200),
        compression="tiff_lzw",
    )
    return written.getvalue()


def subjects(count: int) -> bytes:
    """Return a TIFF of pages with a running head and a subject of its own on each."""
    return tiff(
        *(
            (
                HEAD,
                f"Le rapport de la commission traite du droit au {subject}",
                f"Les mesures relatives au {subject} sont insuffisantes",
                f"La commission parlementaire visite les lieux de {subject}",
                f"Elle publie chaque année un avis sur le {subject}",
            )
            for subject in SUBJECTS[:count]
        )
    )


def pdf(*pages: tuple[str, ...], title: str | None = None) -> bytes:
    """Return a scanned PDF: a picture on each page and no text; scanners write their ``title``."""
    first, *others = (picture(lines) for lines in pages)
    written = io.BytesIO()
    options = {"save_all": True, "append_images": others, "resolution": 200, "title": title}
    first.save(written, "PDF", **options)
    return written.getvalue()


@cache
def _font(*, arabic: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_VENDOR / _FONTS[arabic], 40)
