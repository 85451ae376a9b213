"""Bringing the database to the form that this version of the code expects."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from docsearch.domain.errors import Conflict


def migrate(engine: Engine) -> None:
    """Create the tables, or bring older ones up to date."""
    with engine.begin() as connection:
        configuration = _configuration()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def require_migrated(engine: Engine) -> None:
    """Raise ``Conflict`` unless the tables are those of this version."""
    expected = ScriptDirectory.from_config(_configuration()).get_current_head()
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    if present != expected:
        code = "centre-missing" if present is None else "centre-out-of-date"
        raise Conflict(code, present=present, expected=expected)


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", "docsearch:migrations")
    return configuration
