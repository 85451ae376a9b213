"""The command line: data on standard output, messages on standard error."""

from docsearch.cli.group import commands
from docsearch.cli.output import sentence
from docsearch.cli.wiring import Wiring

__all__ = ["Wiring", "commands", "sentence"]
