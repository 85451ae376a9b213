"""Runs the command line: ``python -m docsearch``."""

from docsearch.app import main

main()
