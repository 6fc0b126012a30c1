"""`meedoen account maak`: how the first beheerder comes in, with a code that works for ten minutes."""

import click

from meedoen_app import settings
from meedoen_app.actions import accounts, proving, setting_up
from meedoen_app.cli import migrate, work
from meedoen_app.core.access.account import Rights, Role
from meedoen_app.core.access.factor import in_groups
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.trace import Actor
from meedoen_app.settings import MAILBOX, Settings
from meedoen_app.storage import migrating
from meedoen_app.storage.database import Database
from meedoen_app.web import clock
from meedoen_app.web.account.forms import LONGEST_NAME

ON_SERVER = Actor(id="", role="server")


@click.group(help="Accounts van medewerkers.")
def account() -> None:
    """Hold the commands about accounts together."""


@account.command(help="Maak een beheerder, of geef wie nog niet binnen was een nieuwe code.")
@click.option("--mail", required=True, help="Het mailadres waarmee deze persoon gaat inloggen.")
@click.option("--naam", "name", required=True, help="De naam van deze persoon.")
def maak(mail: str, name: str) -> None:
    mail, name = mail.strip(), name.strip()
    if not MAILBOX.fullmatch(mail):
        raise click.BadParameter("geef één mailadres, zoals naam@voorbeeld.nl.", param_hint="--mail")
    if not name.isprintable() or not 1 <= len(name) <= LONGEST_NAME:
        raise click.BadParameter(f"geef een naam van hooguit {LONGEST_NAME} tekens.", param_hint="--naam")
    chosen = settings.from_environment()
    with migrate.opening():
        migrating.upgrade(chosen.database_url)
    try:
        code = _made(chosen, mail, name)
    except NotAllowed:
        raise click.BadParameter("dit mailadres heeft al een account.", param_hint="--mail") from None
    click.echo(f"Ga binnen tien minuten naar /werk/uitnodiging, typ {mail}, en dan deze code:\n\n  {code}\n")


def _made(chosen: Settings, mail: str, name: str) -> str:
    """Return the code for a new beheerder, or a new one for a beheerder who was never in."""
    database, means, code = Database.at(chosen.database_url), work.means(chosen), proving.new_code()
    now = clock.now()
    try:
        with database.writing() as session:
            made = accounts.first(session, means, name, mail, Rights(Role.ADMIN), now=now, by=ON_SERVER)
            setting_up.hand_code(session, means, made, code, now=now)
    finally:
        database.close()
    return in_groups(code)
