"""What tests of the web share: the app on both databases, and a visitor to it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app import settings
from meedoen_app.cli import work
from tests.apps import app_on
from tests.mailbox import Mailbox, mailbox
from tests.talks import begin_and_keep
from tests.visitor import Visitor


@pytest.fixture
def make(database_url: str) -> Iterator[Callable[..., Flask]]:
    """Make the app with other settings; every app that was made is closed afterwards."""
    with ExitStack() as made:

        def making(**environ: str) -> Flask:
            app = app_on(database_url, **environ)
            made.callback(app.extensions["meedoen"].database.close)
            return app

        yield making


@pytest.fixture
def app(make: Callable[..., Flask]) -> Flask:
    return make()


@pytest.fixture
def arrive(app: Flask) -> Callable[[], Visitor]:
    """Somebody new arrives, with a browser of their own."""
    return lambda: Visitor(app.test_client())


@pytest.fixture
def visitor(arrive: Callable[[], Visitor]) -> Visitor:
    return arrive()


@pytest.fixture
def talking(visitor: Visitor) -> Visitor:
    """A visitor who came in to talk, for themselves, and lets us keep the answers."""
    begin_and_keep(visitor)
    return visitor


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as opened:
        yield opened


@pytest.fixture
def works(database_url: str, tmp_path: Path, box: Mailbox) -> Callable[[], None]:
    """Do the work that is due, as `meedoen werk` does it."""
    environ = {
        **box.environ,
        "MEEDOEN_DATABASE_URL": database_url,
        "MEEDOEN_CHECKPOINTS": str(tmp_path / "ijkpunten"),
    }
    return lambda: work.round_of_work(settings.from_environment(environ))
