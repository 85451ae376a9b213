"""Which language a text is in, by how often letters, pairs and triples of them occur in each.

The counts are langdetect's profiles, and one of our own for Tamazight in Latin letters. langdetect
draws a random part of a text; here all of it counts, which is surer, ten times as fast, and the
same every time.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from langdetect import DetectorFactory
from numpy.typing import NDArray

Weights = NDArray[np.float64]

_OWN_PROFILES: Final = frozenset({"zgh"})
_UNSEEN: Final = 0.5 / 10_000
"""What langdetect adds to every frequency, so that no single letter decides."""

_RARE: Final = -8.0
"""Logarithm of how much likelier the languages of the centre are than their neighbours."""

_DEPENDENCE: Final = 5.0
"""Pairs and triples say again what letters said: so many count as one observation."""

_CHANCE: Final = 5.0
"""How much less familiar a text of n letters, pairs and triples may look: this, by √n."""

_WORDS_KEPT: Final = 20_000
_LONGEST_WORD: Final = 60

# langdetect counts the Persian letter under the Arabic one.
_AS_COUNTED: Final = {0x06CC: 0x064A}


class Finding(NamedTuple):
    """The likeliest language, how likely it is beside the others, and whether it looks like it."""

    language: str
    probability: float
    familiar: bool


class LetterStatistics:
    """Tells languages of one script apart; safe to share between threads."""

    def __init__(
        self, languages: Sequence[str], rare: Sequence[str] = (), *, familiar: float
    ) -> None:
        factory = DetectorFactory()
        factory.load_json_profile([_profile(language) for language in (*languages, *rare)])
        self._languages: list[str] = factory.get_lang_list()
        grams = factory.word_lang_prob_map
        self._places = {gram: place for place, gram in enumerate(grams, start=1)}
        nowhere = [0.0] * len(self._languages)
        self._weights = np.log(np.array([nowhere, *grams.values()]) + _UNSEEN)
        self._priors = np.array([_RARE if code in rare else 0.0 for code in self._languages])
        self._familiar = familiar
        self._known_evidence = lru_cache(_WORDS_KEPT)(self._evidence_of)

    def find(self, words: Sequence[str]) -> Finding:
        """Return the language of words in lower case."""
        words = [word[:_LONGEST_WORD] for word in words]
        evidence: Weights = np.sum([self._known_evidence(word) for word in words], axis=0)
        scores = evidence + self._priors
        best = int(scores.argmax())
        likelihoods = np.exp((scores - scores[best]) / _DEPENDENCE)
        # Letters, pairs and triples, borders included.
        size = 3 * sum(map(len, words)) + len(words)
        least = self._familiar - _CHANCE / math.sqrt(size)
        return Finding(
            self._languages[best],
            float(1 / likelihoods.sum()),
            familiar=bool(evidence[best] >= least * size),
        )

    def _evidence_of(self, word: str) -> Weights:
        """Return what the letters, pairs and triples of a word say for each language."""
        word = word.translate(_AS_COUNTED)
        padded = f" {word} "
        pairs = (padded[at : at + 2] for at in range(len(word) + 1))
        triples = (padded[at : at + 3] for at in range(len(word)))
        places = [self._places.get(gram, 0) for gram in chain(word, pairs, triples)]
        evidence: Weights = np.sum(self._weights[places], axis=0)
        return evidence


def _profile(language: str) -> str:
    package = "docsearch.text" if language in _OWN_PROFILES else "langdetect"
    return (files(package) / "profiles" / language).read_text("utf-8")
