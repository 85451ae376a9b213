"""``python -m bench.text``: how good the text is, on real and on known files."""

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bench import (
    text_bad_pages,
    text_language,
    text_recognition,
    text_repair,
    text_robustness,
    text_speed,
    text_titles,
    text_truth,
)
from bench.command_line import bench_parser, options_with
from bench.machine import description

_TINY_FILES: Final = 1

Section = Callable[[Path, int | None], Iterator[str]]

SECTIONS: Final[Mapping[str, Section]] = {
    "truth": text_truth.tables,
    "recognition": text_recognition.tables,
    "speed": text_speed.tables,
    "bad-pages": text_bad_pages.tables,
    "repair": text_repair.tables,
    "titles": text_titles.tables,
    "language": text_language.tables,
    "robustness": text_robustness.tables,
}


def main() -> None:
    """Print the tables that are asked for."""
    options = _options()
    print(f"{description()}\n", flush=True)
    for name, section in SECTIONS.items():
        if options.only is None or name in options.only:
            for printed in section(options.data, _TINY_FILES if options.tiny else None):
                print(printed, flush=True)


def _options() -> argparse.Namespace:
    parser = bench_parser("bench.text", "Measures the text that docsearch reads and prints tables.")
    parser.add_argument(
        "--only", nargs="+", choices=SECTIONS, help="print the tables of these sections"
    )
    return options_with(parser, needed="pdfs/truth")


if __name__ == "__main__":
    main()
