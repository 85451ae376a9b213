"""``make bench-relevance``: how often the right passage is found, and how high it stands.

Weights were chosen on ARCD, with a look at headlines and subjects of laws. PIAF chose no weight,
but it showed that « trouve-t-on » was misread, and that pieces beyond the first 48 change nothing.
The recommendations took no part at all.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from bench.clock import timed
from bench.command_line import bench_parser, options_with
from bench.machine import description
from bench.relevance_chains import chain_rankings
from bench.relevance_lucene import LuceneMissing, lucene_rankings
from bench.relevance_measures import (
    Places,
    chance_of_difference,
    discounted_gain,
    places,
    recall,
    reciprocal_ranks,
)
from bench.relevance_sets import RelevanceSet, relevance_sets
from bench.table import Cell, Share, table
from docsearch.search.indexed_text import indexed_text
from docsearch.text.analysis import analyze

_TINY_QUESTIONS: Final = 20
_LUCENE: Final = "Lucene"
_TEXTS: Final = {"French laws": "law_fr", "Arabic news": "news_ar", "Arabic laws": "law_ar"}
_MEASURED_TEXTS: Final = 500


def main() -> None:
    """Print a table for each set, then the speed of analysis."""
    options = _options()
    print(f"{description()}\n", flush=True)
    most = _TINY_QUESTIONS if options.tiny else None
    for asked in relevance_sets(options.data, most):
        print(_compared(asked), flush=True)
    print(_speeds(options.data, most or _MEASURED_TEXTS))


def _compared(asked: RelevanceSet) -> str:
    """Return how each chain does on a set, beside the analyzers of Lucene if they are here."""
    answers = [question.passage for question in asked.questions]
    found = {chain: places(rankings, answers) for chain, rankings in chain_rankings(asked).items()}
    try:
        peer = places(lucene_rankings(asked), answers)
    except LuceneMissing as missing:
        peer = None
        print(f"Lucene is skipped: {missing}.\n", file=sys.stderr)
    rows = [] if peer is None else [_row(_LUCENE, peer, None)]
    rows += [_row(chain, ours, peer) for chain, ours in found.items()]
    count = f"{len(answers):,} questions, {len(asked.passages):,} passages"
    header = ["chain", "MRR@10", "R@1", "R@10", "nDCG@10", "p against Lucene"]
    return table(f"{asked.name} ({asked.language}): {count}", header, rows)


def _row(name: str, found: Places, peer: Places | None) -> list[Cell]:
    measures = [reciprocal_ranks(found).mean(), recall(found, 1), recall(found, 10)]
    measures.append(discounted_gain(found))
    chance = "" if peer is None else f"{chance_of_difference(found, peer):.5f}"
    return [name, *map(Share, measures), chance]


def _speeds(data: Path, most: int) -> str:
    rows: list[list[Cell]] = []
    for name, corpus in _TEXTS.items():
        texts = list(_texts(data / "corpus" / f"{corpus}.jsonl.gz", most))
        tokens, cost = timed(lambda: sum(len(analyze(text)) for text in texts))  # noqa: B023
        records = timed(lambda: [indexed_text(text) for text in texts])[1]  # noqa: B023
        rows.append([name, tokens, round(tokens / cost.cpu), round(tokens / records.cpu)])
    header = ["text", "tokens", "tokens/s analysed", "tokens/s made terms of three fields"]
    return table("Tokens per second of processor time", header, rows)


def _texts(path: Path, most: int) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, most):
            yield json.loads(line)["text"]


def _options() -> argparse.Namespace:
    parser = bench_parser(
        "bench.relevance", "Measures what is found for real questions and prints tables."
    )
    return options_with(parser, needed="relevance")


if __name__ == "__main__":
    main()
