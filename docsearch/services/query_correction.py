"""A query that found little, as it was probably meant: misspelt, or typed on the other keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from docsearch.search.ports import SearchEngine, Span
from docsearch.search.query_corrections import query_words, with_words
from docsearch.search.query_tree import Node, Term, TermField
from docsearch.search.spelling import Readable, Speller
from docsearch.text.analysis import Token
from docsearch.text.normalise import plain

_MISREAD: Final = 2
"""Records that may hold a word which is wrong nevertheless: texts have misprints too."""

_SURPASSED: Final = 100
"""How many times more frequent the right spelling of a word that occurs must be."""

_MOST_COMBINED: Final = 81
_MOST_ASKED: Final = 6
"""Corrections of a query that are tried: each is a search."""

Found = Callable[[Node], int]
"""How many documents answer a query of whoever asks."""


@dataclass(frozen=True, slots=True)
class QueryCorrector:
    """Corrects queries with the words of the records that somebody may read."""

    engine: SearchEngine
    speller: Speller
    access: Readable
    found: Found

    def corrected(self, text: str) -> Iterator[str]:
        """Yield the query with the words that nobody wrote replaced, the most probable first.

        What the other words of the query have to say on that, the caller finds out by asking.
        """
        meant = {place: words for place, words in self._replacements(text) if words}
        ranks = product(*(range(len(words)) for words in meant.values()))
        probable = sorted(islice(ranks, _MOST_COMBINED), key=sum)
        for numbers in probable[:_MOST_ASKED] if meant else ():
            chosen = zip(meant, numbers, strict=True)
            yield with_words(text, {place: meant[place][number] for place, number in chosen})

    def spelt(self, word: str) -> str:
        """Return a folded word as texts spell it, in small letters."""
        return plain(self.engine.spelling(word, self.access))

    def _replacements(self, text: str) -> Iterator[tuple[Span, list[str]]]:
        for token in query_words(text):
            capital = text[token.start : token.end].istitle()
            words = self._meant(token)
            place = Span(token.start, token.end)
            yield place, [word.capitalize() if capital else word for word in words]

    def _meant(self, token: Token) -> list[str]:
        """Return what may have been meant, nothing when there is nothing better."""
        known = self.found(Term(TermField.STEM, token.stem or token.exact)) > 0
        records = self.speller.count(token.exact, self.access)
        if known and not 0 < records <= _MISREAD:
            return []
        nearest = [
            one
            for one in self.speller.nearest(token.exact, self.access)
            # What the speller knows is of a moment ago.
            if self.found(Term(TermField.EXACT, one.word))
        ]
        if known:
            enough = _SURPASSED * records
            return [
                self.spelt(one.word)
                for one in nearest
                if self.speller.count(one.word, self.access) > enough
            ]
        if nearest:
            return [one.proclitic + self.spelt(one.word) for one in nearest]
        parts = self.speller.parted(token.exact, self.access)
        return [" ".join(map(self.spelt, parts))] if parts else []
