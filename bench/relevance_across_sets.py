"""What a bench across languages asks: recommendations and their twins, and short queries."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bench.lexicon_sources import paragraphs, targets
from docsearch.domain.language import ARABIC, FRENCH
from docsearch.text.lexicon.table import stems_of
from docsearch.text.lexicon.twins import Twin

FOLDS: Final = 5
_QUERIES: Final = Path(__file__).with_name("relevance_across_queries.csv")
_SEED: Final = 4
_NEARLY_THE_SAME: Final = 0.6
_MISSING: Final = frozenset({"", "null"})


class Question(NamedTuple):
    """A text in one language and the texts of the other that answer it, by their names."""

    text: str
    answers: frozenset[str]


class AcrossSet(NamedTuple):
    """Questions in ``language`` about passages in the other, and the twins to learn from."""

    language: str
    questions: Sequence[Question]
    passages: Mapping[str, str]
    twins: Sequence[Twin]


def recommendations(data: Path) -> list[Twin]:
    """Return the recommendations that exist in both languages, each pair once."""
    with (data / "tracking" / "recommendations.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            tuple(_clean(row[f"text_{code}"]) for code in (FRENCH, ARABIC))
            for row in csv.DictReader(file)
        ]
    pairs = dict.fromkeys(pair for pair in rows if not _MISSING & set(pair))
    return [Twin(french, arabic) for french, arabic in pairs]


def recommendation_sets(data: Path, most: int | None = None) -> Iterator[AcrossSet]:
    """Yield, fold by fold and from each language, what is asked of the lexicon learnt of the rest.

    Recommendations that say nearly the same stand in one fold, so that none is learnt from that
    is asked for in other words.
    """
    twins = recommendations(data)[:most]
    folds = _folds(twins)
    for language in (FRENCH, ARABIC):
        side = 0 if language == FRENCH else 1
        for fold in range(FOLDS):
            answers: defaultdict[str, set[str]] = defaultdict(set)
            for twin, own in zip(twins, folds, strict=True):
                if own == fold:
                    answers[twin[side]].add(twin[1 - side])
            yield AcrossSet(
                language,
                [Question(text, frozenset(found)) for text, found in answers.items()],
                {twin[1 - side]: twin[1 - side] for twin in twins},
                [twin for twin, own in zip(twins, folds, strict=True) if own != fold],
            )


def short_queries(data: Path, most: int | None = None) -> Iterator[AcrossSet]:
    """Yield the short queries from each language, over articles and targets in the other."""
    with _QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:most]
    twins = recommendations(data)
    for language, other in ((FRENCH, ARABIC), (ARABIC, FRENCH)):
        questions = [Question(row[language], frozenset(row["relevant"].split())) for row in rows]
        yield AcrossSet(language, questions, _articles_and_targets(data, other), twins)


def _articles_and_targets(data: Path, language: str) -> dict[str, str]:
    articles = paragraphs(data, language)
    named = {f"UDHR-{number}": "\n".join(texts) for number, texts in articles.items() if number}
    return named | {f"SDG-{code}": text for code, text in targets(data, language).items()}


def _clean(text: str) -> str:
    """Return a recommendation without its lines and dashes.

    One stands there under several mechanisms, set in other ways; and a dash before a word would
    deny it in a query.
    """
    return " ".join(part for word in text.split() if (part := word.lstrip("-–−•")))


def _folds(twins: Sequence[Twin]) -> list[int]:
    """Return the fold of each pair; pairs that are nearly the same share theirs."""
    stems = [tuple(set(stems_of(text)) for text in twin[:2]) for twin in twins]
    group = list(range(len(twins)))
    for one in range(len(twins)):
        for other in range(one):
            if any(map(_is_nearly, stems[one], stems[other])):
                first, second = group[one], group[other]
                group = [second if own == first else own for own in group]
    groups = sorted(set(group))
    random.Random(_SEED).shuffle(groups)
    return [groups.index(own) % FOLDS for own in group]


def _is_nearly(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _NEARLY_THE_SAME * max(len(one | other), 1)
