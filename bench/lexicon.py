"""``make lexicon``: learns the lexicon that ships with docsearch; takes half a minute."""

from collections import Counter
from pathlib import Path
from typing import Final

from bench.command_line import DATA
from bench.lexicon_sources import SOURCES, twins_of
from docsearch.text.lexicon.learning import learn
from docsearch.text.lexicon.table import LexiconTable

_CHECKOUT: Final = Path(__file__).resolve().parents[1]
_LEXICON: Final = _CHECKOUT / "docsearch" / "text" / "lexicon" / "starting" / "fr-ar.tsv.gz"


def main() -> None:
    """Write the lexicon and say what it holds."""
    for name in SOURCES:
        kinds = Counter(twin.kind for twin in twins_of(DATA, [name]))
        print(name, ", ".join(f"{count:,} × {kind}" for kind, count in kinds.items()))
    table = LexiconTable(learn(twins_of(DATA, SOURCES)))
    _LEXICON.parent.mkdir(exist_ok=True)
    _LEXICON.write_bytes(packed := table.pack())
    print(f"{len(table):,} pairs, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
