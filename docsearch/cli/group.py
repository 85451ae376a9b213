"""The commands, gathered."""

import click

from docsearch import __version__
from docsearch.cli import accounts, analysis, collection, finding, lexicon, operation, reading


@click.group()
@click.version_option(__version__, prog_name="docsearch")
def commands() -> None:
    """Run a documentation centre that answers in French and Arabic, page by page."""


for command in (
    operation.init,
    collection.ingest,
    collection.failures,
    collection.retry,
    finding.search,
    finding.show,
    reading.detect,
    reading.extract,
    analysis.analyze,
    collection.recognise,
    lexicon.lexicon,
    operation.reindex,
    operation.worker,
    operation.serve,
    operation.doctor,
    operation.backup,
    operation.restore,
    accounts.user,
):
    commands.add_command(command)
