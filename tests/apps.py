"""The app as tests run it: the real one, on a database of its own."""

from dataclasses import replace
from functools import cache

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from meedoen_app import settings
from meedoen_app.settings import Settings
from meedoen_app.storage import migrating
from meedoen_app.storage.database import Database
from meedoen_app.web import installation
from meedoen_app.web.app import create_app
from meedoen_app.web.limits import limiter


def make_app(url: str, **environ: str) -> Flask:
    """Return the app on the database at this url, new or not, with MEEDOEN_* settings of the test's own."""
    migrating.upgrade(url)
    return _made(_chosen(url, **environ))


def app_on(url: str, **environ: str) -> Flask:
    """Return the app on a database that has its tables.

    With no settings of its own it is the same one for every test: only what it runs on is another.
    """
    chosen = _chosen(url, **environ)
    if environ:
        return _made(chosen)
    app = _usual()
    app.testing = True
    limiter.enabled = chosen.rate_limits  # There is one of it for all apps.
    usual = app.extensions[installation.NAME]
    installation.install(app, replace(usual, settings=chosen, database=Database.at(url)))
    return app


@cache
def _usual() -> Flask:
    return _made(_chosen("sqlite:///nergens.db"))


def _chosen(url: str, **environ: str) -> Settings:
    """Limits are off, as they would count the many visits of a test as one visitor's."""
    return settings.from_environment({"MEEDOEN_DATABASE_URL": url, "MEEDOEN_RATE_LIMITS": "off", **environ})


def _made(chosen: Settings) -> Flask:
    app = create_app(chosen)
    app.testing = True
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache()  # Each template is read once, not once a test.
    return app
