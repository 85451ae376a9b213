"""Settings, read once from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Self

from docsearch.domain.errors import Invalid

PREFIX: Final = "DOCSEARCH_"
_CHECKOUT: Final = Path(__file__).resolve().parents[1]


def _default_home() -> Path:
    """Return the checkout, or the current folder when the package is installed elsewhere."""
    return _CHECKOUT if (_CHECKOUT / "setup.cfg").is_file() else Path.cwd()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set: each field is read from ``DOCSEARCH_`` and its name in capitals."""

    home: Path = Path()
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    threads: int = 8
    secret_key: str = ""
    watch_folder: str = ""
    max_file_megabytes: int = 100
    max_pages: int = 5000
    max_seconds: int = 300
    max_cpu_seconds: int = 120
    max_memory_megabytes: int = 1500
    log_level: str = "info"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings; raise ``Invalid`` naming the variable that is malformed."""
        values: dict[str, object] = {"home": _default_home()}
        for field in fields(cls):
            variable = PREFIX + field.name.upper()
            if given := environment.get(variable, "").strip():
                values[field.name] = _convert(variable, given, type(field.default))
        return cls(**values)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """Return the address under which people open the centre, without a final slash."""
        return self.base_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def database(self) -> Path:
        """Return the database file."""
        return self.home / "docsearch.db"

    @property
    def index(self) -> Path:
        """Return the folder of the search index."""
        return self.home / "index"

    @property
    def uploads(self) -> Path:
        """Return the folder of the deposited files."""
        return self.home / "uploads"


def _convert(variable: str, given: str, kind: type) -> object:
    if (kind is int and not given.isascii()) or (kind is int and not given.isdigit()):
        raise Invalid("setting-invalid", variable=variable, value=given)
    return int(given) if kind is int else given if kind is str else Path(given).resolve()
