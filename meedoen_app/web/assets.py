"""Static files under names that carry their fingerprint, so that a browser may keep them for good."""

import atexit
import hashlib
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

PREFIX = "/static/"
LINKING = ("manifest.webmanifest", "schil.js")
CLOSED = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
WORKER = {"Content-Security-Policy": "default-src 'none'; connect-src 'self'", "Service-Worker-Allowed": "/"}


def install(app: Flask, source: Path) -> None:
    """Publish the static folder: hashed names, compressed beforehand, `static_url()` in templates."""
    folder, names = _published(source)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # How a WSGI wrapper is installed in Flask.
        app.wsgi_app,
        root=str(folder),
        prefix=PREFIX,
        immutable_file_test=lambda path, url: True,
        add_headers_function=_headers,
    )
    app.jinja_env.globals["static_url"] = lambda path: PREFIX + names[path]


@lru_cache(maxsize=1)
def _published(source: Path) -> tuple[Path, dict[str, str]]:
    """Copy every file to its hashed name in a folder of this process, once."""
    folder = Path(tempfile.mkdtemp(prefix="meedoen-static-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder, _publish(source, folder)


def _publish(source: Path, target: Path) -> dict[str, str]:
    """Copy every file to its hashed name; return path -> hashed path. An unknown path is a KeyError."""
    compressor = Compressor(quiet=True, use_brotli=True)
    names: dict[str, str] = {}
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        path, content = file.relative_to(source), _linked(file, names)
        digest = hashlib.sha256(content).hexdigest()[:12]
        hashed = path.with_name(f"{path.stem}.{digest}{path.suffix}")
        names[path.as_posix()] = hashed.as_posix()
        (target / hashed).parent.mkdir(parents=True, exist_ok=True)
        (target / hashed).write_bytes(content)
        if compressor.should_compress(file.name):
            compressor.compress(str(target / hashed))
    return names


def _linked(file: Path, names: dict[str, str]) -> bytes:
    """Return the bytes of a file; the manifest and the worker name files as they are published."""
    content = file.read_bytes()
    if file.name in LINKING:
        for path, name in names.items():
            content = content.replace(f'"{path}"'.encode(), f'"{PREFIX}{name}"'.encode())
    return content


def _headers(headers: dict[str, str], path: str, url: str) -> None:
    """Give a file a policy of its own; what every answer carries is added to it (headers.py)."""
    headers["Content-Security-Policy"] = CLOSED
    if Path(path).name.startswith("schil."):  # It serves every page, and asks the server itself.
        for name, value in WORKER.items():
            headers[name] = value
