"""meedoen migreer: bring the database to the newest shape, or back."""

import click

from meedoen_app import settings
from meedoen_app.storage import migrating


@click.command(help="Breng de database naar de nieuwste vorm. Met --terug naar een oudere versie.")
@click.option("--terug", "revision", default="", help="De versie waarnaar u terug wilt.")
def migrate(revision: str) -> None:
    url = settings.from_environment().database_url
    if revision:
        migrating.downgrade(url, revision)
    else:
        migrating.upgrade(url)
    click.echo(f"De database staat op versie {migrating.current(url)}.")
