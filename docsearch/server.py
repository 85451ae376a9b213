"""Serving: gunicorn for browsers, and a worker process kept alive beside it."""

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, Final

import structlog
from flask import Flask
from gunicorn import http
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

_RESTART_SECONDS: Final = 1.0
_PATIENCE_SECONDS: Final = 10.0
_LONGEST_REQUEST_LINE: Final = 128 * 1024
"""Bytes: a query of 10,000 characters, of which an address spells each with up to twelve."""

log = structlog.get_logger()


class Companion:
    """Keeps one worker process running until it is closed."""

    def __init__(self) -> None:
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start the worker, and start it again whenever it ends."""
        # Here and not in the thread: gunicorn forks next, and a fork copies locks that are held.
        self._process = _start_worker()
        self._keeper.start()

    def close(self) -> None:
        """End the worker."""
        self._closing.set()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                # Its work survives this: it is written to be killed.
                self._process.kill()

    def _keep(self) -> None:
        while self._process is not None:
            status = self._process.wait()
            if self._closing.wait(_RESTART_SECONDS):
                return
            log.warning("worker.ended", status=status)
            self._process = _start_worker()


def _start_worker() -> subprocess.Popen[bytes]:
    # The pipe closes with this process, however it ends, and the worker ends with it.
    command = [sys.executable, "-P", "-m", "docsearch", "worker", "--supervised"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with one process, several threads, and the worker as companion."""

    def __init__(
        self, create_app: Callable[[], Flask], *, bind: str, threads: int, address: str
    ) -> None:
        self._create_app = create_app
        self._address = address
        self._companion = Companion()
        self._options: dict[str, Any] = {
            "bind": bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": threads,
            "timeout": 60,
            "limit_request_line": _LONGEST_REQUEST_LINE,
            "umask": 0o077,
            "accesslog": None,
            "loglevel": "warning",
            "when_ready": self._when_ready,
            "on_exit": self._on_exit,
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        # Gunicorn would take the limit down to its own, or leave the line without any.
        http.message.MAX_REQUEST_LINE = _LONGEST_REQUEST_LINE
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, in the process that serves it: a database must not be forked."""
        return self._create_app()

    def _when_ready(self, arbiter: Arbiter) -> None:
        self._companion.start()
        print(f"docsearch answers at {self._address}", flush=True)

    def _on_exit(self, arbiter: Arbiter) -> None:
        self._companion.close()
