"""What every answer says to the browser: what it may load, keep, tell and frame."""

import gzip

from flask import Flask, request
from werkzeug import Response

ENOUGH_TO_COMPRESS = 1024
COMPRESSION = 4
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def install(app: Flask, *, production: bool) -> None:
    """Set the headers on every answer, also on errors, and compress long pages."""

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        if production:
            response.headers["Strict-Transport-Security"] = TWO_YEARS
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.update(("Cookie", "Accept-Encoding"))
        return _compressed(response)


def _compressed(response: Response) -> Response:
    if response.direct_passthrough or response.mimetype != "text/html":
        return response
    page = response.get_data()
    if len(page) > ENOUGH_TO_COMPRESS and request.accept_encodings.quality("gzip"):
        response.set_data(gzip.compress(page, COMPRESSION, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
