"""What a word or a phrase is in the other language, all that is known taken together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Final, NamedTuple

from docsearch.text.arabic import is_arabic
from docsearch.text.lexicon.learning import shares
from docsearch.text.lexicon.table import LexiconTable, Pair, Stems
from docsearch.text.lexicon.twins import LONGEST_PHRASE


class Origin(StrEnum):
    """Who says that two words are the same."""

    STARTING = "starting"
    CENTRE = "centre"
    PERSON = "person"


_WEIGHTS: Final[Mapping[Origin, float]] = {Origin.STARTING: 1.0, Origin.CENTRE: 3.0}
"""What a meeting counts: the centre's own texts know best how it speaks."""


_MOST_REMEMBERED: Final = 10_000


class Rendering(NamedTuple):
    """A word or phrase of the other language, and how probable it is that it is meant."""

    stems: Stems
    shown: str
    probability: float
    origin: Origin


class Lexicon:
    """Translations from what was learnt and from what people have decided.

    A decision is a pair whose probability stands for both directions; 0 forbids it. What machines
    say shares what the decisions about a word leave.
    """

    def __init__(
        self, tables: Mapping[Origin, LexiconTable], decisions: Iterable[Pair] = ()
    ) -> None:
        self._tables = tables
        self._remembered: dict[Stems, list[Rendering]] = {}
        self._decisions: defaultdict[Stems, list[Pair]] = defaultdict(list)
        for pair in decisions:
            self._decisions[pair.french].append(pair)
            self._decisions[pair.arabic].append(pair)

    def renderings(self, stems: Sequence[str]) -> list[Rendering]:
        """Return the translations of a word or a phrase, likeliest first."""
        source = tuple(stems)
        if not source or len(source) > LONGEST_PHRASE:
            return []
        found = self._remembered.get(source)
        if found is None:
            found = self._found(source)
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[source] = found
        return found

    def _found(self, source: Stems) -> list[Rendering]:
        decided = [
            _rendering(source, pair, Origin.PERSON) for pair in self._decisions.get(source, ())
        ]
        known = {one.stems for one in decided}
        learnt = [one for one in self._learnt(source) if one.stems not in known]
        wanted = [one for one in decided if one.probability > 0]
        share = sum(one.probability for one in wanted)
        left = max(1 - share, 0) / (sum(one.probability for one in learnt) or 1)
        scaled = [
            *(one._replace(probability=one.probability / max(share, 1)) for one in wanted),
            *(one._replace(probability=one.probability * left) for one in learnt if left),
        ]
        return sorted(scaled, key=lambda one: (-one.probability, one.stems))

    def about(self, stems: Sequence[str]) -> Iterator[tuple[Origin, Pair]]:
        """Yield all that is said of words, alone and in phrases; the decisions of people first."""
        wanted = set(stems)
        for pair in dict.fromkeys(chain.from_iterable(self._decisions.values())):
            if wanted <= set(pair.french) or wanted <= set(pair.arabic):
                yield Origin.PERSON, pair
        for origin, table in self._tables.items():
            for pair in table.about(tuple(stems)):
                yield origin, pair

    def _learnt(self, source: Stems) -> list[Rendering]:
        """Return what the tables say, each weighed by how often it met the word."""
        weights: defaultdict[Stems, float] = defaultdict(float)
        said: dict[Stems, Rendering] = {}
        for origin, table in self._tables.items():
            pairs = table.of(source)
            met = _WEIGHTS[origin] * sum(pair.times for pair in pairs)
            for one in (_rendering(source, pair, origin) for pair in pairs):
                if one.probability > 0:
                    weights[one.stems] += met * one.probability
                    said[one.stems] = one
        return [said[stems]._replace(probability=share) for stems, share in shares(weights).items()]


def _rendering(source: Stems, pair: Pair, origin: Origin) -> Rendering:
    if is_arabic(source[0]):
        return Rendering(pair.french, pair.shown_french, pair.to_french, origin)
    return Rendering(pair.arabic, pair.shown_arabic, pair.to_arabic, origin)
