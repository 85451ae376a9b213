"""``python -m bench.web_server``: the centre of the environment, served by four processes."""

import logging
import os
import sys
from typing import Final

import structlog

from docsearch.app import create_app
from docsearch.config import Settings
from docsearch.server import Server

PROCESSES: Final = 4


class SeveralProcesses(Server):
    """The server of docsearch, its worker beside it, but with several processes that answer."""

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        super().load_config()
        self.cfg.set("workers", PROCESSES)


def main() -> None:
    """Serve until interrupted; only errors are told."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    settings = Settings.read(os.environ)
    SeveralProcesses(
        lambda: create_app(settings),
        bind=f"{settings.host}:{settings.port}",
        threads=settings.threads,
        address=settings.address,
    ).run()


if __name__ == "__main__":
    main()
