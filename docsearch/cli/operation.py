"""Commands that keep the centre running."""

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

import click

from docsearch.cli.accounts import sign_in_address
from docsearch.cli.collection import take_in
from docsearch.cli.output import SOMETHING_FAILED, give, reports_errors, say, tabulate
from docsearch.cli.wiring import Wiring
from docsearch.domain.permissions import SYSTEM
from docsearch.services import backup as backups
from docsearch.services.accounts import FIRST_ADMINISTRATOR
from docsearch.services.intake import SIDECAR, read_sidecar


@click.command()
@click.option("--with-samples", is_flag=True, help="Deposit the sample collection too.")
@click.pass_obj
@reports_errors
def init(wiring: Wiring, with_samples: bool) -> None:
    """Create the database and the index, or bring them up to date."""
    centre = wiring.create()
    centre.vocabularies.ensure_types(SYSTEM)
    if centre.accounts.ensure_administrator(SYSTEM):
        token = centre.accounts.sign_in_link(SYSTEM, FIRST_ADMINISTRATOR)
        say("The administrator's account was created. This link signs in once, within 24 hours:")
        click.echo(sign_in_address(wiring, token))
    if with_samples:
        described = read_sidecar(wiring.samples / SIDECAR)
        take_in(centre, [wiring.samples / name for name in described], description={}, wait=True)


@click.command()
@click.pass_obj
@reports_errors
def reindex(wiring: Wiring) -> None:
    """Build the index anew from the database."""
    centre = wiring.open()
    with centre.worker.sole(wait=False) as sole:
        if sole:
            say(f"{centre.indexing.rebuild()} documents indexed")
        else:
            say(f"{centre.indexing.ask_again()} documents given to the running worker")


@click.command()
@click.option("--supervised", is_flag=True, help="End when standard input is closed.")
@click.pass_obj
@reports_errors
def worker(wiring: Wiring, supervised: bool) -> None:
    """Read deposited files and index them, until interrupted."""
    stop = threading.Event()

    def interrupt(*_: object) -> None:
        # What is half-done is done again: there is nothing to wait for, least of all the lock.
        stop.set()
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)
    if supervised:
        threading.Thread(target=_await_end_of_input, daemon=True).start()
    with suppress(KeyboardInterrupt):
        centre = wiring.open()
        with centre.worker.sole(wait=True):
            centre.worker.run(stop)


@click.command()
@click.pass_obj
@reports_errors
def serve(wiring: Wiring) -> None:
    """Answer browsers, with a worker beside, until interrupted."""
    wiring.open()
    wiring.serve()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
@reports_errors
def doctor(wiring: Wiring, as_json: bool) -> None:
    """Check that database, index, files and queue agree."""
    health = wiring.open().health
    findings, waiting = health.findings(), health.waiting()
    if as_json:
        listed = [{"code": finding.code, "subject": finding.subject} for finding in findings]
        give({"findings": listed, "waiting": waiting})
    else:
        for finding in findings:
            click.echo(f"{finding.code}: {finding.subject}")
        say(f"{len(findings)} disagreements, {waiting} documents waiting")
    if findings:
        raise SystemExit(SOMETHING_FAILED)


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
@reports_errors
def backup(wiring: Wiring, directory: Path) -> None:
    """Write the database and the files into an empty DIRECTORY."""
    centre = wiring.open()
    damaged = backups.save(wiring.database, centre.store, centre.search, directory)
    if damaged:
        for sha256 in damaged:
            click.echo(sha256)
        say(f"backup without {len(damaged)} stored files, missing or damaged: {directory}")
        raise SystemExit(SOMETHING_FAILED)
    say(f"backup complete: {directory}")


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
@reports_errors
def restore(wiring: Wiring, directory: Path) -> None:
    """Make a new centre from the backup in DIRECTORY and compare the two."""
    manifest = backups.read_manifest(directory)
    backups.put_back(directory, wiring.database, wiring.store)
    centre = wiring.create()
    with centre.worker.sole(wait=True):
        centre.indexing.rebuild()
    comparisons = backups.compare(manifest, wiring.database, centre.store, centre.search)
    tabulate(
        ["", "saved", "restored", ""],
        [
            (one.name, one.saved, one.restored, "same" if one.agrees else "DIFFERENT")
            for one in comparisons
        ],
    )
    if not all(one.agrees for one in comparisons):
        raise SystemExit(SOMETHING_FAILED)


def _await_end_of_input() -> None:
    # Not through the buffer, whose lock would make the interpreter fail as it ends.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
