"""What a search box proposes while somebody types, and instead of what found little."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docsearch.domain.access import AccessLevel
from docsearch.domain.permissions import Actor
from docsearch.models import ChangeRecord, Document
from docsearch.search.completions import MOST_OF_A_KIND, Completions, Kind, Name
from docsearch.search.ports import SearchEngine, SearchQuery
from docsearch.search.query_syntax import parse_query
from docsearch.search.query_tree import And, Attribute, AttributeIs, Node
from docsearch.search.spelling import read_speller
from docsearch.services.name_sources import all_names
from docsearch.services.query_correction import Found, QueryCorrector
from docsearch.services.renewed import Renewed
from docsearch.services.unit_of_work import Transactions
from docsearch.services.visibility import hidden_from
from docsearch.text.analysis import analyze
from docsearch.text.keyboards import other_keyboards

LONGEST_TYPED: Final = 200
"""Characters of a text that is completed: whoever pastes more is not choosing a name."""

LONGEST_CORRECTED: Final = 500
_MOST_PROPOSED: Final = 10
_SHORTEST_TYPED: Final = 2
_BEFORE_WORDS: Final = (*" '’\"«“(", "")

_LEVELS: Final = tuple(AccessLevel)
_READERS: Final = tuple(frozenset(_LEVELS[: count + 1]) for count in range(len(_LEVELS)))
"""The sets of levels that somebody may read (see ``Actor.readable``): each holds the wider ones."""

_LAST_CHANGE: Final = select(func.max(ChangeRecord.id))

Filters = Mapping[Attribute, frozenset[str]]


class Slip(StrEnum):
    """How a query came to be something else than was meant."""

    SPELLING = "spelling"
    KEYBOARD = "keyboard"


@dataclass(frozen=True, slots=True)
class Correction:
    """A query to ask instead, and how many documents it finds."""

    text: str
    total: int
    slip: Slip


class SuggestionService:
    """Proposes names and corrections out of what the actor may read, and nothing else."""

    def __init__(self, transactions: Transactions, engine: SearchEngine) -> None:
        self._transactions = transactions
        self._engine = engine
        self._speller = Renewed(lambda: read_speller(engine, _READERS))
        self._names = Renewed(self._read_names)

    def completions(self, actor: Actor, typed: str) -> list[Name]:
        """Return names and words that begin with what was typed, the best of each kind."""
        typed = typed.strip()
        if not _SHORTEST_TYPED <= len(typed) <= LONGEST_TYPED:
            return []
        with self._finding(actor) as (found, session):
            names = self._names.get(session.scalar(_LAST_CHANGE))
            words = list(self._words(actor, typed, found))
            limit = _MOST_PROPOSED - len(words)
            held = list(names.find(typed, actor.readable(), limit=limit)) if names else []
            borne = _borne(session, actor, held)
            return words + [name for name in held if _is_there(name, borne, found)]

    def correction(
        self, actor: Actor, text: str, *, total: int, filters: Filters | None = None
    ) -> Correction | None:
        """Return a query that finds more documents than ``total``, if one was probably meant.

        The other keyboard is thought of only when nothing was found.
        """
        if len(text) > LONGEST_CORRECTED:
            return None
        chosen = [AttributeIs(name, values) for name, values in (filters or {}).items() if values]
        with self._finding(actor) as (found, _):
            for slip, meant in self._meant(actor, text, total, found):
                tree = parse_query(meant).tree
                better = found(And((tree, *chosen))) if tree else 0
                if better > total:
                    return Correction(meant, better, slip)
        return None

    def _meant(
        self, actor: Actor, text: str, total: int, found: Found
    ) -> Iterator[tuple[Slip, str]]:
        for typed in other_keyboards(text) if not total else ():
            yield Slip.KEYBOARD, typed
        speller = self._speller.get(self._engine.version())
        if speller is not None:
            corrector = QueryCorrector(self._engine, speller, actor.readable(), found)
            yield from ((Slip.SPELLING, corrected) for corrected in corrector.corrected(text))

    def _words(self, actor: Actor, typed: str, found: Found) -> Iterator[Name]:
        """Complete the last word with those of texts, where the whole query then finds something.

        What follows a sign without a space is part of a symbol or of a field.
        """
        speller, tokens = self._speller.get(self._engine.version()), analyze(typed)
        last = tokens[-1] if tokens else None
        if speller is None or last is None or last.end != len(typed):
            return
        if len(last.exact) < _SHORTEST_TYPED or typed[: last.start][-1:] not in _BEFORE_WORDS:
            return
        access, limit = actor.readable(), MOST_OF_A_KIND[Kind.WORD]
        corrector = QueryCorrector(self._engine, speller, access, found)
        for word in speller.completions(last, access, limit=limit):
            text = typed[: last.start] + corrector.spelt(word)
            tree = parse_query(text).tree
            if tree and found(tree):
                yield Name(text, Kind.WORD, AccessLevel.PUBLIC)

    def _read_names(self) -> Completions:
        with self._transactions.read() as session:
            return Completions(all_names(session))

    @contextmanager
    def _finding(self, actor: Actor) -> Iterator[tuple[Found, Session]]:
        with self._transactions.read() as session:
            access, excluded = actor.readable(), hidden_from(session, actor)

            def found(tree: Node) -> int:
                query = SearchQuery(tree, access, excluded=excluded, limit=0)
                return self._engine.search(query).total

            yield found, session


def _borne(session: Session, actor: Actor, names: Sequence[Name]) -> set[tuple[int, str]]:
    """Return what the documents among the names are called now, if the actor may read them."""
    columns = (Document.title_fr, Document.title_ar, Document.title_en, Document.symbol)
    numbers = {name.document for name in names if name.document}
    readable = Document.withdrawn_at.is_(None) & Document.access.in_(actor.readable())
    rows = session.execute(select(Document.id, *columns).where(readable, Document.id.in_(numbers)))
    return {(document, text) for document, *texts in rows for text in texts}


def _is_there(name: Name, borne: set[tuple[int, str]], found: Found) -> bool:
    """Tell whether a record that may be read still bears the name."""
    if name.attribute is not None:
        return found(AttributeIs(name.attribute, frozenset({name.value}))) > 0
    return (name.document, name.text) in borne
