"""The command in a home where nothing is yet, and in one that holds the samples."""

from pathlib import Path

import pytest

from tests.integration.cli.command import Command


@pytest.fixture
def command(home: Path) -> Command:
    return Command(home)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command in a centre with the sample collection; tests only read there."""
    command = Command(tmp_path_factory.mktemp("samples") / "home")
    outcome = command("init", "--with-samples")
    assert outcome.status == 0, outcome.messages
    return command
