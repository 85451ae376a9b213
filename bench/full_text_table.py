"""The full text search that comes with Python: SQLite's FTS5."""

import sqlite3
from pathlib import Path

from bench.peers import BEST, TEXT_FIELDS, Filters, attributes, flat, query_text, texts
from docsearch.search.ports import Attribute, Node, Records


class FullTextTable:
    """SQLite's FTS5: the ten best and a count, without facets."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fts5.db")
        fields = ", ".join(TEXT_FIELDS)
        facets = ", ".join(Attribute)
        # This tokenizer takes any letter beyond ASCII as it is: our tokens are ready.
        self._database.executescript(
            f"CREATE VIRTUAL TABLE pages USING fts5({fields}, content='', tokenize='ascii');"
            f"CREATE TABLE attributes (page INTEGER PRIMARY KEY, {facets});"
        )

    def build(self, documents: Records) -> None:
        """Index all the records in one commit."""
        with self._database:
            for number, record in enumerate(flat(documents), start=1):
                self._insert("attributes", [number, *attributes(record).values()])
                self._insert("pages (rowid, stem, exact)", [number, *texts(record).values()])

    def ask(self, tree: Node, filters: Filters) -> int:
        """Search and count, and return the number of pages found."""
        conditions, values = "pages MATCH ?", [query_text(tree)]
        for attribute, wanted in filters.items():
            marks = ", ".join("?" * len(wanted))
            conditions += f" AND {attribute} IN ({marks})"
            values += wanted
        source = "pages JOIN attributes ON page = pages.rowid" if filters else "pages"
        best = f"SELECT pages.rowid FROM {source} WHERE {conditions} ORDER BY rank LIMIT {BEST}"
        self._database.execute(best, values).fetchall()
        counted = self._database.execute(
            f"SELECT count(*) FROM {source} WHERE {conditions}", values
        )
        return int(counted.fetchone()[0])

    def _insert(self, target: str, values: list[object]) -> None:
        marks = ", ".join("?" * len(values))
        self._database.execute(f"INSERT INTO {target} VALUES ({marks})", values)
