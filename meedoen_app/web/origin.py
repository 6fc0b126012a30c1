"""Only our own pages may post here. Browsers say where a request comes from; others need no guard."""

from flask import Flask, abort, request

SAFE = ("GET", "HEAD", "OPTIONS")
OURS = ("same-origin", "none")


def install(app: Flask) -> None:
    @app.before_request
    def refuse_other_sites() -> None:
        if request.method not in SAFE and not is_ours():
            abort(403)


def is_ours() -> bool:
    """Say whether this request comes from a page of ours, or from nobody's page at all."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OURS
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host
