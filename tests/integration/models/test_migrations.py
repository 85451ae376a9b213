"""The tables that migrations build are those that the models describe."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Engine, String, inspect

from docsearch.domain.errors import Conflict
from docsearch.models import Base
from docsearch.models.database import open_database, without_foreign_keys, writing
from docsearch.services.migrations import configuration, migrate, require_migrated


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(tmp_path / "docsearch.db")


def test_migrating_from_nothing_gives_the_tables_of_the_models(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    require_migrated(engine)


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    migrate(engine)
    require_migrated(engine)


def test_every_migration_can_be_taken_back(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        steps = configuration()
        steps.attributes["connection"] = connection
        command.downgrade(steps, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine)
    require_migrated(engine)


def test_an_interrupted_migration_leaves_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(MigrationContext, "_ensure_version_table", interrupted)
        with pytest.raises(KeyboardInterrupt):
            migrate(engine)
    assert inspect(engine).get_table_names() == []


def test_a_migration_that_replaces_a_table_keeps_what_refers_to_it(engine: Engine) -> None:
    migrate(engine)
    with writing(engine).begin() as connection:
        connection.exec_driver_sql("INSERT INTO roles (id, name) VALUES (1, 'reader')")
        connection.exec_driver_sql(
            "INSERT INTO users (id, email, name, active, fs_uniquifier, created_at)"
            " VALUES (1, 'a@b', '', 1, 'x', '2026-01-01')"
        )
        connection.exec_driver_sql("INSERT INTO user_roles VALUES (1, 1)")
    with writing(engine).connect() as connection, without_foreign_keys(connection):
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("users", recreate="always") as table:
            table.add_column(Column("telephone", String(20)))
        connection.commit()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM user_roles").all() == [(1, 1)]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_database_of_another_version_is_refused(engine: Engine) -> None:
    with pytest.raises(Conflict, match="centre-missing"):
        require_migrated(engine)
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Conflict, match="centre-out-of-date"):
        require_migrated(engine)
