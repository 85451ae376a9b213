"""``python -m bench.relevance_across``: what a query finds in the other language.

Pairs that are asked for are never learnt from: recommendations by folds, and short queries with
lexicons that have seen neither the Declaration nor the goals of sustainable development.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Final

from bench.clock import timed
from bench.command_line import bench_parser, options_with
from bench.lexicon_sources import SOURCES, twins_of
from bench.machine import description
from bench.relevance_across_sets import AcrossSet, Question, recommendation_sets, short_queries
from bench.table import Cell, Milliseconds, Share, table
from docsearch.domain.access import AccessLevel
from docsearch.search.indexed_text import indexed_text
from docsearch.search.ports import IndexRecord, SearchEngine, SearchQuery
from docsearch.search.query_syntax import parse_query, relax
from docsearch.search.query_tree import Node
from docsearch.search.translating import translate
from docsearch.search.whoosh_engine import WhooshEngine
from docsearch.text.analysis import ANALYSIS
from docsearch.text.lexicon.learning import learn
from docsearch.text.lexicon.lookup import Lexicon, Origin
from docsearch.text.lexicon.table import LexiconTable
from docsearch.text.lexicon.twins import Twin

_TINY: Final = 12
_LISTED: Final = 10
_ASKED: Final = ("sdg", "udhr")
"""Sources that the short queries are asked of."""

Ranking = Sequence[str]
Tables = Mapping[Origin, LexiconTable]


def main() -> None:
    """Print a table for recommendations and one for short queries."""
    options = _options()
    print(f"{description()}\n", flush=True)
    for printed in tables(options.data, _TINY if options.tiny else None):
        print(printed, flush=True)
    if options.missed:
        for asked in short_queries(options.data):
            print("\n".join(_missed(options.data, asked)))


def tables(data: Path, most: int | None = None) -> Iterator[str]:
    """Yield the tables; ``most`` keeps to so many questions, and to what is learnt fast."""
    sources = list(SOURCES) if most is None else ["countries", "instruments"]
    free = [name for name in sources if name not in _ASKED]
    yield _table("Recommendations to their twins", data, recommendation_sets(data, most), sources)
    yield _table("Short queries to articles and targets", data, short_queries(data, most), free)


def _table(title: str, data: Path, sets: Iterable[AcrossSet], sources: Iterable[str]) -> str:
    found: defaultdict[tuple[str, str], list[tuple[Question, Ranking]]] = defaultdict(list)
    times: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for asked in sets:
        with _engine(asked.passages) as engine:
            for name, lexicon in _lexicons(data, asked, tuple(sources)):
                rankings, cost = timed(lambda: _rankings(engine, asked, lexicon))  # noqa: B023
                found[name, asked.language] += zip(asked.questions, rankings, strict=True)
                times[name, asked.language].append(cost.cpu)
    rows: list[list[Cell]] = [
        [
            *(language, name, len(answers)),
            Share(mean(_reciprocal_rank(*one) for one in answers)),
            *(Share(mean(_recall(*one, within) for one in answers)) for within in (1, _LISTED)),
            Milliseconds(1000 * sum(times[name, language]) / len(answers)),
        ]
        for (name, language), answers in sorted(found.items(), key=lambda item: item[0][1])
    ]
    header = ["from", "lexicon", "questions", "MRR@10", "R@1", "R@10", "CPU ms"]
    return table(title, header, rows)


def _lexicons(
    data: Path, asked: AcrossSet, sources: tuple[str, ...]
) -> Iterator[tuple[str, Lexicon]]:
    shipped, centre = _shipped(data, sources), _learnt(tuple(asked.twins))
    yield "nothing", Lexicon({})
    yield "UNESCO thesaurus only", Lexicon({Origin.STARTING: _shipped(data, ("unesco",))})
    yield "learnt from the centre's pairs", Lexicon({Origin.CENTRE: centre})
    yield "shipped with docsearch", Lexicon({Origin.STARTING: shipped})
    yield "shipped and learnt", Lexicon({Origin.STARTING: shipped, Origin.CENTRE: centre})


@cache
def _shipped(data: Path, sources: tuple[str, ...]) -> LexiconTable:
    return LexiconTable(learn(twins_of(data, sources)))


@cache
def _learnt(twins: tuple[Twin, ...]) -> LexiconTable:
    return LexiconTable(learn(twins))


@contextmanager
def _engine(passages: Mapping[str, str]) -> Iterator[SearchEngine]:
    """Give an engine in which each passage is a document of one page, in their order."""
    with TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder), analysis=ANALYSIS)
        records = (_record(number, text) for number, text in enumerate(passages.values(), start=1))
        engine.put((record.document, [record]) for record in records)
        yield engine


def _record(number: int, text: str) -> IndexRecord:
    terms, words = indexed_text(text)
    return IndexRecord(number, 1, AccessLevel.PUBLIC, terms, text=text, words=words)


def _rankings(engine: SearchEngine, asked: AcrossSet, lexicon: Lexicon) -> list[Ranking]:
    names = list(asked.passages)
    return [
        [names[document - 1] for document in _found(engine, question.text, lexicon)]
        for question in asked.questions
    ]


def _found(engine: SearchEngine, text: str, lexicon: Lexicon) -> list[int]:
    """Search as searching does: for all of the query, or any of it when that is too little."""
    tree = parse_query(text).tree
    translated = translate(tree, lexicon, text).tree if tree else None
    # Without a lexicon a query finds what names and numbers bring it.
    wanted = translated or tree
    if wanted is None:
        return []
    query = SearchQuery(wanted, frozenset({AccessLevel.PUBLIC}), limit=_LISTED)
    results = engine.search(query)
    wider: Node | None = relax(wanted)
    if wider is not None and results.total < _LISTED:
        results = engine.search(replace(query, tree=wider))
    return [hit.document for hit in results.hits]


def _reciprocal_rank(question: Question, ranking: Ranking) -> float:
    places = (place for place, name in enumerate(ranking, start=1) if name in question.answers)
    return 1 / next(places, float("inf"))


def _recall(question: Question, ranking: Ranking, within: int) -> float:
    wanted = min(within, len(question.answers))
    return min(len(question.answers.intersection(ranking[:within])) / wanted, 1.0)


def _missed(data: Path, asked: AcrossSet) -> Iterator[str]:
    """Yield the short queries that do not find all they should, and what was looked for."""
    free = tuple(name for name in SOURCES if name not in _ASKED)
    lexicon = dict(_lexicons(data, asked, free))["shipped and learnt"]
    with _engine(asked.passages) as engine:
        for question, ranking in zip(
            asked.questions, _rankings(engine, asked, lexicon), strict=True
        ):
            missing = question.answers.difference(ranking)
            if missing:
                tree = parse_query(question.text).tree
                said = translate(tree, lexicon, question.text).words if tree else ()
                words = "; ".join(f"{word.source} → {', '.join(word.shown)}" for word in said)
                yield f"- {question.text} without {', '.join(sorted(missing))}: {words}"


def _options() -> argparse.Namespace:
    parser = bench_parser(
        "bench.relevance_across",
        "Measures what queries find in the other language and prints tables.",
    )
    parser.add_argument(
        "--missed", action="store_true", help="list the short queries that miss something"
    )
    return options_with(parser, needed="tracking")


if __name__ == "__main__":
    main()
