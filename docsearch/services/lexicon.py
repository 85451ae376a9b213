"""The lexicon of the centre: what ships, what was learnt here, and what people decided."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from docsearch.domain.errors import Invalid, NotFound
from docsearch.domain.permissions import Actor, Permission
from docsearch.models import ChangeRecord, LearntLexicon, LexiconDecision
from docsearch.models.base import now
from docsearch.services.lexicon_twins import own_twins
from docsearch.services.unit_of_work import Transactions
from docsearch.text.arabic import is_arabic
from docsearch.text.lexicon.learning import learn
from docsearch.text.lexicon.lookup import Lexicon, Origin
from docsearch.text.lexicon.starting import starting_lexicon
from docsearch.text.lexicon.table import LexiconTable, Pair, stems_of
from docsearch.text.lexicon.twins import LONGEST_PHRASE, Twin

LONGEST: Final = 200
MOST_ENTRIES: Final = 200
_MOST_CHANGES: Final = 20
_ACTIONS: Final = "lexicon."

_Version = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A pair as it counts now, in both directions, and who says so.

    ``decision`` is the number of the decision about it, if there is one; a forbidden pair has one
    and counts in neither direction.
    """

    french: str
    arabic: str
    to_arabic: float
    to_french: float
    origin: Origin
    decision: int | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a new learning read and found."""

    twins: int
    pairs: int


class LexiconService:
    """Looks up, learns and corrects which words of French and Arabic say the same."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._known: tuple[_Version, Lexicon] | None = None
        self._learnt: tuple[int, LexiconTable] | None = None

    def lexicon(self) -> Lexicon:
        """Return the lexicon as it stands, read anew only when it has changed."""
        with self._transactions.read() as session:
            version = _version(session)
            known = self._known
            if known is None or known[0] != version:
                known = version, self._read(session)
                self._known = known
        return known[1]

    def entries(self, actor: Actor, text: str = "") -> list[LexiconEntry]:
        """List the pairs about all the words of a text, or else what people decided, latest first.

        Of very many the likeliest are listed.
        """
        actor.require(Permission.MANAGE_VOCABULARIES)
        stems = stems_of(text[:LONGEST])
        lexicon = self.lexicon()
        with self._transactions.read() as session:
            latest = select(LexiconDecision).order_by(LexiconDecision.decided_at.desc())
            decisions = {_both(one): one for one in session.scalars(latest)}
        if not text.strip():
            return [_decided(lexicon, one) for one in list(decisions.values())[:MOST_ENTRIES]]
        found: dict[tuple[str, str], LexiconEntry] = {}
        for origin, pair in lexicon.about(stems) if stems else ():
            both = " ".join(pair.french), " ".join(pair.arabic)
            if both not in found:
                decision = decisions.get(both)
                found[both] = (
                    _decided(lexicon, decision) if decision else _entry(lexicon, pair, origin)
                )
        listed = [one for one in found.values() if one.decision or one.to_arabic or one.to_french]
        listed.sort(key=lambda one: _order(one, stems))
        return listed[:MOST_ENTRIES]

    def decide(self, actor: Actor, french: str, arabic: str, *, probability: float) -> int:
        """Say how probable a pair is, 0 to forbid it, and return the number of the decision.

        Raises ``Invalid`` for a side without words of its language or with more than a phrase has,
        and for a probability that is not between 0 and 1.
        """
        actor.require(Permission.MANAGE_VOCABULARIES)
        sides = {"french": " ".join(french.split()), "arabic": " ".join(arabic.split())}
        stems = {field: _checked(field, side) for field, side in sides.items()}
        if not 0 <= probability <= 1:
            raise Invalid("lexicon-probability-invalid", field="probability")
        keys = {f"{field}_stems": " ".join(words) for field, words in stems.items()}
        with self._transactions.write(
            actor, "lexicon.decide", **sides, probability=probability
        ) as work:
            decision = work.scalar(select(LexiconDecision).filter_by(**keys))
            if decision is None:
                decision = LexiconDecision(**sides, **keys, probability=probability)
                work.add(decision)
            decision.french, decision.arabic = sides["french"], sides["arabic"]
            decision.probability, decision.decided_at = probability, now()
            work.flush()
            return decision.id

    def withdraw(self, actor: Actor, decision_id: int) -> None:
        """Take a decision back: what machines learnt of the pair counts again."""
        actor.require(Permission.MANAGE_VOCABULARIES)
        with self._transactions.read() as session:
            decision = session.get(LexiconDecision, decision_id)
        if decision is None:
            raise NotFound("lexicon-decision-unknown", decision=decision_id)
        with self._transactions.write(
            actor, "lexicon.withdraw", french=decision.french, arabic=decision.arabic
        ) as work:
            work.delete(work.get_one(LexiconDecision, decision_id))

    def changes(self, actor: Actor) -> list[ChangeRecord]:
        """List what was last done to the lexicon, latest first."""
        actor.require(Permission.SEE_HISTORY)
        done = select(ChangeRecord).where(ChangeRecord.action.startswith(_ACTIONS))
        with self._transactions.read() as session:
            return list(session.scalars(done.order_by(ChangeRecord.id.desc()).limit(_MOST_CHANGES)))

    def learn(self, actor: Actor, twins: Iterable[Twin] = ()) -> Learnt:
        """Learn the centre's own lexicon anew, from its documents and from the twins given."""
        actor.require(Permission.MANAGE_VOCABULARIES)
        with self._transactions.read() as session:
            read = list(dict.fromkeys([*twins, *own_twins(session)]))
        table = LexiconTable(learn(read))
        learnt = Learnt(len(read), len(table))
        with self._transactions.write(
            actor, "lexicon.learn", twins=learnt.twins, pairs=learnt.pairs
        ) as work:
            last = work.scalar(select(func.max(LearntLexicon.id))) or 0
            work.execute(delete(LearntLexicon))
            # A number of its own, so that every process sees that the lexicon is another.
            work.add(LearntLexicon(id=last + 1, pairs=len(table), content=table.pack()))
        return learnt

    def _read(self, session: Session) -> Lexicon:
        tables = {Origin.STARTING: starting_lexicon()}
        number = session.scalar(select(func.max(LearntLexicon.id)))
        if number is not None:
            if self._learnt is None or self._learnt[0] != number:
                content = session.get_one(LearntLexicon, number).content
                self._learnt = number, LexiconTable.unpack(content)
            tables[Origin.CENTRE] = self._learnt[1]
        return Lexicon(tables, map(_pair, session.scalars(select(LexiconDecision))))


