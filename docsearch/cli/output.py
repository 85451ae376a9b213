"""How commands speak: JSON and tables for data, sentences on standard error for people."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, Final, ParamSpec

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from docsearch.domain.errors import DocsearchError

P = ParamSpec("P")

SOMETHING_FAILED: Final = 1

_ADVICE: Final[Mapping[str, str]] = {
    "centre-missing": "run `docsearch init` first",
    "centre-out-of-date": "run `docsearch init` to bring it up to date",
    "index-unusable": "the worker builds it anew; so does `docsearch reindex`",
}


def reports_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Turn a refused operation into one sentence and exit status 1."""

    @wraps(command)
    def reporting(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            command(*arguments, **options)
        except DocsearchError as error:
            say(f"docsearch: {sentence(error)}")
            raise SystemExit(SOMETHING_FAILED) from None
        except BrokenPipeError:
            # Whoever read the output has read enough.
            raise
        except OSError as error:
            say(f"docsearch: {error}")
            raise SystemExit(SOMETHING_FAILED) from None

    return reporting


def sentence(error: DocsearchError) -> str:
    """Return the error as words: its code, its facts, and what to do about it."""
    facts = ", ".join(f"{name} {fact}" for name, fact in error.facts.items() if fact)
    words = error.code.replace("-", " ")
    told = f"{words}: {facts}" if facts else words
    advice = _ADVICE.get(error.code)
    return f"{told} ({advice})" if advice else told


def say(message: str) -> None:
    """Write a line for people."""
    click.echo(message, err=True)


def give(value: Any) -> None:
    """Write data as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def tabulate(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, err: bool = False
) -> None:
    """Write a table."""
    table = Table(box=None, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    Console(stderr=err).print(table)


class _Rate(ProgressColumn):
    """How many items are done in a second."""

    def render(self, task: Task) -> Text:
        """Return the rate of the task."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f}/s" if speed else "")


def progress() -> Progress:
    """Return a progress bar with rate and remaining time, silent where nobody watches."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not Console(stderr=True).is_terminal,
    )
