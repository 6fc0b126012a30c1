"""meedoen start: serve the app with gunicorn, with the jobs of `meedoen werk` beside it."""

import gc
import threading

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from meedoen_app import settings
from meedoen_app.cli import migrate, work
from meedoen_app.storage import migrating
from meedoen_app.web import logs
from meedoen_app.web.app import create_app

THREADS = 24  # Slow senders each hold one; fewer than the 30 connections to the database.


class ServerLog(Logger):  # type: ignore[misc]  # gunicorn has no types.
    """What gunicorn itself logs, in lines like ours: an address with the id of a conversation is no part."""

    def setup(self, cfg: object) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.JsonLines())


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types.
    """One process with threads: enough for a municipality, and the limits count in one memory."""

    def __init__(self, app: Flask, address: str) -> None:
        self._app = app
        self._address = address
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", self._address)
        self.cfg.set("logger_class", ServerLog)
        self.cfg.set("workers", 1)
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
    with migrate.opening():
        migrating.upgrade(chosen.database_url)
    gc.collect()
    gc.freeze()  # Code and content stay for good: looking through them for garbage is a tenth of every step.
    address = f"{chosen.host}:{chosen.port}"
    click.echo(f"Meedoen staat klaar op http://{address}")
    Server(app, address).run()


def _work_beside() -> None:
    threading.Thread(target=work.forever, daemon=True, name="meedoen-werk").start()
