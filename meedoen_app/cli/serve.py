"""meedoen start: serve the app with gunicorn, with the jobs of `meedoen werk` beside it."""

import os
import threading

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from meedoen_app import settings
from meedoen_app.cli import work
from meedoen_app.storage import migrating
from meedoen_app.web.app import create_app

THREADS = 8


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types.
    """One process with threads: enough for a municipality, and the limits count in one memory."""

    def __init__(self, app: Flask, address: str) -> None:
        self._app = app
        self._address = address
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", self._address)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", THREADS)
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("post_worker_init", lambda worker: _work_beside())

    def load(self) -> Flask:
        return self._app


@click.command(help="Start Meedoen op HOST en PORT.")
def serve() -> None:
    chosen = settings.from_environment()
    app = create_app(chosen)
    migrating.upgrade(chosen.database_url)
    address = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    click.echo(f"Meedoen staat klaar op http://{address}")
    Server(app, address).run()


def _work_beside() -> None:
    threading.Thread(target=work.forever, daemon=True, name="meedoen-werk").start()
