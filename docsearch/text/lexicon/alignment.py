"""Which words of two languages translate each other, learnt from texts that say the same.

IBM model 1 (Brown and others, 1993): at first every word of a text may come from every word of its
twin; counting again and again with what the last count made probable sorts out which does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

_ROUNDS: Final = 8
_NOTHING: Final = ""
"""What words come from that the other text does not say."""

Words = Sequence[str]
Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]


class Aligned(NamedTuple):
    """Two words: how probably each is said by the other, and how often it was."""

    french: str
    arabic: str
    to_arabic: float
    to_french: float
    times: float


@dataclass(frozen=True, slots=True)
class _Model:
    """How probably the words of one language come from those of the other.

    ``sources`` and ``targets`` number the words of each pair, in order of ``sources`` and then of
    ``targets``; ``counts`` says how often it is believed to have been met.
    """

    sources: Numbers
    targets: Numbers
    shares: Shares
    counts: Shares


def align(
    twins: Sequence[tuple[Words, Words]], weights: Sequence[float] | None = None
) -> Iterator[Aligned]:
    """Yield the words that meet in twin texts, French and Arabic; each twin counts its weight."""
    if not twins:
        return
    french, french_words = _numbered([words for words, _ in twins])
    arabic, arabic_words = _numbered([words for _, words in twins])
    counting = np.ones(len(twins)) if weights is None else np.array(weights, np.float64)
    there = _model(french, arabic, counting)
    back = _model(arabic, french, counting)
    # Both list the pairs of words that meet; only the pairs with nothing differ.
    there, back = _without_nothing(there), _without_nothing(back)
    order = np.lexsort((back.sources, back.targets))
    times = np.sqrt(there.counts * back.counts[order])
    rows = zip(
        *(there.sources.tolist(), there.targets.tolist()),
        *(there.shares.tolist(), back.shares[order].tolist(), times.tolist()),
        strict=True,
    )
    for source, target, to_arabic, to_french, together in rows:
        yield Aligned(french_words[source], arabic_words[target], to_arabic, to_french, together)


def _numbered(texts: Sequence[Words]) -> tuple[list[Numbers], list[str]]:
    """Return the texts as numbers of distinct words, and the words; the first is nothing."""
    words = list(dict.fromkeys(chain([_NOTHING], *texts)))
    numbers = {word: number for number, word in enumerate(words)}
    distinct = [dict.fromkeys(text) for text in texts]
    return [np.array([numbers[word] for word in text], np.int64) for text in distinct], words


def _model(sources: Sequence[Numbers], targets: Sequence[Numbers], weights: Shares) -> _Model:
    """Learn how probably the words of the targets come from those of the sources."""
    width = 1 + max((int(text.max()) for text in targets if len(text)), default=0)
    pairs, places, place = [], [], 0
    for source, target in zip(sources, targets, strict=True):
        from_all = np.append(source, 0)
        pairs.append((from_all[:, None] * width + target[None, :]).ravel())
        places.append(np.tile(np.arange(place, place + len(target)), len(from_all)))
        place += len(target)
    keys, pair = np.unique(np.concatenate(pairs), return_inverse=True)
    explained = np.concatenate(places)
    weight = np.repeat(weights, [len(text) for text in targets])[explained]
    source = keys // width
    shares: Shares = np.ones(len(keys))
    counts = shares
    for _ in range(_ROUNDS):
        believed = shares[pair]
        believed *= weight / np.bincount(explained, believed)[explained]
        counts = np.bincount(pair, weights=believed).astype(np.float64)
        shares = counts / np.bincount(source, counts)[source]
    return _Model(source, keys % width, shares, counts)


def _without_nothing(model: _Model) -> _Model:
    kept = model.sources > 0
    return _Model(model.sources[kept], model.targets[kept], model.shares[kept], model.counts[kept])
