"""The Arabic chain: spellings that must meet, and light stems."""

import re
from typing import Final

from docsearch.text.normalise import normalise
from docsearch.text.stop_words import ARABIC_STOP_WORDS

# Typists drop the hamza and dot the final ya at will, and Persian keyboards have other letters.
_FOLDED: Final = str.maketrans("أإآٱىیةکگڭݣ", "ااااييهكككك")

_LETTER: Final = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_ARTICLES: Final = ("وبال", "ولل", "وال", "بال", "كال", "فال", "ال", "لل")
# Without « and » before them, ف and ك begin a noun (كبيرة) more often than they precede one.
_PREPOSITIONS: Final = tuple("بل")
_PREPOSITIONS_AFTER_AND: Final = tuple("بلفك")
# After « for », their own ل looks like that of the article: « للجنة » is « ل » and « اللجنة ».
_IN_LAM: Final = r"جن[هت]|جان(?:ها?|هم|نا|ين?)?\b|غ[هت]|غات|غوي|قاء|اجئ|اعب|ائح|وائح"
_NOUN_IN_LAM: Final = re.compile(f"ل(?:{_IN_LAM})")
_PRECEDED_NOUN_IN_LAM: Final = re.compile(f"و?لل(?={_IN_LAM})")
_PRONOUNS: Final = ("هما", "كما", "ها", "هم", "هن", "كم", "نا")
_ENDINGS: Final = ("ان", "ات", "ون", "ين", "يه", "ه", "ي")


def is_arabic(text: str) -> bool:
    """Tell whether the text has an Arabic letter, of the kind that words are made of."""
    return _LETTER.search(text) is not None


def fold(text: str) -> str:
    """Return normalised text with the letters that writers confuse made one."""
    return text.translate(_FOLDED)


def is_stop_word(word: str) -> bool:
    """Tell whether a folded word says nothing of the subject, alone or after « and »."""
    return word in _STOP_WORDS


def stem(word: str) -> str:
    """Return the light stem of a folded word."""
    word = _without_pronoun(_without_proclitic(word))
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            word = word.removesuffix(ending)
    return word


def _without_proclitic(word: str) -> str:
    if noun := _PRECEDED_NOUN_IN_LAM.match(word):
        return "ل" + word[noun.end() :]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + 2:
            word = word.removeprefix(article)
            break
    # After an article too: a noun in و or ب loses its first letter, so its definite form must.
    prepositions = _PREPOSITIONS
    if word.startswith("و") and len(word) >= 4:
        word = word[1:]
        prepositions = _PREPOSITIONS_AFTER_AND
    if word.startswith(prepositions) and len(word) >= 5 and not _NOUN_IN_LAM.match(word):
        word = word[1:]
    return word


def _without_pronoun(word: str) -> str:
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) >= len(pronoun) + 3:
            return _unbound(word.removesuffix(pronoun))
    return _unbound(word.removesuffix("ه")) if word.endswith("ته") else word


def _unbound(word: str) -> str:
    # Before a pronoun, ة is written ت: « اتفاقيتها » is the « اتفاقية » of somebody.
    return word.removesuffix("ت") if len(word) >= 4 else word


_FOLDED_STOP_WORDS: Final = frozenset(fold(normalise(word)) for word in ARABIC_STOP_WORDS)
_STOP_WORDS: Final = _FOLDED_STOP_WORDS | {"و" + word for word in _FOLDED_STOP_WORDS}
