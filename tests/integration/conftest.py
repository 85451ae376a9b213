"""A centre of its own for every test that asks for one."""

from pathlib import Path

import pytest

from docsearch.services.centre import Centre
from tests.factories import new_centre


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def centre(home: Path) -> Centre:
    return new_centre(home)
