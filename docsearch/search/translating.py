"""A query in the other language: what it asks for, said with the words of a lexicon.

Each word is looked for by its own translations or by those of a phrase that it is part of. Words
without any are left out, but for numbers and names, which are the same everywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final, NamedTuple

from docsearch.domain.language import ARABIC, FRENCH
from docsearch.search.query_tree import (
    And,
    Attribute,
    AttributeIs,
    Choice,
    Everything,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    TermField,
    Translation,
    YearBetween,
)
from docsearch.text.analysis import analyze
from docsearch.text.arabic import is_arabic
from docsearch.text.lexicon.lookup import Lexicon, Origin, Rendering
from docsearch.text.lexicon.twins import LONGEST_PHRASE
from docsearch.text.word_lists import word_list

_SLOP: Final = {ARABIC: 1, FRENCH: 2}
"""Small words between the words of a phrase: « في », « de la »."""

_ALWAYS: Final = 0.99
"""Probability from which a phrase that people have decided on is not taken apart."""

_LEAST_DENIED: Final = 0.3
"""Probability from which a translation of a denied word denies documents."""


@dataclass(frozen=True, slots=True)
class TranslatedWord:
    """A word or phrase of the query, its leaf in the translated tree, and what that looks for.

    ``shown`` says each of the leaf's choices as people write it, likeliest first.
    """

    source: str
    leaf: Translation
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TranslatedQuery:
    """A query in the other language, its tree ``None`` when no word has a translation.

    ``kept`` are the words that are looked for as they are, ``missing`` those left out.
    """

    tree: Node | None
    words: tuple[TranslatedWord, ...] = ()
    kept: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def translate(tree: Node, lexicon: Lexicon, text: str = "") -> TranslatedQuery:
    """Return what a query asks for in the other language, or in either when it mixes them.

    ``text`` is the query as it was typed: its words are told as they stand there.
    """
    typed = _Typed(text)
    spoken = []
    for language in (ARABIC, FRENCH):
        translator = _Translator(lexicon, language, typed)
        found = translator.read(tree) if _may_be_in(language, tree) else None
        spoken.append((translator, found if translator.words else None))
    told = [(translator, found) for translator, found in spoken if found is not None]
    return TranslatedQuery(
        tree=_joined(Or, [found for _, found in told]),
        words=tuple(chain.from_iterable(one.words.values() for one, _ in told)),
        kept=tuple(dict.fromkeys(chain.from_iterable(one.kept for one, _ in told))),
        missing=tuple(dict.fromkeys(chain.from_iterable(one.missing for one, _ in spoken))),
    )


def _may_be_in(language: str, tree: Node) -> bool:
    """Tell whether the query does not ask for other languages only."""
    asked = tree.children if isinstance(tree, And) else (tree,)
    return not any(
        isinstance(node, AttributeIs)
        and node.attribute is Attribute.LANGUAGE
        and language not in node.values
        for node in asked
    )


class _Typed:
    """The words of the query as they were typed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [token for token in analyze(text) if token.stem is not None]
        self._stems = [token.stem for token in self._tokens]

    def written(self, stems: Sequence[str]) -> str:
        """Return how the words with these stems were typed, or else the stems."""
        for first in range(len(self._stems) - len(stems) + 1):
            if self._stems[first : first + len(stems)] == list(stems):
                last = self._tokens[first + len(stems) - 1]
                return self._text[self._tokens[first].start : last.end]
        return " ".join(stems)


class _Known(NamedTuple):
    """A phrase known among the words of a query, from ``first`` up to ``end``.

    One that ``stands_alone`` is not looked for by its single words.
    """

    first: int
    end: int
    leaf: Translation
    stands_alone: bool

    def has(self, place: int) -> bool:
        """Tell whether the word there is part of the phrase."""
        return self.first <= place < self.end


