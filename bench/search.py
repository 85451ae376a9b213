"""``python -m bench.search``: how fast search is, beside what one would use instead."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import search_centre, search_engines
from bench.command_line import bench_parser, options_with
from bench.corpus import works
from bench.machine import description
from bench.queries import questions

_PAGES_OF_QUERIES: Final = 10_000
"""Queries are drawn from these pages, so that every size is asked the same ones."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: sizes of the index, queries of each kind, seconds of requests."""

    pages: tuple[int, ...]
    queries: int
    seconds: float


_FULL: Final = Scale((10_000, 50_000, 200_000), queries=10, seconds=10.0)
_TINY: Final = Scale((50,), queries=1, seconds=0.5)

SECTIONS: Final = ("engines", "centre")


def main() -> None:
    """Print the tables that are asked for."""
    options = _options()
    print(f"{description()}\n", flush=True)
    scale = _TINY if options.tiny else _FULL
    sizes = options.pages or scale.pages
    for printed in _tables(options, scale, sizes):
        print(printed, flush=True)


def _tables(options: argparse.Namespace, scale: Scale, sizes: Sequence[int]) -> Iterator[str]:
    if not find_spec("tantivy"):
        yield "tantivy is not installed, so it is left out: pip install 'tantivy>=0.27,<0.28'\n"
    asked = questions(works(options.data, min(_PAGES_OF_QUERIES, *sizes)), scale.queries)
    if options.only in (None, "engines"):
        with TemporaryDirectory() as temporary:
            prepared = Path(temporary, "passages")
            search_engines.prepare(options.data, max(sizes), prepared)
            for pages in sizes:
                yield from search_engines.tables(prepared, pages, asked)
    if options.only in (None, "centre"):
        taken = works(options.data, min(sizes))
        yield from search_centre.tables(taken, asked, scale.seconds)


def _options() -> argparse.Namespace:
    parser = bench_parser(
        "bench.search", "Measures search and prints tables; takes about 25 minutes."
    )
    parser.add_argument(
        "--pages",
        type=lambda text: [int(part) for part in text.split(",")],
        help="sizes of the index, with commas between (default 10000,50000,200000)",
    )
    parser.add_argument("--only", choices=SECTIONS, help="print the tables of one section")
    return options_with(parser, needed="corpus")


if __name__ == "__main__":
    main()
