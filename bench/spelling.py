"""``python -m bench.spelling``: what is proposed for misspelt words and while one types."""

import random
import resource
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from math import sqrt
from time import process_time
from typing import Final, NamedTuple

from symspellpy import SymSpell, Verbosity

from bench import proposals
from bench.command_line import bench_parser, options_with
from bench.corpus import Work, works
from bench.machine import description
from bench.table import Cell, Share, table
from docsearch.domain.access import AccessLevel
from docsearch.search.ports import WordCount
from docsearch.search.spelling import Readable, Speller
from docsearch.text.analysis import analyze

_SEED: Final = 20261122
_WORDS: Final = 2_000
_PAGES: Final = 10_000
_TINY_PAGES: Final = 50
_TINY_WORDS: Final = 20
_FEWEST_RECORDS: Final = 5
_SHORTEST: Final = 4
_TWICE: Final = 0.15
"""Share of the words of seven letters and more that are wrong in two places."""

_LETTERS: Final = {"fr": "abcdefghijklmnopqrstuvwxyz", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ"}
_ROWS: Final = {
    "fr": ("azertyuiop", "qsdfghjklm", "wxcvbn"),
    "ar": ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"),
}
_PROCLITICS: Final = ("ال", "وال", "بال", "لل", "و", "ب")
EVERYBODY: Final[Readable] = frozenset({AccessLevel.PUBLIC})


class Slip(NamedTuple):
    """A word of the corpus and what was typed instead."""

    word: str
    typed: str


def main() -> None:
    """Print the tables."""
    parser = bench_parser("bench.spelling", "Measures spelling and prints tables.")
    options = options_with(parser, needed="corpus")
    print(f"{description()}\n", flush=True)
    pages, words = (_TINY_PAGES, _TINY_WORDS) if options.tiny else (_PAGES, _WORDS)
    material = works(options.data, pages)
    corrected = tables(vocabulary(material), words)
    for printed in chain(corrected, proposals.tables(material)):
        print(printed, flush=True)


def vocabulary(material: Sequence[Work]) -> Counter[str]:
    """Count in how many pages of the corpus each word stands."""
    counts: Counter[str] = Counter()
    for work in material:
        for page in work.pages:
            counts.update({token.exact for token in analyze(page)})
    return counts


def tables(counts: Counter[str], words: int) -> Iterator[str]:
    """Measure the correction of misspelt words, each language by itself."""
    before, started = _most_megabytes(), process_time()
    speller = Speller({EVERYBODY: [WordCount(*word) for word in sorted(counts.items())]})
    built, room = process_time() - started, _most_megabytes() - before
    peer = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word, records in counts.items():
        if word.isalpha():
            peer.create_dictionary_entry(word, records)
    ways: Mapping[str, Callable[[str], str | None]] = {
        "docsearch": lambda typed: _nearest(speller, typed),
        "symspellpy alone": lambda typed: next(
            (str(one.term) for one in peer.lookup(typed, Verbosity.TOP, 2)), None
        ),
    }
    rows: list[list[Cell]] = []
    kinds = [
        (language, kind, misspelt(counts, language, words, neighbours=neighbours))
        for language in _LETTERS
        for kind, neighbours in (("any letter", False), ("neighbouring keys", True))
    ]
    kinds.append(("ar", "after an article or preposition", _with_proclitics(counts, kinds[2][2])))
    for language, kind, slips in kinds:
        if slips:
            rows += [
                [language, kind, len(slips), name, *_measured(way, slips)]
                for name, way in ways.items()
            ]
    header = ["", "wrong", "words", "corrected by", "as meant", "same stem", "ms a word"]
    yield table("Misspelt words that are put right first", header, rows)
    yield table(
        "What corrects them",
        ["words of the index", "seconds to build", "MB"],
        [[len(counts), built, room]],
    )


def misspelt(
    counts: Counter[str], language: str, number: int, *, neighbours: bool = False
) -> list[Slip]:
    """Return words of the corpus, frequent ones more often, and what no text of it holds."""
    chance = random.Random(_SEED)
    arabic = language == "ar"
    words = sorted(
        word
        for word, records in counts.items()
        if records >= _FEWEST_RECORDS
        and len(word) >= _SHORTEST
        and word.isalpha()
        and ("\u0600" < word[0] < "\u06ff") is arabic
    )
    weights = [sqrt(counts[word]) for word in words]
    slips: list[Slip] = []
    while len(slips) < number:
        (word,) = chance.choices(words, weights)
        typed = _slip(word, language, chance, neighbours=neighbours)
        if len(word) > 6 and chance.random() < _TWICE:
            typed = _slip(typed, language, chance, neighbours=neighbours)
        if typed not in counts:
            slips.append(Slip(word, typed))
    return slips


def _with_proclitics(counts: Counter[str], slips: Sequence[Slip]) -> list[Slip]:
    """Return the slips behind what makes one word with them, where no text has that word."""
    chance = random.Random(_SEED)
    longer = [
        Slip(proclitic + slip.word, proclitic + slip.typed)
        for slip in slips
        if not slip.word.startswith(_PROCLITICS)
        for proclitic in chance.choices(_PROCLITICS)
    ]
    return [slip for slip in longer if slip.word not in counts and slip.typed not in counts]


def _nearest(speller: Speller, typed: str) -> str | None:
    nearest = speller.nearest(typed, EVERYBODY)
    return nearest[0].proclitic + nearest[0].word if nearest else None


def _slip(word: str, language: str, chance: random.Random, *, neighbours: bool) -> str:
    place = chance.randrange(len(word))
    letter = _neighbour(word[place], language, chance) if neighbours else ""
    letter = letter or chance.choice(_LETTERS[language])
    match chance.randrange(4):
        case 0:
            return word[:place] + word[place + 1 :]
        case 1:
            return word[:place] + letter + word[place:]
        case 2 if place + 1 < len(word):
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        case _:
            return word[:place] + letter + word[place + 1 :]


def _neighbour(letter: str, language: str, chance: random.Random) -> str:
    for row in _ROWS[language]:
        at = row.find(letter)
        if at >= 0:
            return chance.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])
    return ""


def _measured(way: Callable[[str], str | None], slips: Sequence[Slip]) -> list[Cell]:
    started = process_time()
    corrected = [way(slip.typed) for slip in slips]
    spent = process_time() - started
    right = sum(word == slip.word for word, slip in zip(corrected, slips, strict=True))
    alike = sum(
        _stem(word or "") == _stem(slip.word) for word, slip in zip(corrected, slips, strict=True)
    )
    return [Share(right / len(slips)), Share(alike / len(slips)), 1000 * spent / len(slips)]


def _most_megabytes() -> float:
    """Return the most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _stem(word: str) -> str:
    return "".join(token.stem or token.exact for token in analyze(word))


if __name__ == "__main__":
    main()