def _version(session: Session) -> _Version:
    learnt = select(func.max(LearntLexicon.id)).scalar_subquery()
    decided = select(
        learnt,
        func.count(LexiconDecision.id),
        func.max(LexiconDecision.id),
        func.max(LexiconDecision.decided_at),
    )
    return tuple(session.execute(decided).one())


def _checked(field: str, side: str) -> tuple[str, ...]:
    stems = stems_of(side)
    of_language = is_arabic(side) is (field == "arabic")
    if len(side) > LONGEST or not of_language or not 1 <= len(stems) <= LONGEST_PHRASE:
        if field == "arabic":
            raise Invalid("lexicon-arabic-invalid", field=field, limit=LONGEST_PHRASE)
        raise Invalid("lexicon-french-invalid", field=field, limit=LONGEST_PHRASE)
    return stems


def _both(decision: LexiconDecision) -> tuple[str, str]:
    return decision.french_stems, decision.arabic_stems


def _pair(decision: LexiconDecision) -> Pair:
    # Stems of an analysis before the present one would never be met.
    return Pair(
        stems_of(decision.french),
        stems_of(decision.arabic),
        decision.french,
        decision.arabic,
        decision.probability,
        decision.probability,
    )


def _decided(lexicon: Lexicon, decision: LexiconDecision) -> LexiconEntry:
    entry = _entry(lexicon, _pair(decision), Origin.PERSON)
    return replace(entry, decision=decision.id, probability=decision.probability)


def _entry(lexicon: Lexicon, pair: Pair, origin: Origin) -> LexiconEntry:
    """Return the pair with the probabilities that all that is known of its words leaves it."""
    there = {one.stems: one.probability for one in lexicon.renderings(pair.french)}
    back = {one.stems: one.probability for one in lexicon.renderings(pair.arabic)}
    return LexiconEntry(
        pair.shown_french,
        pair.shown_arabic,
        there.get(pair.arabic, 0.0),
        back.get(pair.french, 0.0),
        origin,
    )


def _order(entry: LexiconEntry, stems: tuple[str, ...]) -> tuple[object, ...]:
    """Return what sorts the very words first, then phrases with them, likeliest first."""
    sides = stems_of(entry.french), stems_of(entry.arabic)
    asked = 1 if is_arabic(stems[0]) else 0
    probability = (entry.to_arabic, entry.to_french)[asked]
    return (sides[asked] != stems, -probability, entry.french, entry.arabic)
