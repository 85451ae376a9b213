"""Settings, read once from the environment."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields
from logging import getLevelNamesMapping
from pathlib import Path
from typing import Final, Self
from zoneinfo import available_timezones

from docsearch.domain.errors import Invalid

PREFIX: Final = "DOCSEARCH_"
_NUMBER: Final = re.compile("[1-9][0-9]{0,8}")
_LAST_PORT: Final = 65_535
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
    ocr_models: Path = Path(sys.prefix, "share", "docsearch", "tessdata")
    time_zone: str = "Africa/Casablanca"
    log_level: str = "info"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings; raise ``Invalid`` naming the variable that is malformed."""
        values: dict[str, object] = {"home": _default_home()}
        for field in fields(cls):
            variable = PREFIX + field.name.upper()
            if given := environment.get(variable, "").strip():
                if not _is_accepted(field, given):
                    raise Invalid("setting-invalid", variable=variable, value=given)
                values[field.name] = _CONVERTERS[type(field.default)](given)
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


_CONVERTERS: Final[Mapping[type, Callable[[str], object]]] = {
    int: int,
    str: str,
    type(Path()): lambda given: Path(given).resolve(),
}


def _is_accepted(field: Field[object], given: str) -> bool:
    if field.name == "log_level":
        return given.upper() in getLevelNamesMapping()
    if field.name == "time_zone":
        return given in available_timezones()
    if not isinstance(field.default, int):
        return True
    return bool(_NUMBER.fullmatch(given)) and (field.name != "port" or int(given) <= _LAST_PORT)
