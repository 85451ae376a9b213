"""Settings: read from the environment, or refused by name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.config import Settings
from docsearch.domain.errors import Invalid

NUMBERS = (
    "DOCSEARCH_PORT",
    "DOCSEARCH_THREADS",
    "DOCSEARCH_MAX_FILE_MEGABYTES",
    "DOCSEARCH_MAX_PAGES",
    "DOCSEARCH_MAX_SECONDS",
    "DOCSEARCH_MAX_CPU_SECONDS",
    "DOCSEARCH_MAX_MEMORY_MEGABYTES",
)


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.read({"DOCSEARCH_PORT": "  ", "PORT": "1", "DOCSEARCH_UNKNOWN": "x"})
    assert settings.address == "http://127.0.0.1:8000"
    assert (settings.home / "setup.cfg").is_file()


def test_every_setting_is_read() -> None:
    settings = Settings.read(
        {
            "DOCSEARCH_HOME": "/srv/../srv/centre",
            "DOCSEARCH_PORT": " 8080 ",
            "DOCSEARCH_BASE_URL": "https://docs.example.org/",
        }
    )
    assert settings.database == Path("/srv/centre/docsearch.db")
    assert settings.uploads.parent == settings.index.parent == Path("/srv/centre")
    assert settings.port == 8080
    assert settings.address == "https://docs.example.org"


@pytest.mark.parametrize("variable", NUMBERS)
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "²", "٣", "1" * 5000, "1e3", "0x10"])
def test_a_malformed_number_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        Settings.read({variable: value})
    assert refused.value.facts == {"variable": variable, "value": value}


def test_an_unknown_log_level_is_refused() -> None:
    assert Settings.read({"DOCSEARCH_LOG_LEVEL": "Debug"}).log_level == "Debug"
    with pytest.raises(Invalid, match="setting-invalid"):
        Settings.read({"DOCSEARCH_LOG_LEVEL": "loud"})


@pytest.mark.parametrize("value", ["65536", "99999"])
def test_a_port_that_does_not_exist_is_refused(value: str) -> None:
    with pytest.raises(Invalid, match="setting-invalid"):
        Settings.read({"DOCSEARCH_PORT": value})


@given(st.integers(1, 65535))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    assert Settings.read({"DOCSEARCH_PORT": str(number)}).port == number
