"""Languages that the centre can name."""

from dataclasses import dataclass
from typing import Final

FRENCH: Final = "fr"
ARABIC: Final = "ar"
UNKNOWN: Final = "und"
"""ISO 639-2 code of an undetermined language."""

SCAN_LANGUAGES: Final = (FRENCH, ARABIC, f"{FRENCH}+{ARABIC}")
"""What staff may say of the language of scanned pages; saying nothing leaves it to the machine."""

INTERFACE_LANGUAGES: Final = ("fr", "ar", "en")


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """A language found in a text, with a confidence between 0 and 1."""

    code: str
    confidence: float
