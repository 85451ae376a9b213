"""How long the search box waits for what it proposes while one types."""

import random
from collections.abc import Iterator, Sequence
from time import process_time, thread_time
from typing import Final

from bench.clock import percentile
from bench.corpus import Work
from bench.table import table
from docsearch.domain.access import AccessLevel
from docsearch.search.completions import Completions, Kind, Name

_SEED: Final = 20261122
_NAMES: Final = 50_000
_TYPED: Final = 2_000
_LONGEST_TYPED: Final = 30
_MOST: Final = 10


def tables(works: Sequence[Work]) -> Iterator[str]:
    """Type beginnings of titles, from their first word or a later one, among 50,000 of them."""
    chance = random.Random(_SEED)
    names = _names([work.title for work in works if work.title.split()], chance)
    started = process_time()
    completions = Completions(names)
    built = process_time() - started
    everybody = frozenset({AccessLevel.PUBLIC})
    times, missed = [], 0
    for _ in range(_TYPED):
        title = chance.choice(names).text
        typed = _beginning(title, chance)
        started = thread_time()
        found = list(completions.find(typed, everybody, limit=_MOST))
        times.append(1000 * (thread_time() - started))
        missed += not found
    figures = [percentile(times, share) for share in (0.5, 0.95, 1.0)]
    yield table(
        "Names proposed while one types, milliseconds of processor time",
        ["names", "typed", "p50", "p95", "slowest", "nothing proposed", "seconds to build"],
        [[len(names), _TYPED, *figures, missed, built]],
    )


def _names(titles: Sequence[str], chance: random.Random) -> list[Name]:
    """Return the titles, and more made of the beginning of one and the end of another."""
    texts = list(titles[:_NAMES])
    while len(texts) < _NAMES:
        first, second = (chance.choice(titles).split() for _ in range(2))
        texts.append(" ".join(first[: chance.randint(1, 8)] + second[-chance.randint(1, 6) :]))
    return [
        Name(text, Kind.TITLE, AccessLevel.PUBLIC, document)
        for document, text in enumerate(texts, start=1)
    ]


def _beginning(title: str, chance: random.Random) -> str:
    words = title.split()
    rest = " ".join(words[chance.randrange(len(words)) :])
    return rest[: chance.randint(2, _LONGEST_TYPED)]
