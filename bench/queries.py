"""Queries as people type them, drawn from the corpus by a seeded hand."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.corpus import Work
from docsearch.search.ports import Boost
from docsearch.search.query_syntax import parse_query
from docsearch.search.query_tree import Attribute, Node
from docsearch.text.analysis import Token, analyze

QUERIES_OF_A_KIND: Final = 10
"""In each language."""

_SEED: Final = 20_24
_SHORTEST_WORD: Final = 4
_PREFIX_LETTERS: Final = 5
_NEAR: Final = 40
"""Words within which the words of one query are drawn."""

_ATTEMPTS: Final = 1000

Filters = Mapping[Attribute, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody types and chooses."""

    text: str
    filters: Filters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed and how it is read, the kind it is an example of, the language it is in."""

    kind: str
    language: str
    typed: Typed
    tree: Node
    boosts: tuple[Boost, ...]


def questions(works: Sequence[Work], count: int = QUERIES_OF_A_KIND) -> list[Question]:
    """Return ``count`` different queries of each kind in each language, always the same ones."""
    chance = random.Random(_SEED)
    languages = sorted({work.language for work in works})
    return [
        _read(kind, language, typed)
        for kind, draw in KINDS.items()
        for language in languages
        for typed in _different(draw, chance, [w for w in works if w.language == language], count)
    ]


def _read(kind: str, language: str, typed: Typed) -> Question:
    parsed = parse_query(typed.text)
    assert parsed.tree is not None
    return Question(kind, language, typed, parsed.tree, parsed.boosts)


Draw = Callable[[random.Random, Work], Typed | None]


def _different(draw: Draw, chance: random.Random, works: Sequence[Work], count: int) -> list[Typed]:
    found: dict[str, Typed] = {}
    for _ in range(_ATTEMPTS):
        typed = draw(chance, chance.choice(works))
        if typed is not None:
            found.setdefault(typed.text, typed)
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


def _of_words(form: str) -> Draw:
    """Draw as many words as the form has places for."""
    count = form.count("{}")

    def draw(chance: random.Random, work: Work) -> Typed | None:
        words = _words(chance, work, count)
        return Typed(form.format(*words)) if len(words) == count else None

    return draw


def _quoted(count: int, *, left_out: int = 0) -> Draw:
    """Draw words in a row; those left out of the middle become words that may stand between."""
    slop = f"~{left_out}" if left_out else ""

    def draw(chance: random.Random, work: Work) -> Typed | None:
        page = chance.choice(work.pages)
        tokens = analyze(page)
        first = chance.randrange(max(len(tokens) - count - left_out, 1))
        row = tokens[first : first + count + left_out]
        chosen = row[: count // 2] + row[count // 2 + left_out :]
        words = [page[token.start : token.end] for token in chosen]
        plain = len(words) == count and all(map(str.isalpha, words))
        return Typed(f'"{" ".join(words)}"{slop}') if plain else None

    return draw


def _prefix(chance: random.Random, work: Work) -> Typed | None:
    words = [word for word in _words(chance, work, 5) if len(word) > _PREFIX_LETTERS]
    return Typed(f"{words[0][:_PREFIX_LETTERS]}*") if words else None


def _misspelt(chance: random.Random, work: Work) -> Typed | None:
    words = [word for word in _words(chance, work, 5) if len(word) > _PREFIX_LETTERS]
    if not words:
        return None
    place = chance.randrange(1, len(words[0]))
    return Typed(f"{words[0][:place]}{words[0][place + 1 :]}~")


def _filtered(chance: random.Random, work: Work) -> Typed | None:
    words = _words(chance, work, 2)
    filters = {
        Attribute.LANGUAGE: frozenset({work.language}),
        Attribute.TYPE: frozenset({work.type}),
    }
    return Typed(" ".join(words), filters) if len(words) == 2 else None


KINDS: Final[Mapping[str, Draw]] = {
    "one word": _of_words("{}"),
    "two words": _of_words("{} {}"),
    "three words": _of_words("{} {} {}"),
    "five words": _of_words("{} {} {} {} {}"),
    "phrase": _quoted(3),
    "words near each other": _quoted(2, left_out=3),
    "beginning of a word": _prefix,
    "misspelt word": _misspelt,
    "one of two, and a word": _of_words("({} OR {}) {}"),
    "two words, not a third": _of_words("{} {} -{}"),
    "two words, filtered": _filtered,
    "question, any of eight words": _of_words("{} {} {} {} {} {} {} {}?"),
}
