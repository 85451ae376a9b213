"""``python -m bench.search``: how fast search is, beside what one would use instead."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import search_centre, search_engines
from bench.corpus import works
from bench.machine import description
from bench.queries import questions

_DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
_NO_DATA: Final = 2
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


def main() -> int:
    """Print the tables that are asked for; return the exit status."""
    options = _options()
    if not (options.data / "corpus").is_dir():
        print(f"The real material is not here: {options.data}", file=sys.stderr)
        return _NO_DATA
    print(f"{description()}\n", flush=True)
    scale = _TINY if options.tiny else _FULL
    sizes = options.pages or scale.pages
    for printed in _tables(options, scale, sizes):
        print(printed, flush=True)
    return 0


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
    parser = argparse.ArgumentParser(
        prog="python -m bench.search",
        description="Measures search and prints tables; takes about 25 minutes.",
    )
    parser.add_argument(
        "--pages",
        type=lambda text: [int(part) for part in text.split(",")],
        help="sizes of the index, with commas between (default 10000,50000,200000)",
    )
    parser.add_argument("--only", choices=SECTIONS, help="print the tables of one section")
    parser.add_argument(
        "--data",
        type=Path,
        default=_DATA,
        metavar="FOLDER",
        help="where the material is (default ../shared/data beside the checkout); for a bigger "
        "corpus, a folder with other corpus/*.jsonl.gz of the same form",
    )
    parser.add_argument(
        "--tiny", action="store_true", help="see only that everything runs, in seconds"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
