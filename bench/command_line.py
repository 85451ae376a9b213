"""The command line of every bench: where the real material is, and how much to measure."""

import argparse
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"

_NO_DATA: Final = 2


def bench_parser(module: str, description: str) -> argparse.ArgumentParser:
    """Return a parser that knows what all benches are told."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument(
        "--data",
        type=Path,
        default=DATA,
        metavar="FOLDER",
        help="where the material is (default ../shared/data beside the checkout)",
    )
    parser.add_argument(
        "--tiny", action="store_true", help="see only that everything runs, in seconds"
    )
    return parser


def options_with(parser: argparse.ArgumentParser, *, needed: str) -> argparse.Namespace:
    """Return the options, or end the program when the folder needed is not in the material."""
    options = parser.parse_args()
    if not (options.data / needed).is_dir():
        parser.exit(_NO_DATA, f"The real material is not here: {options.data}\n")
    return options
