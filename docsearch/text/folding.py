"""One spelling of lines in French, English and Arabic, for those who look for patterns in them."""

import re
import unicodedata

from docsearch.text.arabic import fold
from docsearch.text.normalise import COMBINING, plain


def folded_line(text: str) -> str:
    """Return a line in lower case, without accents, with one alef and single spaces."""
    apart = unicodedata.normalize("NFD", fold(plain(text)))
    return " ".join(re.sub(f"[{COMBINING}]", "", apart).split())
