"""A full disk: an honest no with all that was typed, and the same form goes through when there is room."""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url
from werkzeug.test import run_wsgi_app

from meedoen_app.storage import migrating, trace
from meedoen_app.storage.database import PRAGMAS, Database
from meedoen_app.web.installation import Installation
from tests import postgres_server
from tests.amounts import amount, note
from tests.journeys.people import is_whole
from tests.journeys.planted import Wsgi
from tests.journeys.test_repeats import effects, id_of, talker
from tests.talks import form_of

TIMES = amount(1, 20)
MOST, PATIENCE = 400, 15  # Answers that still fit; seconds until it works again by itself.
Full = Callable[[Flask], AbstractContextManager[None]]


@contextmanager
def no_more_pages(app: Flask) -> Iterator[None]:
    """SQLite may not grow: it says "database or disk is full", as on a disk without room."""
    here: Installation = app.extensions["meedoen"]
    with here.database.reading() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    small = Database.at(str(here.database.engine.url), (*PRAGMAS, f"max_page_count={pages}"))
    app.extensions["meedoen"] = replace(here, database=small)
    try:
        yield
    finally:
        small.close()
        app.extensions["meedoen"] = here


@contextmanager
def no_longer_files(app: Flask) -> Iterator[None]:
    """The system refuses every byte beyond the first few of a file: the write itself fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def no_room_for_the_journal(app: Flask) -> Iterator[None]:
    """The system refuses what PostgreSQL writes to its journal; it stops and starts again by itself."""
    url = make_url(app.extensions["meedoen"].settings.database_url)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        for (process,) in connection.execute(asked, [url.database]).fetchall():
            limit(process)
    yield


def limit(process: int) -> None:
    """Forbid a process to write to files from now on; who runs it is allowed to."""
    owner = Path(f"/proc/{process}").stat()
    run_as = {"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}
    subprocess.run(["prlimit", "--pid", str(process), "--fsize=0:"], check=True, **run_as)


@pytest.fixture
def own_postgresql(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server that no other test notices the fall of."""
    with postgres_server.running() as server:
        server.run("ALTER SYSTEM SET synchronous_commit = on")
        server.run("SELECT pg_reload_conf()")
        name = server.create()
        migrating.upgrade(server.url(name))
        yield server.url(name)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, migrated_sqlite: str, tmp_path: object) -> str:
    if request.getfixturevalue("full") is no_room_for_the_journal:
        url: str = request.getfixturevalue("own_postgresql")
        return url
    migrating.upgrade(f"sqlite:///{tmp_path}/meedoen.db")
    return f"sqlite:///{tmp_path}/meedoen.db"


@pytest.mark.parametrize("full", [no_more_pages, no_longer_files, no_room_for_the_journal])
def test_who_meets_a_full_disk_keeps_what_was_typed_and_loses_nothing(
    make: Callable[..., Flask], full: Full, request: pytest.FixtureRequest
) -> None:
    app, kept = make(), 0
    for _ in range(TIMES):
        kept += one_full_disk(app, full)
    here: Installation = app.extensions["meedoen"]
    with here.database.reading() as session:
        assert is_whole(session)
        assert trace.verify(session, here.vault) == ()
    note(request, times_full=TIMES, acknowledged=kept)


def one_full_disk(app: Flask, full: Full) -> int:
    """Answer until there is no room, see what one is told, and try the same again when there is."""
    visitor, kept = talker(app), []
    question = visitor.path
    with full(app):
        for number in range(MOST):
            text = f"Antwoord {number} op een volle schijf"
            form = form_of(visitor, tekst=text, sleutel=f"vol-{number}", basis="999")
            reply = visitor.client.post(question, data=form)
            if reply.status_code != 303:
                break
            kept.append(text)
        assert reply.status_code == 503
        assert "Het lukt nu even niet" in reply.text
        assert text in reply.text
        assert visitor.client.get("/kalender").status_code == 200
    until = time.monotonic() + PATIENCE
    while (again := visitor.client.post(question, data=form)).status_code == 503:
        assert time.monotonic() < until, "it does not work again by itself"
        time.sleep(0.1)
    assert again.status_code == 303
    assert visitor.client.post(question, data=form).status_code == 303
    assert [effects(app, id_of(visitor), said) for said in (*kept, text)] == [(1, 0)] * (len(kept) + 1)
    return len(kept) + 1


def hopeful(app: Wsgi) -> Wsgi:
    """Say of what does not fit that it is kept."""

    def answering(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        if status.startswith("503"):
            start("303 See Other", [("Location", environ["PATH_INFO"]), ("Content-Length", "0")])
            return [b""]
        start(status, [*headers])
        return body

    return answering


def curt(app: Wsgi) -> Wsgi:
    """Say no, and drop what was typed."""

    def answering(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body, status, headers = run_wsgi_app(app, environ, buffered=True)
        start(status, [*headers])
        return [b"Het lukt nu even niet"] if status.startswith("503") else body

    return answering


@pytest.mark.parametrize(("fault", "said"), [(hopeful, "303 == 503"), (curt, "Antwoord [0-9]+")])
@pytest.mark.parametrize("full", [no_more_pages])
def test_who_is_told_that_it_is_kept_or_loses_what_was_typed_is_noticed(
    make: Callable[..., Flask],
    full: Full,
    fault: Callable[[Wsgi], Wsgi],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The planted faults: a yes without room, and a no without the words."""
    app = make()
    app.wsgi_app = fault(app.wsgi_app)  # type: ignore[method-assign]
    monkeypatch.setattr("tests.journeys.test_disk_full.MOST", 40)
    with pytest.raises(AssertionError, match=said):
        one_full_disk(app, full)
