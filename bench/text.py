"""``python -m bench.text``: how good the text is, on real and on known files."""

import argparse
import sys
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
from bench.machine import description

_DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
_NO_DATA: Final = 2
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


def main() -> int:
    """Print the tables that are asked for; return the exit status."""
    options = _options()
    if not (options.data / "pdfs" / "truth").is_dir():
        print(f"The real material is not here: {options.data}", file=sys.stderr)
        return _NO_DATA
    print(f"{description()}\n", flush=True)
    for name, section in SECTIONS.items():
        if options.only is None or name in options.only:
            for printed in section(options.data, _TINY_FILES if options.tiny else None):
                print(printed, flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.text",
        description="Measures the text that docsearch reads and prints tables.",
    )
    parser.add_argument(
        "--only", nargs="+", choices=SECTIONS, help="print the tables of these sections"
    )
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
