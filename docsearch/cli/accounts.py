"""Commands about people."""

import click

from docsearch.cli.output import reports_errors, say
from docsearch.cli.wiring import Wiring
from docsearch.domain.permissions import SYSTEM, Role


@click.group()
def user() -> None:
    """Create accounts and let people in."""


@user.command()
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.option("--organisation", default="", help="Where the person works.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    default=[Role.READER.value],
    show_default=True,
    type=click.Choice([role.value for role in Role]),
    help="A role of the person; may be repeated.",
)
@click.pass_obj
@reports_errors
def add(wiring: Wiring, email: str, name: str, organisation: str, roles: tuple[str, ...]) -> None:
    """Create an account and print the link that signs its owner in once."""
    centre = wiring.open()
    granted = [Role(role) for role in roles]
    centre.accounts.add(SYSTEM, email, name=name, organisation=organisation, roles=granted)
    _print_link(wiring, centre.accounts.sign_in_link(SYSTEM, email))


@user.command("sign-in-link")
@click.argument("email")
@click.pass_obj
@reports_errors
def sign_in_link(wiring: Wiring, email: str) -> None:
    """Print a link that signs the person in once, within a day."""
    _print_link(wiring, wiring.open().accounts.sign_in_link(SYSTEM, email))


def _print_link(wiring: Wiring, token: str) -> None:
    say("This link signs in once, within 24 hours:")
    click.echo(sign_in_address(wiring, token))


def sign_in_address(wiring: Wiring, token: str) -> str:
    """Return the address that redeems a sign-in token."""
    return f"{wiring.address}/connexion/lien/{token}"
