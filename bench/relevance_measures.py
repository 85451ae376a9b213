"""How good rankings are, and whether one is better than another by more than chance."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

DEEPEST: Final = 10
"""The last place that counts."""

_ROUNDS: Final = 100_000
_ROUNDS_AT_ONCE: Final = 500
_SEED: Final = 4

Places = NDArray[np.int64]
"""The place of the answer to each question, from 1; 0 where it is not among the first ten."""


def places(rankings: Sequence[Sequence[int]], answers: Sequence[int]) -> Places:
    """Return where each answer stands in its ranking."""
    return np.array(
        [
            ranking.index(answer) + 1 if answer in ranking[:DEEPEST] else 0
            for ranking, answer in zip(rankings, answers, strict=True)
        ]
    )


def reciprocal_ranks(found: Places) -> NDArray[np.float64]:
    """Return 1 for an answer in the first place, ½ in the second; their mean is MRR@10."""
    return np.where(found > 0, 1 / np.maximum(found, 1), 0.0)


def recall(found: Places, depth: int) -> float:
    """Return the share of the questions whose answer is among the first."""
    return float(np.mean((found > 0) & (found <= depth)))


def discounted_gain(found: Places) -> float:
    """Return nDCG@10 where every question has one answer."""
    return float(np.mean(np.where(found > 0, 1 / np.log2(np.maximum(found, 1) + 1), 0.0)))


def chance_of_difference(one: Places, other: Places) -> float:
    """Return the p-value of a difference in MRR@10, by a paired randomisation test, two-sided.

    Were the systems alike, which of the two got which rank would be up to chance.
    """
    differences = reciprocal_ranks(one) - reciprocal_ranks(other)
    seen = abs(differences.sum()) - 1e-9
    differences = differences[differences != 0]
    chance = np.random.default_rng(_SEED)
    extreme = 0
    for _ in range(0, _ROUNDS, _ROUNDS_AT_ONCE):
        signs = chance.integers(0, 2, (_ROUNDS_AT_ONCE, len(differences)), np.int8) * 2.0 - 1
        extreme += int((abs(signs @ differences) >= seen).sum())
    return (extreme + 1) / (_ROUNDS + 1)
