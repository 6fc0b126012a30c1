"""meedoen migreer: bring the database to the newest shape, or back."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import DBAPIError

from meedoen_app import settings
from meedoen_app.settings import Nonsense
from meedoen_app.storage import migrating


@click.command(help="Breng de database naar de nieuwste vorm. Met --terug naar een oudere versie.")
@click.option("--terug", "revision", default="", help="De versie waarnaar u terug wilt.")
def migrate(revision: str) -> None:
    url = settings.from_environment().database_url
    with opening():
        if revision:
            migrating.downgrade(url, revision)
        else:
            migrating.upgrade(url)
    click.echo(f"De database staat op versie {migrating.current(url)}.")


@contextmanager
def opening() -> Iterator[None]:
    """Say what to set when the database cannot be opened at all. Raises Nonsense."""
    try:
        yield
    except DBAPIError as error:
        if error.statement:  # It was open: this is a fault of a migration, and not of a setting.
            raise
        reason = " ".join(str(error.orig).split())
        raise Nonsense(
            f"MEEDOEN_DATABASE_URL: deze database gaat niet open ({reason}). Kijk of de map er is, en of de"
            " server draait."
        ) from error
