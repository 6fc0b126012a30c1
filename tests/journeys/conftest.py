"""What the journeys share: settings as a server reads them, and a look at what it stored."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.apps import make_app


@pytest.fixture
def make(database_url: str) -> Iterator[Callable[..., Flask]]:
    """Make the app on the database of this test, as production runs it: a fault is a page, no exception."""
    made: list[Flask] = []

    def making(**environ: str) -> Flask:
        app = make_app(database_url, **environ)
        app.testing = False
        made.append(app)
        return app

    yield making
    for app in made:
        app.extensions["meedoen"].database.close()
