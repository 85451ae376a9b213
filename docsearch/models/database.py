"""The SQLite database: how it is opened, and which transactions may write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry

from docsearch.domain.errors import Unavailable

_BEGINNING: Final = "docsearch_begin"
_BUSY_MILLISECONDS: Final = 30_000
_PRIMARY: Final = 0xFF
_PASSING: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_NOTADB,
    }
)
"""What says something about the file or the disk, not about the statement."""


def open_database(path: Path) -> Engine:
    """Return an engine on the file, in WAL mode with foreign keys enforced.

    Transactions of ``writing(engine)`` take the write lock when they begin: two writers then
    queue, where a lock taken half-way would make one of them fail. What the file or the disk
    refuses is raised as ``Unavailable``.
    """
    address = URL.create("sqlite", database=str(path))
    # As many connections as there are threads, whatever their number.
    engine = create_engine(address, max_overflow=-1)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate)
    return engine


def writing(engine: Engine) -> Engine:
    """Return the same engine for transactions that write."""
    return engine.execution_options(**{_BEGINNING: "BEGIN IMMEDIATE"})


def statement_by_statement(engine: Engine) -> Engine:
    """Return the same engine for a caller that reads, thinks, and may write much later.

    Each statement is a transaction of its own: one that began by reading could not write any
    more once somebody else has.
    """
    return engine.execution_options(**{_BEGINNING: ""})


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let a migration replace a table without deleting the rows that refer to it.

    The pragma has no effect inside a transaction: it is set before the first one begins.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def _prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    # Python must not begin transactions by itself: `_begin` chooses the kind.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")


def _translate(context: ExceptionContext) -> None:
    error = context.original_exception
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    if code & _PRIMARY in _PASSING:
        raise Unavailable("database-unusable", reason=str(error)) from error


def _begin(connection: Connection) -> None:
    beginning = connection.get_execution_options().get(_BEGINNING, "BEGIN")
    if beginning:
        connection.exec_driver_sql(beginning)
