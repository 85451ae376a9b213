"""Texts as optical recognition returns them: one letter in so many wrong, lost or doubled."""

import random
from typing import Final

_ARABIC: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"


def misread(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    letters = _ARABIC if "ا" in text else _LATIN

    def read(character: str) -> str:
        if chance.random() >= share:
            return character
        other = chance.choice(letters)
        return chance.choice((other, other, "", character + other, " "))

    return "".join(map(read, text))
