"""A browser's side of the wire: real requests over TCP, with cookies, in the form that a Visitor uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from werkzeug.test import EnvironBuilder, TestResponse

CUT_OFF = (OSError, HTTPException)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Wire:
    """One browser, talking to a port. `replies` is all that came back, read whole; a new port may follow.

    `headers` is what this browser sends with everything.
    """

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    replies: list[TestResponse] = field(default_factory=list)

    def get(self, url: str) -> TestResponse:
        return self._send("GET", url, None, {})

    def post(self, url: str, data: Mapping[str, str] | None = None) -> TestResponse:
        given = data.items(multi=True) if isinstance(data, MultiDict) else (data or {}).items()
        return self._send("POST", url, urlencode(list(given)), FORM)

    def fetch(self, method: str, url: str, body: str | None, headers: dict[str, str]) -> TestResponse:
        """Send a request and read the whole reply. Raises one of CUT_OFF when there is none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, url, body, headers)
            answer = connection.getresponse()
            return self.reply(method, url, answer, answer.read())
        finally:
            connection.close()

    def reply(self, method: str, url: str, answer: HTTPResponse, body: bytes) -> TestResponse:
        """Return a reply in the form that a Visitor reads."""
        request = EnvironBuilder(path=url, method=method).get_request()
        return TestResponse([body], str(answer.status), answer.getheaders(), request)

    def _send(self, method: str, url: str, body: str | None, headers: Mapping[str, str]) -> TestResponse:
        reply = self.fetch(method, url, body, {**self.headers, **headers, **self._cookie()})
        self._keep(reply.headers.getlist("Set-Cookie"))
        self.replies.append(reply)
        return reply

    def _cookie(self) -> dict[str, str]:
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": told} if told else {}

    def _keep(self, given: Iterable[str]) -> None:
        for line in given:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
