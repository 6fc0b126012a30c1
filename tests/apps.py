"""The app as tests run it: the real one, on a database of its own."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from meedoen_app import settings
from meedoen_app.storage import migrating
from meedoen_app.web.app import create_app

compiled: dict[tuple[str, str, bool], Callable[..., Any]] = {}


class CompiledOnce(Rule):
    """An address of which the code is compiled once, not once for every app: that is most of making one."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., Any]:
        what = (self.rule, str(self.defaults), append_unknown)
        if what not in compiled:
            compiled[what] = super()._compile_builder(append_unknown)
        return compiled[what]


Flask.url_rule_class = CompiledOnce


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
