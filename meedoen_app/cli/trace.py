"""meedoen log controleer: whether the trace is as it was written, also against the last checkpoint."""

import sys

import click

from meedoen_app import settings
from meedoen_app.cli import work
from meedoen_app.storage import checkpoints, trace
from meedoen_app.storage.database import Database


@click.group(help="Het spoor: wie iets deed of zag, van wie, en wanneer.")
def log() -> None:
    """Hold the commands about the trace together."""


@log.command(help="Kijk na of het spoor nog is zoals het geschreven werd. Elke fout staat op een regel.")
def controleer() -> None:
    chosen = settings.from_environment()
    database = Database.at(chosen.database_url)
    try:
        with database.reading() as session:
            faults = trace.verify(session, work.means(chosen).vault, checkpoints.newest(chosen.checkpoints))
            chains = len(trace.heads(session))
    finally:
        database.close()
    for fault in faults:
        click.echo(f"{fault.client_pseudonym or 'instellingen'} {fault.seq} {fault.damage}", err=True)
    click.echo(f"{chains} keten(s) bekeken, {len(faults)} fout(en).")
    sys.exit(1 if faults else 0)
