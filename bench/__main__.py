"""``python -m bench``: what ingesting takes, on real material."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import memory, stages
from bench.machine import description

_DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
_NO_DATA: Final = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: files of each kind, small documents, pages of a long one."""

    files: int
    documents: int
    long_pages: int


_FULL: Final = Scale(files=60, documents=1_000, long_pages=2_000)
_TINY: Final = Scale(files=2, documents=10, long_pages=45)


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


def _memory(options: argparse.Namespace, scale: Scale) -> Iterator[str]:
    yield from memory.tables(options.data, scale.documents, scale.long_pages)


Section = Callable[[argparse.Namespace, Scale], Iterator[str]]

SECTIONS: Final[Mapping[str, Section]] = {
    "stages": _stages,
    "memory": _memory,
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measures how docsearch ingests and prints tables; takes a few minutes.",
    )
    parser.add_argument("--only", choices=SECTIONS, help="print the tables of one section")
    parser.add_argument(
        "--data",
        type=Path,
        default=_DATA,
        metavar="FOLDER",
        help="where the material is (default ../shared/data beside the checkout)",
    )
    parser.add_argument(
        "--tiny", action="store_true", help="see only that everything runs, in seconds"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
