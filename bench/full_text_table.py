"""The full text search that comes with Python: SQLite's FTS5."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from bench.peers import BEST, FACETS, TEXT_FIELDS, Ask, Unanswerable, facets, flat, text
from bench.queries import Question
from docsearch.search.ports import Records
from docsearch.search.query_tree import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Term

NAME: Final = "SQLite FTS5"

_FACETS: Final = ", ".join(FACETS)
_FOUND: Final = "FROM pages JOIN attributes ON page = pages.rowid WHERE pages MATCH ?"


class FullTextTable:
    """SQLite's FTS5: the ten best in one statement, and in another what facets and total need."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fts5.db")

    def build(self, documents: Records) -> None:
        """Index all the records in one commit."""
        fields = ", ".join(TEXT_FIELDS)
        # This tokenizer takes any letter beyond ASCII as it is: our tokens are ready.
        self._database.executescript(
            f"CREATE VIRTUAL TABLE pages USING fts5({fields}, content='', tokenize='ascii');"
            f"CREATE TABLE attributes (page INTEGER PRIMARY KEY, {_FACETS});"
        )
        with self._database:
            for number, record in enumerate(flat(documents), start=1):
                words = [text(record, field) for field in TEXT_FIELDS]
                self._insert("attributes", [number, *facets(record).values()])
                self._insert(f"pages (rowid, {fields})", [number, *words])
        self._database.close()

    def open(self) -> None:
        """Open what was built."""

    def ways(self) -> Mapping[str, Ask]:
        """Return the only way, without boosts."""
        return {NAME: self._ask}

    def _ask(self, question: Question) -> int:
        condition, values = _FOUND, [_query(question.tree)]
        for attribute, wanted in question.typed.filters.items():
            marks = ", ".join("?" * len(wanted))
            condition += f" AND {attribute} IN ({marks})"
            values += wanted
        best = f"SELECT pages.rowid {condition} ORDER BY rank LIMIT {BEST}"
        self._database.execute(best, values).fetchall()
        counted = f"SELECT {_FACETS}, count(*) {condition} GROUP BY {_FACETS}"
        counts: list[Counter[Any]] = [Counter() for _ in FACETS]
        for *found, count in self._database.execute(counted, values):
            for facet, value in zip(counts, found, strict=True):
                facet[value] += count
        return counts[0].total()

    def _insert(self, target: str, values: list[object]) -> None:
        marks = ", ".join("?" * len(values))
        self._database.execute(f"INSERT INTO {target} VALUES ({marks})", values)


def _query(tree: Node) -> str:
    match tree:
        case Term(field, token):
            return f'{field}:"{token}"'
        case Phrase(field, tokens, 0):
            return f'{field}:"{" ".join(tokens)}"'
        case Phrase(field, tokens, slop):
            near = " ".join(f'"{token}"' for token in tokens)
            return f"{field}:NEAR({near}, {slop})"
        case Prefix(field, prefix):
            return f'{field}:"{prefix}"*'
        case And(children):
            wanted = [f"({_query(child)})" for child in children if not isinstance(child, Not)]
            denied = [f" NOT ({_query(one.child)})" for one in children if isinstance(one, Not)]
            return f"({' AND '.join(wanted)}){''.join(denied)}"
        case Or(children):
            return " OR ".join(f"({_query(child)})" for child in children)
        case Fuzzy():
            raise Unanswerable
        case _:
            raise NotImplementedError(f"no query of the benchmark has {tree}")
