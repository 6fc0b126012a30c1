"""An identity provider that says whatever a test wants: what a strict one would never give out.

It is a real server that signs real tokens; `lie` is what is wrong with the next ones.
"""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from tests.oidc.strict import CLIENT, PHRASE, TWO

Claims = Mapping[str, Any]
OURS, ANOTHERS = (ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"}) for _ in range(2))
CODE = "eenmalig"


def signed(claims: Claims, key: ECKey = OURS) -> str:
    return jwt.encode({"alg": "ES256", "kid": "k1"}, dict(claims), key)


def unsigned(claims: Claims) -> str:
    return _written({"alg": "none"}, claims) + "."


def by_shared_secret(claims: Claims) -> str:
    return _by_secret(claims, PHRASE.encode())


def by_public_key(claims: Claims) -> str:
    """Sign with what everybody knows: the public key, as if it were a secret."""
    return _by_secret(claims, OURS.as_pem(private=False))


def _by_secret(claims: Claims, secret: bytes) -> str:
    text = _written({"alg": "HS256", "kid": "k1"}, claims)
    return f"{text}.{_encoded(hmac.digest(secret, text.encode(), 'sha256'))}"


def _written(*parts: Claims) -> str:
    return ".".join(_encoded(json.dumps(dict(one)).encode()) for one in parts)


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def by_another(claims: Claims) -> str:
    return signed(claims, ANOTHERS)


@dataclass(frozen=True)
class Lie:
    """What is wrong: claims (None leaves one out), how they are signed, what stands in the address back."""

    claims: Mapping[str, Any] = field(default_factory=dict)
    seconds: Mapping[str, int] = field(default_factory=dict)
    sign: Callable[[Claims], str] = signed
    back: Mapping[str, str | None] = field(default_factory=dict)
    of_itself: Mapping[str, Any] = field(default_factory=dict)


TRUTH = Lie()


class Liar(ThreadingHTTPServer):
    """The server. `who` signs in, at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = f"http://127.0.0.1:{self.server_port}"
        self.lie = TRUTH
        self.who = "iemand"
        self.asked: dict[str, str] = {}

    def environ(self, door: str, **other: str) -> dict[str, str]:
        chosen = {"ISSUER": self.root, "CLIENT_ID": CLIENT, "CLIENT_SECRET": PHRASE, "ACR": TWO, **other}
        return {f"MEEDOEN_OIDC_{door}_{name}": value for name, value in chosen.items()}

    def of_itself(self) -> dict[str, Any]:
        addresses = {"authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/jwks"}
        told = {name: self.root + path for name, path in addresses.items()}
        named = {"authorization_response_iss_parameter_supported": True}
        return {"issuer": self.root, **told, **named, **self.lie.of_itself}

    def back(self) -> str:
        told = {"code": CODE, "state": self.asked["state"], "iss": self.root, **self.lie.back}
        return f"{self.asked['redirect_uri']}?{urlencode({k: v for k, v in told.items() if v is not None})}"

    def token(self) -> dict[str, str]:
        now = int(time.time())
        right = {"iss": self.root, "sub": self.who, "aud": CLIENT, "nonce": self.asked["nonce"], "acr": TWO}
        times = {"iat": 0, "exp": 300, "auth_time": 0, **self.lie.seconds}
        claims = {**right, **{name: now + far for name, far in times.items()}, **self.lie.claims}
        known = {name: value for name, value in claims.items() if value is not None}
        return {"access_token": "toegang", "token_type": "Bearer", "id_token": self.lie.sign(known)}


class _Handler(BaseHTTPRequestHandler):
    server: Liar

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/auth":
            self.server.asked = dict(parse_qsl(parts.query))
            self._answer(303, location=self.server.back())
        elif parts.path == "/jwks":
            self._answer(200, {"keys": [OURS.as_dict(private=False)]})
        else:
            self._answer(200, self.server.of_itself())

    def do_POST(self) -> None:
        told = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        is_right = told.get("code") == CODE and told.get("code_verifier", "") != ""
        self._answer(200, self.server.token()) if is_right else self._answer(400, {"error": "invalid_grant"})

    def _answer(self, status: int, told: Mapping[str, Any] | None = None, location: str = "") -> None:
        body = json.dumps(told or {}).encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the tests look at what Meedoen says."""


@contextmanager
def lying() -> Iterator[Liar]:
    with Liar() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
