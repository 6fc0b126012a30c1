"""meedoen werk: the one loop that does what is due, each thing in its own transaction."""

import click
import structlog

from meedoen_app import settings
from meedoen_app.actions import concern, housekeeping, letters, lookups, telling
from meedoen_app.actions.letters import Sending
from meedoen_app.actions.means import Means
from meedoen_app.content.store import Contents
from meedoen_app.core.trace import Actor
from meedoen_app.delivery.mail import SmtpPost
from meedoen_app.settings import Settings
from meedoen_app.storage.database import Database
from meedoen_app.web import clock, installation, logs

EVERY_SECONDS = 60
WORKER = Actor(id="", role="systeem")
log = structlog.get_logger()


@click.command(help="Doe het werk dat vanzelf moet gebeuren.")
@click.option("--eenmaal", "once", is_flag=True, help="Doe het één keer, en stop dan.")
@click.option("--opnieuw", "again", is_flag=True, help="Verstuur ook wat is opgegeven (niet_bezorgd).")
def work(once: bool, again: bool) -> None:
    logs.configure()
    if again:
        take_up_again(settings.from_environment())
    if once:
        round_of_work(settings.from_environment())
    else:
        forever()


def forever() -> None:
    chosen = settings.from_environment()
    while True:
        try:
            round_of_work(chosen)
        except Exception as fault:  # The loop outlives a bad round; the next one tries again.
            log.error("werk_mislukt", fault=type(fault).__name__)
        letters.HURRY.wait(EVERY_SECONDS)
        letters.HURRY.clear()


def take_up_again(chosen: Settings) -> None:
    """Let what was given up be sent after all, because somebody mended what held it up."""
    database = Database.at(chosen.database_url)
    try:
        count = letters.take_up_again(database, clock.now())
    finally:
        database.close()
    log.info("weer_opgepakt", count=count)


def round_of_work(chosen: Settings) -> None:
    """Do everything that is due now."""
    database = Database.at(chosen.database_url)
    try:
        erased = housekeeping.throw_away_what_is_over(database, means(chosen), now=clock.now(), by=WORKER)
        concern.throw_away_what_is_over(database, clock.now())
        housekeeping.keep_checkpoint(database, chosen.checkpoints, today=clock.today())
        lookups.report_what_is_due(database, means(chosen), today=clock.today(), zone=clock.HERE)
        sending = send_what_is_due(database, chosen)
        database.sweep()  # Also of what residents threw away: 0.3 ms when nothing is to be done.
    finally:
        database.close()
    log.info("werk_gedaan", erased=erased, sent=sending.sent, failed=sending.failed)
    if sending.shut:
        log.warning("post_dicht", fault=sending.shut)
    if sending.given_up:
        log.error("niet_bezorgd", count=sending.given_up)


def send_what_is_due(database: Database, chosen: Settings) -> Sending:
    """Mail every letter. Without a mail server they wait, for a while."""
    now = clock.now()
    letters.throw_away_what_is_over(database, now)
    if chosen.mail is None:
        return Sending(0, 0, 0)
    found, post = means(chosen), SmtpPost(chosen.mail)
    news = telling.News(found, WORKER)
    return letters.send_due(database, found, post, chosen.call_mailbox, news=news, now=now)


def means(chosen: Settings) -> Means:
    return Means(
        installation.vault_of(chosen), Contents(chosen.content_folder, chosen.municipality), chosen.draft_days
    )
