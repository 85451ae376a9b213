"""Bringing the database to the form that this version of the code expects."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from docsearch.domain.errors import Conflict
from docsearch.models.database import without_foreign_keys, writing


def migrate(engine: Engine) -> None:
    """Create the tables, or bring older ones up to date; raise ``Conflict`` if that loses rows."""
    with writing(engine).connect() as connection, without_foreign_keys(connection):
        settings = configuration()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise Conflict("migration-breaks-references", table=broken[0][0])
        connection.commit()


def require_migrated(engine: Engine) -> None:
    """Raise ``Conflict`` unless the tables are those of this version."""
    expected = ScriptDirectory.from_config(configuration()).get_current_head()
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present != expected:
        code = "centre-missing" if present is None else "centre-out-of-date"
        raise Conflict(code, present=present, expected=expected)


def configuration() -> Config:
    """Return what Alembic must know to find the migrations."""
    settings = Config()
    settings.set_main_option("script_location", "docsearch:migrations")
    return settings
