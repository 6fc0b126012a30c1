"""Cli: what the people who run Meedoen type, one module per command.

May import: everything below it. A command's module is read only when that command is asked for, so
            that a command which needs little starts at once.
May not:    decide anything. It reads the clock and the arguments, and calls an action or the core.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from meedoen_app.content.faults import Broken
from meedoen_app.settings import Nonsense

ON_THE_SERVER = "wie op de server mag"


class Undeclared(Exception):
    """A command does not say who may run it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is, as module:function, and who may run it (security Z1)."""

    where: str
    run_by: str


COMMANDS: Mapping[str, Entry] = {
    "account": Entry("meedoen_app.cli.account:account", ON_THE_SERVER),
    "beoordeel": Entry("meedoen_app.cli.assess:assess", ON_THE_SERVER),
    "deuren": Entry("meedoen_app.cli.doors:doors", ON_THE_SERVER),
    "inhoud": Entry("meedoen_app.cli.content:content", ON_THE_SERVER),
    "ladder": Entry("meedoen_app.cli.ladder:ladder", ON_THE_SERVER),
    "log": Entry("meedoen_app.cli.trace:log", ON_THE_SERVER),
    "migreer": Entry("meedoen_app.cli.migrate:migrate", ON_THE_SERVER),
    "start": Entry("meedoen_app.cli.serve:serve", ON_THE_SERVER),
    "werk": Entry("meedoen_app.cli.work:work", ON_THE_SERVER),
}


def check_declared(commands: Mapping[str, Entry]) -> None:
    """Raise Undeclared, naming the command, unless every command says who may run it."""
    for name, entry in commands.items():
        if not getattr(entry, "run_by", ""):
            raise Undeclared(name)


class Commands(click.Group):
    """The commands of COMMANDS, each read when asked for; none at all when one says not who may run it.

    Settings and content that cannot be used are said in plain sentences, with status 1.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].where.partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        check_declared(COMMANDS)
        try:
            return super().invoke(ctx)
        except (Broken, Nonsense) as refused:
            click.echo(str(refused), err=True)
            ctx.exit(1)


@click.group(cls=Commands, help="Meedoen: het keukentafelgesprek, en wat daarbij hoort.")
def main() -> None:
    """Start the command that was asked for."""
