"""meedoen inhoud controleer: every fault in the content, with its place."""

import re
import sys

import click

from meedoen_app import resources, settings
from meedoen_app.content import checking, loading, publishing
from meedoen_app.content.faults import Broken, Fault
from meedoen_app.web import clock


@click.group(help="De inhoud: vragen, aanbod en gegevens van de gemeente.")
def content() -> None:
    """Hold the commands about the content together."""


@content.command(help="Meld elke fout in de inhoud, met de plaats erbij.")
def controleer() -> None:
    chosen = settings.from_environment()
    faults: list[Fault] = publishing.faults(chosen.content_folder)
    versions = loading.versions(chosen.content_folder)
    for version in versions:
        try:
            found = loading.load(chosen.content_folder, version, chosen.municipality)
            faults += checking.faults(found, icons(), clock.today())
        except Broken as broken:
            faults += broken.faults
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo(f"{len(versions)} versie(s) bekeken, {len(faults)} fout(en).")
    sys.exit(1 if faults or not versions else 0)


def icons() -> frozenset[str]:
    """Return the pictograms that stand in our sprite."""
    sprite = (resources.static / "icons" / "meedoen.svg").read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol[^>]*\bid="([^"]+)"', sprite))
