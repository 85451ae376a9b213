"""The script of words, which tells Arabic from the languages written in Latin letters."""

import re
from typing import Final

from docsearch.domain.language import ARABIC, FRENCH
from docsearch.text.arabic import is_arabic

_ARABIC_LETTER: Final = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufefc]")
_LATIN_LETTER: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")


def is_mostly_arabic(text: str) -> bool:
    """Tell whether more letters of the text are Arabic than Latin."""
    return len(_ARABIC_LETTER.findall(text)) > len(_LATIN_LETTER.findall(text))


def language_of_words(text: str) -> str | None:
    """Return Arabic or French for words all in one script, ``None`` where scripts are mixed."""
    arabic, latin = is_arabic(text), _LATIN_LETTER.search(text) is not None
    if arabic == latin:
        return None
    return ARABIC if arabic else FRENCH
