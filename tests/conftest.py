"""What every test stands on: real material where it is present, and no network."""

import shutil
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from docsearch.config import Settings
from docsearch.ingest.recognition.recognise import RecognitionModels

CHECKOUT = Path(__file__).resolve().parent.parent

# As root Chromium starts only without its sandbox; the rest keeps it from calling home.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real documents that are kept beside the checkout, not in it."""
    folder = CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real material is not here: ../shared/data is missing beside the checkout")
    return folder


@pytest.fixture(scope="session")
def models() -> RecognitionModels:
    """The models for scanned pages, which ``make test`` installs."""
    installed = RecognitionModels(Settings().ocr_models)
    if not installed.installed:
        pytest.skip(f"the recognition models are not in {installed.folder}: make models")
    return installed


class NetworkBanned(AssertionError):
    """A test tried to reach something outside this machine."""


def _is_here(family: int, address: Any) -> bool:
    if family == socket.AF_UNIX:
        return True
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Let tests speak to this machine only; an attempt to go further fails the test by name."""

    def guarded(name: str) -> Any:
        original = getattr(socket.socket, name)

        def call(self: socket.socket, *arguments: Any) -> Any:
            # sendto takes the address last, after its optional flags; connect takes nothing else.
            if not _is_here(self.family, arguments[-1]):
                raise NetworkBanned(f"{name} {arguments[-1]!r}")
            return original(self, *arguments)

        return call

    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_here(socket.AF_INET, (host,)):
            raise NetworkBanned(f"look-up of {host!r}")
        return resolve(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guarded(name))
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Drive the system's Chromium; none is downloaded."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: sudo apt-get install chromium")
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": list(CHROMIUM_ARGUMENTS),
    }
