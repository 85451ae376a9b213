"""A lexicon as it is stored: one line a pair of words or phrases, found without reading them all.

The first line is the number of the analysis that the stems are of. Each other line holds, between
tabs, the French stems and the Arabic ones, each as people write them, the probabilities in both
directions in thousandths, and how often the pair was met.
"""

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final, NamedTuple, Self

from docsearch.domain.errors import Invalid
from docsearch.text.analysis import ANALYSIS, analyze
from docsearch.text.arabic import is_arabic

Stems = tuple[str, ...]

_FRENCH, _ARABIC, _FIELDS = 0, 1, 7
_THOUSANDTHS: Final = 1000
_MOST_BYTES: Final = 200_000_000


_PRESENT: Final = str(ANALYSIS).encode()


class Pair(NamedTuple):
    """A word or phrase of each language that say the same.

    ``to_arabic`` is the probability that this Arabic is meant by this French, ``to_french`` the
    reverse; 0 keeps the pair out of that direction. ``times`` weighs it against what other
    lexicons say of the same words.
    """

    french: Stems
    arabic: Stems
    shown_french: str
    shown_arabic: str
    to_arabic: float
    to_french: float
    times: float = 1.0


class LexiconTable:
    """The lines of a lexicon, looked up from either language.

    Lines stay bytes and are found by bisection, so that a process spends some hundred bytes and
    not a thousand on each pair.
    """

    __slots__ = ("_by_arabic", "_lines")

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._keep(list(map(_line, pairs)))

    @classmethod
    def unpack(cls, stored: bytes) -> Self:
        """Return the table that ``pack`` made bytes of; raise ``Invalid`` for damaged ones."""
        try:
            with gzip.open(BytesIO(stored)) as stream:
                lines = stream.read(_MOST_BYTES).split(b"\n")
        except (OSError, EOFError) as error:
            raise Invalid("lexicon-damaged", cause=str(error)) from error
        analysis, *lines = lines
        if not analysis.isdigit() or any(line.count(b"\t") != _FIELDS - 1 for line in lines):
            raise Invalid("lexicon-damaged", cause="a line is not whole")
        table = cls()
        table._keep(lines)
        return table if analysis == _PRESENT else cls(filter(None, map(_read_anew, table)))

    def pack(self) -> bytes:
        """Return the table as bytes; equal tables give equal bytes."""
        return gzip.compress(b"\n".join([_PRESENT, *self._lines]), compresslevel=9, mtime=0)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Pair]:
        return map(_pair, self._lines)

    def of(self, stems: Stems) -> list[Pair]:
        """Return the pairs of a word or a phrase of either language."""
        wanted = " ".join(stems).encode()
        if not is_arabic(stems[0] if stems else ""):
            place = bisect_left(self._lines, wanted + b"\t")
            return list(self._from(wanted, _FRENCH, range(place, len(self._lines))))
        place = bisect_left(self._by_arabic, wanted, key=self._arabic)
        numbers = (self._by_arabic[at] for at in range(place, len(self._by_arabic)))
        return list(self._from(wanted, _ARABIC, numbers))

    def about(self, stems: Stems) -> Iterator[Pair]:
        """Yield the pairs in one side of which all the words occur, single or in phrases."""
        wanted = [stem.encode() for stem in stems]
        for line in self._lines:
            if all(stem in line for stem in wanted):
                pair = _pair(line)
                if any(set(stems) <= set(side) for side in (pair.french, pair.arabic)):
                    yield pair

    def _keep(self, lines: list[bytes]) -> None:
        self._lines = sorted(lines)
        self._by_arabic = array("I", sorted(range(len(lines)), key=self._arabic))

    def _arabic(self, number: int) -> bytes:
        return self._lines[number].split(b"\t", 2)[_ARABIC]

    def _from(self, wanted: bytes, side: int, numbers: Iterable[int]) -> Iterator[Pair]:
        for number in numbers:
            line = self._lines[number]
            if line.split(b"\t", 2)[side] != wanted:
                return
            yield _pair(line)


def stems_of(text: str) -> Stems:
    """Return the words of a text under which a lexicon knows it."""
    return tuple(token.stem for token in analyze(text) if token.stem is not None)


def _read_anew(pair: Pair) -> Pair | None:
    """Return a pair with the stems that the present analysis gives its words."""
    french, arabic = stems_of(pair.shown_french), stems_of(pair.shown_arabic)
    return pair._replace(french=french, arabic=arabic) if french and arabic else None


def _line(pair: Pair) -> bytes:
    fields = (
        *(" ".join(pair.french), " ".join(pair.arabic), pair.shown_french, pair.shown_arabic),
        *(str(round(share * _THOUSANDTHS)) for share in (pair.to_arabic, pair.to_french)),
        f"{pair.times:.3g}",
    )
    return "\t".join(" ".join(field.split()) for field in fields).encode()


def _pair(line: bytes) -> Pair:
    french, arabic, shown_french, shown_arabic, *numbers = line.decode().split("\t")
    to_arabic, to_french, times = map(float, numbers)
    return Pair(
        tuple(french.split()),
        tuple(arabic.split()),
        shown_french,
        shown_arabic,
        to_arabic / _THOUSANDTHS,
        to_french / _THOUSANDTHS,
        times,
    )
