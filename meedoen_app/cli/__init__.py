"""Cli: what the people who run Meedoen type, one module per command.

May import: everything below it. A command's module is read only when that command is asked for, so
            that a command which needs little starts at once.
May not:    decide anything. It reads the clock and the arguments, and calls an action or the core.
"""

from importlib import import_module
from typing import Any

import click

from meedoen_app.content.faults import Broken
from meedoen_app.settings import Nonsense

COMMANDS = {
    "beoordeel": "meedoen_app.cli.assess:assess",
    "inhoud": "meedoen_app.cli.content:content",
    "ladder": "meedoen_app.cli.ladder:ladder",
    "migreer": "meedoen_app.cli.migrate:migrate",
    "spoor": "meedoen_app.cli.trace:check_trace",
    "start": "meedoen_app.cli.serve:serve",
    "werk": "meedoen_app.cli.work:work",
}


class Commands(click.Group):
    """The commands of COMMANDS: name -> module and function, read when asked for.

    Settings and content that cannot be used are said in plain sentences, with status 1.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (Broken, Nonsense) as refused:
            click.echo(str(refused), err=True)
            ctx.exit(1)


@click.group(cls=Commands, help="Meedoen: het keukentafelgesprek, en wat daarbij hoort.")
def main() -> None:
    """Start the command that was asked for."""
