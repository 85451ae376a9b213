"""The real command, run as people run it, in a home of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from docsearch import app

_CHECKOUT: Final = Path(__file__).resolve().parents[3]
_SECONDS: Final = 60
_CONTEXT: Final = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["docsearch.app"])


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    status: int
    output: str
    messages: str

    @property
    def data(self) -> Any:
        return json.loads(self.output)


# Tests in the background of a shell inherit that interruptions are ignored.
_INTERRUPTIBLE: Final = ("env", "--default-signal=INT")


@dataclass(frozen=True, slots=True)
class Command:
    """``docsearch`` with the settings of one home."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        variables = {f"DOCSEARCH_{name.upper()}": value for name, value in self.settings.items()}
        return {
            **kept,
            "PYTHONPATH": str(_CHECKOUT),
            "DOCSEARCH_HOME": str(self.home),
            **variables,
        }

    def start(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*_INTERRUPTIBLE, sys.executable, "-m", "docsearch", *map(str, arguments)],
            env=self.environment(),
            cwd=self.home.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run a command to its end, in a process that has the programme loaded already."""
        with tempfile.TemporaryDirectory() as folder:
            streams = (Path(folder, "output"), Path(folder, "messages"))
            process = _CONTEXT.Process(
                target=_main, args=(list(map(str, arguments)), self.environment(), streams)
            )
            process.start()
            process.join(_SECONDS)
            assert process.exitcode is not None, f"{arguments} takes too long"
            output, messages = (stream.read_bytes().decode() for stream in streams)
        assert "Traceback" not in messages, messages
        return Outcome(process.exitcode, output, messages)

    @contextmanager
    def running(self, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command that goes on, and end it afterwards if it still runs."""
        process = self.start(*arguments)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=_SECONDS)


def _main(arguments: list[str], environment: dict[str, str], streams: tuple[Path, Path]) -> None:
    """Become the console command: its arguments, environment and standard streams."""
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    for descriptor, stream in enumerate(streams, start=1):
        os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT), descriptor)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["docsearch", *arguments]
    app.main()


def wait(condition: Callable[[], object], *, seconds: float = 30) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
