"""Queries as people type them, drawn from the corpus by a seeded hand."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bench.corpus import Work
from docsearch.search.ports import Attribute
from docsearch.services.searching import SearchRequest
from docsearch.text.analysis import Token, analyze

QUERIES_OF_A_KIND: Final = 40
"""In each language."""

_SEED: Final = 20_24
_SHORTEST_WORD: Final = 4
_PREFIX_LETTERS: Final = 5
_NEAR: Final = 40
"""Words within which the words of one query are drawn."""

_ATTEMPTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """A request, the kind it is an example of, and the language of its words."""

    kind: str
    language: str
    request: SearchRequest


def questions(works: Sequence[Work], count: int = QUERIES_OF_A_KIND) -> list[Question]:
    """Return ``count`` different queries of each kind in each language, always the same ones."""
    chance = random.Random(_SEED)
    languages = sorted({work.language for work in works})
    return [
        Question(kind, language, request)
        for kind, draw in KINDS.items()
        for language in languages
        for request in _different(draw, chance, [w for w in works if w.language == language], count)
    ]


Draw = Callable[[random.Random, Work], SearchRequest | None]


def _different(
    draw: Draw, chance: random.Random, works: Sequence[Work], count: int
) -> list[SearchRequest]:
    found: dict[str, SearchRequest] = {}
    for _ in range(_ATTEMPTS):
        request = draw(chance, chance.choice(works))
        if request is not None:
            found.setdefault(request.text, request)
        if len(found) == count:
            break
    return list(found.values())


def _words(chance: random.Random, work: Work, count: int) -> list[str]:
    """Draw words that say something, near each other on a page; fewer when there are none."""
    page = chance.choice(work.pages)
    tokens = [token for token in analyze(page) if _telling(page, token)]
    first = chance.randrange(max(len(tokens) - _NEAR, 1))
    near = list(dict.fromkeys(page[t.start : t.end] for t in tokens[first : first + _NEAR]))
    return chance.sample(near, min(count, len(near)))


def _telling(page: str, token: Token) -> bool:
    word = page[token.start : token.end]
    return token.stem is not None and word.isalpha() and len(word) >= _SHORTEST_WORD


def _of_words(count: int) -> Draw:
    def draw(chance: random.Random, work: Work) -> SearchRequest | None:
        words = _words(chance, work, count)
        return SearchRequest(" ".join(words)) if len(words) == count else None

    return draw


def _phrase(chance: random.Random, work: Work) -> SearchRequest | None:
    page = chance.choice(work.pages)
    tokens = analyze(page)
    first = chance.randrange(max(len(tokens) - 2, 1))
    chosen = tokens[first : first + 3]
    quoted = " ".join(page[token.start : token.end] for token in chosen)
    plain = len(chosen) == 3 and quoted.replace(" ", "").isalpha()
    return SearchRequest(f'"{quoted}"') if plain else None


def _prefix(chance: random.Random, work: Work) -> SearchRequest | None:
    words = [word for word in _words(chance, work, 5) if len(word) > _PREFIX_LETTERS]
    return SearchRequest(f"{words[0][:_PREFIX_LETTERS]}*") if words else None


def _filtered(chance: random.Random, work: Work) -> SearchRequest | None:
    words = _words(chance, work, 2)
    filters = {
        Attribute.LANGUAGE: frozenset({work.language}),
        Attribute.TYPE: frozenset({work.type}),
    }
    return SearchRequest(" ".join(words), filters=filters) if len(words) == 2 else None


KINDS: Final[Mapping[str, Draw]] = {
    "one word": _of_words(1),
    "three words": _of_words(3),
    "phrase": _phrase,
    "prefix": _prefix,
    "two words, filtered": _filtered,
}
