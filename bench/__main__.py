"""``python -m bench``: the tables, on real material."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import memory, search_tables, stages
from bench.machine import description

_DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
_NO_DATA: Final = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: sizes of the index, files and queries of each kind, small documents."""

    pages: tuple[int, ...]
    files: int
    queries: int
    documents: int
    long_pages: int


_FULL: Final = Scale((1_000, 10_000), files=60, queries=40, documents=1_000, long_pages=2_000)
_TINY: Final = Scale((50,), files=2, queries=2, documents=10, long_pages=45)


def main() -> int:
    """Print the tables that are asked for; return the exit status."""
    options = _options()
    if not (options.data / "corpus").is_dir():
        print(f"The real material is not here: {options.data}", file=sys.stderr)
        return _NO_DATA
    print(f"{description()}\n", flush=True)
    scale = _TINY if options.tiny else _FULL
    for name, section in SECTIONS.items():
        if options.only in (None, name):
            for printed in section(options, scale):
                print(printed, flush=True)
    return 0


def _stages(options: argparse.Namespace, scale: Scale) -> Iterator[str]:
    yield from stages.tables(options.data, scale.files)


def _search(options: argparse.Namespace, scale: Scale) -> Iterator[str]:
    for pages in options.pages or scale.pages:
        yield from search_tables.tables(options.data, pages, scale.queries)


def _memory(options: argparse.Namespace, scale: Scale) -> Iterator[str]:
    yield from memory.tables(options.data, scale.documents, scale.long_pages)


Section = Callable[[argparse.Namespace, Scale], Iterator[str]]

SECTIONS: Final[Mapping[str, Section]] = {
    "stages": _stages,
    "search": _search,
    "memory": _memory,
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measures docsearch and prints tables; takes six to eight minutes.",
    )
    parser.add_argument(
        "--pages",
        type=lambda text: [int(part) for part in text.split(",")],
        help="sizes of the index, with commas between (default 1000,10000; about 30000 is all "
        "that the corpus holds)",
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
