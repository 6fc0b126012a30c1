"""A process that has read everything a start reads, and forks a new start each time it is asked to.

python -m tests.journeys.prepared [fault]
A line in: "server 8123" or "worker 0". A line out: the process, in a group of its own. What it forks is what
`meedoen start` and `meedoen werk` run, so a start takes a twentieth of a second where reading all takes two.
The worker hardly pauses between its rounds. A fault, of `planted`, is put before the server.
"""

import os
import signal
import sys
from typing import NoReturn

from flask import Flask

from meedoen_app import settings
from meedoen_app.cli import work
from meedoen_app.cli.serve import Server
from meedoen_app.storage import migrating
from meedoen_app.web.app import create_app
from tests.journeys.planted import FAULTS

PAUSE = 0.05


def main(*faults: str) -> None:
    chosen = settings.from_environment()
    migrating.upgrade(chosen.database_url)
    app = create_app(chosen)
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    for fault in faults:
        app.wsgi_app = FAULTS[fault](app.wsgi_app)  # type: ignore[method-assign]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # Who is killed leaves nothing behind.
    for line in sys.stdin:
        role, _, port = line.partition(" ")
        process = os.fork()
        if not process:
            start(app, role, int(port))
        os.setpgid(process, process)
        print(process, flush=True)


def start(app: Flask, role: str, port: int) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.stdin.close()
    if role == "server":
        Server(app, f"127.0.0.1:{port}").run()
    work.EVERY_SECONDS = PAUSE  # type: ignore[assignment]
    work.forever()
    sys.exit()


if __name__ == "__main__":
    main(*sys.argv[1:])
