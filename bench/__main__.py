"""``python -m bench``: what ingesting takes, on real material."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bench import memory, stages
from bench.command_line import bench_parser, options_with
from bench.machine import description


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: files of each kind, small documents, pages of a long one."""

    files: int
    documents: int
    long_pages: int


_FULL: Final = Scale(files=60, documents=1_000, long_pages=2_000)
_TINY: Final = Scale(files=2, documents=10, long_pages=45)


def main() -> None:
    """Print the tables that are asked for."""
    options = _options()
    print(f"{description()}\n", flush=True)
    scale = _TINY if options.tiny else _FULL
    for name, section in SECTIONS.items():
        if options.only in (None, name):
            for printed in section(options, scale):
                print(printed, flush=True)


def _stages(options: argparse.Namespace, scale: Scale) -> Iterator[str]:
    yield from stages.tables(options.data, scale.files)


def _memory(options: argparse.Namespace, scale: Scale) -> Iterator[str]:
    yield from memory.tables(options.data, scale.documents, scale.long_pages)


Section = Callable[[argparse.Namespace, Scale], Iterator[str]]

SECTIONS: Final[Mapping[str, Section]] = {
    "stages": _stages,
    "memory": _memory,
}


def _options() -> argparse.Namespace:
    parser = bench_parser(
        "bench", "Measures how docsearch ingests and prints tables; takes a few minutes."
    )
    parser.add_argument("--only", choices=SECTIONS, help="print the tables of one section")
    return options_with(parser, needed="corpus")


if __name__ == "__main__":
    main()
