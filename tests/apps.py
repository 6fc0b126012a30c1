"""The app as tests run it: the real one, on a database of its own."""

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from meedoen_app import settings
from meedoen_app.storage import migrating
from meedoen_app.web.app import create_app


def make_app(url: str, **environ: str) -> Flask:
    """Return the app on the database at this url, with MEEDOEN_* settings of the test's own.

    Limits are off, as they would count the many visits of a test as one visitor's.
    """
    migrating.upgrade(url)
    chosen = {"MEEDOEN_DATABASE_URL": url, "MEEDOEN_RATE_LIMITS": "off", **environ}
    app = create_app(settings.from_environment(chosen))
    app.testing = True
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache()  # Each template is read once, not once a test.
    return app
