"""The command that shows what the index knows of a text."""

import click

from docsearch.cli.output import give, reports_errors, tabulate
from docsearch.domain.language import ARABIC, FRENCH
from docsearch.search.indexed_text import indexed_text
from docsearch.search.query_tree import TermField
from docsearch.text.analysis import analyze as analyzed
from docsearch.text.pieces import pieces
from docsearch.text.typed import repair_typed


@click.command()
@click.argument("text")
@click.option(
    "--lang",
    type=click.Choice([FRENCH, ARABIC]),
    # A word goes through the chain of its own letters, whatever the language around it.
    expose_value=False,
    help="Language of TEXT; words in the letters of the other are told apart all the same.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reports_errors
def analyze(text: str, as_json: bool) -> None:
    """Print the tokens under which the words of TEXT are indexed and searched."""
    repaired = repair_typed(text)
    if as_json:
        terms = indexed_text(repaired).terms
        give(
            {
                "stem": [stem for stem in terms[TermField.STEM] if stem is not None],
                "exact": terms[TermField.EXACT],
                "ngrams": terms[TermField.NGRAM],
            }
        )
        return
    # What was repaired is as long as before, so that its places are those of what was typed.
    rows = [
        (
            text[token.start : token.end],
            token.exact,
            token.stem or "(stop word)",
            " ".join(pieces(token.exact)) if token.stem else "",
        )
        for token in analyzed(repaired)
    ]
    tabulate(["word", "exact", "stem", "4-grams"], rows)
