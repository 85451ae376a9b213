"""Texts and labels in French and Arabic that say the same, as the words they are learnt from."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from docsearch.text.analysis import Token, analyze
from docsearch.text.arabic import is_arabic
from docsearch.text.normalise import COMBINING, INVISIBLE, TATWEEL

LONGEST_PHRASE: Final = 5
"""Words of a phrase that is known as one."""

_LONGEST_TEXT: Final = 20_000
_MOST_WORDS: Final = 300
"""Words of a text that are compared with all those of its twin."""

_LABEL_ENDS: Final = re.compile(r"[.?!؟؛;:]\s*$")
_ASIDE: Final = re.compile(r"\([^()]*\)")
_UNSEEN: Final = re.compile(f"[{INVISIBLE}{COMBINING}{TATWEEL}]+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


class Kind(StrEnum):
    """What two twin texts are: texts, two names of one thing, or another name of it."""

    TEXT = "text"
    LABEL = "label"
    OTHER_LABEL = "other-label"


class Twin(NamedTuple):
    """A French and an Arabic text that say the same."""

    french: str
    arabic: str
    kind: Kind = Kind.TEXT


def concept(french: Sequence[str], arabic: Sequence[str]) -> Iterator[Twin]:
    """Yield the pairs of the names of one thing; the first of each language are its best."""
    if french and arabic:
        yield Twin(french[0], arabic[0], Kind.LABEL)
        for name in french[1:]:
            yield Twin(name, arabic[0], Kind.OTHER_LABEL)
        for name in arabic[1:]:
            yield Twin(french[0], name, Kind.OTHER_LABEL)


class Word(NamedTuple):
    """A word of a text that says something: its stem, its number in the text, how it is written."""

    stem: str
    position: int
    start: int
    end: int


class Text(NamedTuple):
    """A text and its words in one language; those of the other are left out."""

    text: str
    words: tuple[Word, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """Return the stems in order."""
        return tuple(word.stem for word in self.words)

    def shown(self, first: int, last: int) -> str:
        """Return how the text writes the words from the first to the last."""
        return written(self.text[self.words[first].start : self.words[last].end])


def written(text: str) -> str:
    """Return a word or phrase as it is shown outside its text: bare, in lower case."""
    return " ".join(_UNSEEN.sub("", text).lower().split())


def read_twins(twins: Iterable[Twin]) -> Iterator[tuple[Twin, tuple[Text, Text]]]:
    """Yield the twins that say something in both languages, with their words."""
    for twin in twins:
        french = _words(twin.french, label=twin.kind is not Kind.TEXT, arabic=False)
        arabic = _words(twin.arabic, label=twin.kind is not Kind.TEXT, arabic=True)
        if french.words and arabic.words:
            yield twin, (french, arabic)


def seems_label(french: str, arabic: str) -> bool:
    """Tell whether two texts are so short and plain that each must name one thing."""
    return all(
        0 < len(_words(text, label=True, arabic=arabic_side).words) <= LONGEST_PHRASE
        and not _LABEL_ENDS.search(text)
        for text, arabic_side in ((french, False), (arabic, True))
    )


def _words(text: str, *, label: bool, arabic: bool) -> Text:
    text = html.unescape(text[:_LONGEST_TEXT])
    if label:
        # What stands in parentheses tells homonyms apart and belongs to neither name.
        text = _ASIDE.sub(" ", text)
    words = (
        Word(token.stem, position, token.start, token.end)
        for position, token in enumerate(analyze(text))
        if token.stem is not None and _is_of(token, arabic=arabic)
    )
    return Text(text, tuple(words)[:_MOST_WORDS])


def _is_of(token: Token, *, arabic: bool) -> bool:
    # Numbers and codes are the same everywhere, and need no translation.
    return _WORD.fullmatch(token.exact) is not None and is_arabic(token.exact) is arabic
