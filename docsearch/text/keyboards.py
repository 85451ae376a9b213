"""Words typed while the keyboard was set to the other script.

Which letter of each script stands on the same key, for the French and the English keyboard beside
the Arabic one (keyboard layouts ``fr``, ``us`` and ``ara`` of X.Org).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

AZERTY: Final[Mapping[str, str]] = dict(
    zip("azertyuiop^$qsdfghjklmùwxcvn,;:!`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", strict=True)
) | {"b": "لا", "B": "لآ", "G": "لأ", "T": "لإ", "H": "أ", "Y": "إ", "N": "آ", "K": "،"}
"""The letters of an Arabic keyboard under those of a French one."""

QWERTY: Final[Mapping[str, str]] = dict(
    zip("qwertyuiop[]asdfghjkl;'zxcvnm,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", strict=True)
) | {"b": "لا", "B": "لآ", "G": "لأ", "T": "لإ", "H": "أ", "Y": "إ", "N": "آ", "K": "،"}
"""The letters of an Arabic keyboard under those of an English one."""

KEYBOARDS: Final = (AZERTY, QWERTY)
"""The most common first: a reading that finds something ends the search for others."""

_FEWEST_LETTERS: Final = 3
_CIRCUMFLEX: Final = "\u0302"
_ARABIC: Final = "ARABIC"
_LATIN: Final = "LATIN"


def other_keyboards(text: str) -> Iterator[str]:
    """Yield what the same keys give in the other script, if all letters are of one script."""
    scripts = {script for letter in text if (script := _script(letter))}
    if len(scripts) != 1 or sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return
    (script,) = scripts
    for keyboard in KEYBOARDS:
        typed = _to_arabic(text, keyboard) if script == _LATIN else _to_latin(text, keyboard)
        if typed != text:
            yield typed


def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in (_ARABIC, _LATIN) else "other"


def _to_arabic(text: str, keyboard: Mapping[str, str]) -> str:
    return "".join(keyboard.get(key, keyboard.get(key.lower(), key)) for key in _keys(text))


def _keys(text: str) -> Iterator[str]:
    # Caps Lock, which means nothing on an Arabic keyboard.
    for letter in text.lower() if text.isupper() else text:
        bare = unicodedata.normalize("NFD", letter)
        # The circumflex is typed before its letter.
        yield from (["^", bare[0]] if bare[1:] == _CIRCUMFLEX else [letter])


def _to_latin(text: str, keyboard: Mapping[str, str]) -> str:
    # Both keys of lam and alef give them as well, but one key is nearer than two.
    for typed, letters in sorted(keyboard.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        text = text.replace(letters, typed)
    return unicodedata.normalize("NFC", _with_circumflexes(text))


def _with_circumflexes(text: str) -> str:
    before, *parts = text.split("^")
    return before + "".join(
        part[0] + _CIRCUMFLEX + part[1:] if part[:1].isalpha() else "^" + part for part in parts
    )
