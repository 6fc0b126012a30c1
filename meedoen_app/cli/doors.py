"""`meedoen deuren`: every address, and whom it is open to, as one JSON object on each line (security Z1)."""

import json
from collections.abc import Iterator
from typing import Any

import click
from flask import Flask

from meedoen_app import settings
from meedoen_app.web import access, assets
from meedoen_app.web.access import Door, Who
from meedoen_app.web.app import create_app

OPEN = "anyone"
NOT_ASKED = {"HEAD", "OPTIONS"}


@click.command(help="Toon elk adres en voor wie het open is, met op elke regel een JSON-object.")
def doors() -> None:
    for line in lines(create_app(settings.from_environment())):
        click.echo(json.dumps(line))


def lines(app: Flask) -> Iterator[dict[str, Any]]:
    """Yield every address with its methods and whom it is for; of the files one for all of them."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        methods = sorted((rule.methods or set()) - NOT_ASKED)
        yield {"rule": rule.rule, "methods": methods, "open_to": _whom(access.door_of(app, rule.endpoint))}
    yield {"rule": f"{assets.PREFIX}<path:file>", "methods": ["GET"], "open_to": OPEN}


def _whom(door: Door) -> str:
    return OPEN if Who.ANYONE in door.who else str(door)
