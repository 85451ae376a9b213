"""The lexicon that ships with docsearch; see ``starting/README.md`` for what it was learnt from."""

from functools import cache
from importlib.resources import files

from docsearch.text.lexicon.table import LexiconTable


@cache
def starting_lexicon() -> LexiconTable:
    """Return the lexicon of a new centre, read once."""
    stored = files("docsearch.text.lexicon") / "starting" / "fr-ar.tsv.gz"
    return LexiconTable.unpack(stored.read_bytes())
