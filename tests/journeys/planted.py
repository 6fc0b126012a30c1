"""Servers with a fault planted in them: what watches the real one has to catch these.

python -m tests.journeys.planted early | leaky | forgetful | deaf
The worker of `prepared` has one too: hasty.
"""

import io
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from meedoen_app import settings
from meedoen_app.cli.serve import Server
from meedoen_app.core.message import Letter
from meedoen_app.delivery.mail import SmtpPost
from meedoen_app.storage import migrating
from meedoen_app.web.app import create_app

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
LATER = 1.0


def early(app: Wsgi) -> Wsgi:
    """Say that an answer is kept, and only then begin to keep it."""

    def answering(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or not environ["PATH_INFO"].startswith("/g/"):
            return app(environ, start)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        threading.Thread(target=_late, args=(app, environ), daemon=True).start()
        start("303 See Other", [("Location", environ["PATH_INFO"]), ("Content-Length", "0")])
        return [b""]

    return answering


def _late(app: Wsgi, environ: dict[str, Any]) -> None:
    time.sleep(LATER)
    b"".join(app(environ, lambda *_: None))


def leaky(app: Wsgi) -> Wsgi:
    """Log what people send, and repeat it in a header."""

    def answering(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        print(body.decode(), file=sys.stderr, flush=True)
        environ["wsgi.input"] = io.BytesIO(body)
        return app(environ, lambda status, headers: start(status, [*headers, ("X-Said", body.decode())]))

    return answering


def forgetful(app: Wsgi) -> Wsgi:
    """Take every form for a new one: give each its own key, and say that it saw the newest."""

    def answering(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        new = f"sleutel={time.monotonic_ns()}".encode()
        body = re.sub(rb"basis=[0-9]+", b"basis=99999", re.sub(rb"sleutel=[^&]+", new, body))
        told = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        return app({**environ, **told}, start)

    return answering


def deaf(app: Wsgi) -> Wsgi:
    """Keep each page of a case, and show it again whatever was taken back since."""
    kept: dict[str, tuple[str, Any, bytes]] = {}

    def answering(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path, said = environ["PATH_INFO"], []
        if environ["REQUEST_METHOD"] != "GET" or not path.startswith("/werk/zaak/"):
            return app(environ, start)
        if path not in kept:
            body = b"".join(app(environ, lambda status, headers: said.append((status, headers))))
            kept[path] = (*said[0], body)
        status, headers, body = kept[path]
        start(status, headers)
        return [body]

    return answering


def hasty(app: Wsgi) -> Wsgi:
    """Let the worker note that a letter went, and only then begin to send it."""
    send = SmtpPost.send

    def sending(post: SmtpPost, letter: Letter, **told: Any) -> None:
        threading.Timer(LATER, send, (post, letter), told).start()

    SmtpPost.send = sending  # type: ignore[method-assign, assignment]
    return app


FAULTS: Mapping[str, Callable[[Wsgi], Wsgi]] = {
    "early": early,
    "leaky": leaky,
    "forgetful": forgetful,
    "hasty": hasty,
    "deaf": deaf,
}


if __name__ == "__main__":
    chosen = settings.from_environment()
    migrating.upgrade(chosen.database_url)
    fault = FAULTS[sys.argv[1]]
    Server(fault(create_app(chosen)), f"127.0.0.1:{os.environ['PORT']}").run()
