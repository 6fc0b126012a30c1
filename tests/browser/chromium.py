"""The browser of the tests: a real Chromium, found on this machine, else installed, else a plain refusal.

Chromium's own headless shell does half the work for the same page, so it comes first where it is. It has no
memory of pages for Back: who needs that asks for the whole browser.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from playwright.sync_api import Browser, Playwright, sync_playwright

WHOLE = ("chromium", "chromium-browser", "google-chrome")
NAMES = ("chromium-headless-shell", *WHOLE)
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
Command = Sequence[str]
BY_PLAYWRIGHT: Command = (sys.executable, "-m", "playwright", "install", "chromium")
AS_ROOT: tuple[Command, ...] = (
    ("apt-get", "update"),
    ("apt-get", "install", "--yes", "chromium"),
    ("apt-get", "install", "--yes", "chromium-headless-shell"),
)


class NoChromium(Exception):
    """There is no Chromium, and none could be installed."""


def launch(playwright: Playwright, names: Sequence[str] = NAMES) -> Browser:
    """Start Chromium; whole, as people have it: pages that one left stay in memory, ready for Back."""
    return playwright.chromium.launch(
        executable_path=executable(playwright, names),
        args=flags(),
        ignore_default_args=["--disable-back-forward-cache"],
    )


def flags() -> list[str]:
    """Return what keeps Chromium quiet. As root it refuses to start with its sandbox."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]


def executable(playwright: Playwright, names: Sequence[str] = NAMES) -> str:
    """Return the Chromium to use. Raises NoChromium with what to do about it."""
    found = find(os.environ, names)
    if found:
        return found
    if install([BY_PLAYWRIGHT]):
        return playwright.chromium.executable_path
    if os.geteuid() == 0:
        install(AS_ROOT)
    return find(os.environ, names) or refuse()


def find(environ: Mapping[str, str], names: Sequence[str] = NAMES) -> str:
    """Return the path of the Chromium that was chosen or that is on the machine, "" if there is none."""
    chosen = environ.get("MEEDOEN_CHROMIUM", "")
    if chosen and not os.access(chosen, os.X_OK):
        raise NoChromium(f"MEEDOEN_CHROMIUM is {chosen}, and that is not a program.")
    path = environ.get("PATH", os.defpath)
    return chosen or next(filter(None, (shutil.which(name, path=path) for name in names)), "")


def install(commands: Sequence[Command]) -> bool:
    """Run these commands one after the other. Return whether all of them worked."""
    return all(_run(command) for command in commands)


def _run(command: Command) -> bool:
    try:
        return subprocess.run(command, timeout=600, stdin=subprocess.DEVNULL).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def refuse() -> str:
    raise NoChromium(
        "The browser tests need Chromium. None was found, and it could not be installed. Install the"
        " package chromium, or set MEEDOEN_CHROMIUM to the path of one that you have."
    )


if __name__ == "__main__":
    with sync_playwright() as running:
        print("Chromium:", executable(running, WHOLE))
