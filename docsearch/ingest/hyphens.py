"""Words that the end of a line divided."""

import re
from collections.abc import Set
from typing import Final

_DIVIDED: Final = re.compile(
    r"(?<![^\W\d_])([^\W\d_]++)[-‐][ \t]*+\n[ \t]*+([^\W\d_]++)(\S*+)[ \t]*+\n?"
)
_HYPHEN_AT_LINE_END: Final = re.compile(r"[-‐][ \t]*+\n")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")

# Only what is not also a first or last syllable: « ex-pert », « mi-nistre », « sur-veiller ».
_FIRST_PARTS: Final = frozenset(
    """
    à après arrière avant celle celles celui centre ceux chef demi est grand haut hors là nord non
    ouest outre peut plus porte presque quasi quelques rendez saint sainte savoir semi sous sud
    tiers vice vis
    """.split()
)
_LAST_PARTS: Final = frozenset(
    """
    delà dessous dessus elle elles être eux ils lui même mêmes moi nous toi vous
    """.split()
)


def join_divided(text: str) -> str:
    """Join words divided by a hyphen, which stays where the word has one of its own.

    >>> join_divided("la consti-\\ntution, le porte-\\nparole et sa suite")
    'la constitution,\\nle porte-parole\\net sa suite'
    """
    if _HYPHEN_AT_LINE_END.search(text) is None:
        return text
    written = set(map(str.casefold, _WORD.findall(text)))

    def joined(match: re.Match[str]) -> str:
        first, second, rest = match.groups()
        hyphen = "-" if _has_hyphen(first, second, written) else ""
        return f"{first}{hyphen}{second}{rest}\n"

    return _DIVIDED.sub(joined, text)


def _has_hyphen(first: str, second: str, written: Set[str]) -> bool:
    """Tell whether the parts are a compound, first of all by how the text writes it elsewhere."""
    if f"{first}-{second}".casefold() in written:
        return True
    if f"{first}{second}".casefold() in written:
        return False
    return (
        first.casefold() in _FIRST_PARTS
        or second.casefold() in _LAST_PARTS
        # « Rhône-Alpes »; a line all in capitals is divided like any other.
        or (second[0].isupper() and not first.isupper())
    )
