"""What every answer says to the browser: what it may load, keep, tell and frame."""

import gzip
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from werkzeug import Response

from meedoen_app.delivery.oidc import Provider

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENOUGH_TO_COMPRESS = 1024
COMPRESSION = 4
POLICY_NAME = "Content-Security-Policy"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'{logins}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}
TRANSPORT = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}


def install(app: Flask, *, production: bool, logins: Iterable[Provider] = ()) -> None:
    """Set the headers on every answer, also on errors and files, and compress long pages.

    A form may lead on to where people sign in, as browsers hold redirects to the same list.

    Install it after whatever answers before the app does, such as the static files.
    """
    app.after_request(_of_a_page)
    policy = POLICY.format(logins="".join(f" {origin}" for origin in sorted({one.origin for one in logins})))
    always = {POLICY_NAME: policy} | SECURITY | (TRANSPORT if production else {})
    app.wsgi_app = _Dressed(app.wsgi_app, always)  # type: ignore[method-assign]  # So Flask is wrapped.


def _of_a_page(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.update(("Cookie", "Accept-Encoding"))
    return _compressed(response)


@dataclass(frozen=True)
class _Dressed:
    """The app with headers added to every answer; where an answer has its own, that one stands."""

    inner: "WSGIApplication"
    always: Mapping[str, str]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Callable[[bytes], object]:
            own = {name.lower() for name, _ in headers}
            added = [(name, value) for name, value in self.always.items() if name.lower() not in own]
            return start_response(status, [*headers, *added], *failure)

        return self.inner(environ, start)


def _compressed(response: Response) -> Response:
    if response.direct_passthrough or response.mimetype != "text/html":
        return response
    page = response.get_data()
    if len(page) > ENOUGH_TO_COMPRESS and request.accept_encodings.quality("gzip"):
        response.set_data(gzip.compress(page, COMPRESSION, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