class _Translator:
    """Says one query in one language, and notes how."""

    def __init__(
        self, lexicon: Lexicon, language: str, typed: _Typed, *, least: float = 0.0
    ) -> None:
        self._lexicon = lexicon
        self._language = language
        self._typed = typed
        self._least = least
        self.words: dict[Translation, TranslatedWord] = {}
        self.kept: list[str] = []
        self.missing: list[str] = []

    def read(self, node: Node) -> Node | None:
        """Return a node in the language, or ``None`` when nothing of it can be said."""
        match node:
            case And(children):
                return _joined(And, list(self._conjunction(children)))
            case Or(children):
                return _joined(Or, list(filter(None, map(self.read, children))))
            case Not(child):
                denied = _Translator(
                    self._lexicon, self._language, self._typed, least=_LEAST_DENIED
                )
                said = denied.read(child)
                return None if said is None else Not(said)
            case Phrase(field, tokens):
                return self._quotation(_stems(field, tokens), _field_of(field))
            case Prefix(_, prefix):
                self.missing.append(f"{prefix}*")
                return None
            case Term(TermField.SYMBOL) | AttributeIs() | YearBetween() | Everything():
                return node
            case Term(field, token) | Fuzzy(field, token):
                return _joined(And, self._run(_stems(field, [token]), _field_of(field)))
            case Translation():
                return node

    def _conjunction(self, children: Sequence[Node]) -> Iterator[Node]:
        """Yield what must all be there; words side by side may be a phrase."""
        for field, run in groupby(children, _field_of_word):
            if field is None:
                for node in run:
                    found = self.read(node)
                    if found is not None:
                        yield from found.children if isinstance(found, And) else (found,)
            else:
                stems = (_stems(one.field, [one.token]) for one in run if isinstance(one, Term))
                yield from self._run(list(chain.from_iterable(stems)), field)

    def _quotation(self, stems: Sequence[str], field: TermField) -> Node | None:
        whole = self._leaf(stems, self._renderings(stems), field) if len(stems) > 1 else None
        return whole or _joined(And, self._run(stems, field))

    def _run(self, stems: Sequence[str], field: TermField) -> list[Node]:
        """Return for each word what may stand for it."""
        phrases = self._phrases(stems, field)
        nodes: dict[Node, None] = {}
        for place, stem in enumerate(stems):
            around = [phrase for phrase in phrases if phrase.has(place)]
            ways: list[Node] = [phrase.leaf for phrase in around]
            if not any(phrase.stands_alone for phrase in around):
                ways.extend(filter(None, [self._word(stem, field, needed=not ways)]))
            if ways:
                nodes[ways[0] if len(ways) == 1 else Or(tuple(ways))] = None
        return list(nodes)

    def _phrases(self, stems: Sequence[str], field: TermField) -> list[_Known]:
        """Return the phrases known among the words, but for those inside longer ones."""
        found: list[_Known] = []
        for length in range(min(LONGEST_PHRASE, len(stems)), 1, -1):
            for first in range(len(stems) - length + 1):
                end = first + length
                if any(one.has(first) and one.has(end - 1) for one in found):
                    continue
                renderings = self._renderings(stems[first:end])
                leaf = self._leaf(stems[first:end], renderings, field)
                if leaf is not None:
                    found.append(_Known(first, end, leaf, any(map(_is_decided, renderings))))
        return sorted(found)

    def _word(self, stem: str, field: TermField, *, needed: bool) -> Node | None:
        leaf = self._leaf([stem], self._renderings([stem]), field)
        if leaf is not None or self._is_said_in_it(stem):
            return leaf or Term(field, stem)
        if not needed:
            return None
        written = self._typed.written([stem])
        if _is_same_everywhere(written):
            self.kept.append(written)
            return Term(field, stem)
        self.missing.append(written)
        return None

    def _renderings(self, stems: Sequence[str]) -> list[Rendering]:
        if any(map(self._is_said_in_it, stems)):
            return []
        found = self._lexicon.renderings(stems)
        return [one for one in found if one.probability >= self._least] or found[:1]

    def _leaf(
        self, stems: Sequence[str], renderings: Sequence[Rendering], field: TermField
    ) -> Translation | None:
        if not renderings:
            return None
        slop = _SLOP[self._language]
        choices = (
            Choice(
                Term(field, said[0]) if len(said) == 1 else Phrase(field, said, slop), probability
            )
            for said, _, probability, _ in renderings
        )
        leaf = Translation(tuple(choices))
        shown = tuple(one.shown for one in renderings)
        self.words.setdefault(leaf, TranslatedWord(self._typed.written(stems), leaf, shown))
        return leaf

    def _is_said_in_it(self, stem: str) -> bool:
        if self._language == FRENCH:
            return not is_arabic(stem)
        return is_arabic(stem) or not any(map(str.isalpha, stem))


def _is_decided(rendering: Rendering) -> bool:
    return rendering.origin is Origin.PERSON and rendering.probability >= _ALWAYS


def _is_same_everywhere(word: str) -> bool:
    """Tell whether a word is none of French, but a name or a code."""
    return not is_arabic(word) and not any(
        word_list(FRENCH).frequency(token.exact) for token in analyze(word)
    )


def _stems(field: TermField, tokens: Sequence[str]) -> list[str]:
    """Return the stems of the tokens of a field; words that say nothing have none."""
    if field in (TermField.STEM, TermField.TITLE):
        return list(tokens)
    found = (token.stem for text in tokens for token in analyze(text))
    return [stem for stem in found if stem is not None]


def _field_of(field: TermField) -> TermField:
    return TermField.TITLE if field is TermField.TITLE else TermField.STEM


def _field_of_word(node: Node) -> TermField | None:
    """Return where a word is looked for, or ``None`` for what is no word."""
    if isinstance(node, Term) and node.field is not TermField.SYMBOL:
        return _field_of(node.field)
    return None


def _joined(kind: type[And] | type[Or], nodes: Sequence[Node]) -> Node | None:
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else kind(tuple(nodes))
