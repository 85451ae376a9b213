"""Commands on the lexicon of French and Arabic."""

from pathlib import Path

import click

from docsearch.cli.output import give, reports_errors, say, tabulate
from docsearch.cli.wiring import Wiring
from docsearch.domain.errors import Invalid
from docsearch.domain.permissions import SYSTEM
from docsearch.text.lexicon.skos import read_skos
from docsearch.text.lexicon.spreadsheets import read_pairs

_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def lexicon() -> None:
    """Teach the centre which words of French and Arabic say the same."""


@lexicon.command()
@click.option(
    "--pairs",
    multiple=True,
    type=_FILES,
    help="A CSV file of texts or terms in both languages: two columns, or text_fr and text_ar.",
)
@click.option("--skos", multiple=True, type=_FILES, help="A vocabulary in Turtle or RDF/XML.")
@click.pass_obj
@reports_errors
def build(wiring: Wiring, pairs: tuple[Path, ...], skos: tuple[Path, ...]) -> None:
    """Learn the centre's own words anew, from its public documents and the files given.

    What was learnt before is forgotten, what people decided is not: give every file each time.
    """
    twins = [twin for file in pairs for twin in read_pairs(_read(file))]
    twins += [twin for file in skos for twin in read_skos(_read(file))]
    learnt = wiring.open().lexicon.learn(SYSTEM, twins)
    say(f"{learnt.pairs} pairs of words and phrases learnt from {learnt.twins} texts and labels")


@lexicon.command()
@click.argument("words", metavar="WORD", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
@reports_errors
def show(wiring: Wiring, words: tuple[str, ...], as_json: bool) -> None:
    """Print what is known of WORD, French or Arabic, alone and in phrases."""
    entries = wiring.open().lexicon.entries(SYSTEM, " ".join(words))
    rows = [
        {
            "french": entry.french,
            "arabic": entry.arabic,
            "to_arabic": round(entry.to_arabic, 3),
            "to_french": round(entry.to_french, 3),
            "origin": entry.origin,
        }
        for entry in entries
    ]
    if as_json:
        give({"total": len(rows), "pairs": rows})
    elif rows:
        tabulate(list(rows[0]), [list(row.values()) for row in rows])


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Invalid("sidecar-unreadable", file=file.name) from error
