"""Signing in at the identity provider of the municipality: OpenID Connect with a code and PKCE.

What comes back is believed only when this provider signed it, for us, in answer to what we asked just now
(OpenID Connect Core 1.0, 3.1.3.7; RFC 7636; RFC 9207). A request here takes time: never in a transaction.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from meedoen_app.core.access.identity import Identity, SignIn

SECONDS = 5
LEEWAY = 30  # Seconds that two clocks may differ.
ANSWERED_WITHIN = timedelta(minutes=10)
KNOWN_FOR = timedelta(hours=1)
DISCOVERY = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# Only what the provider alone can sign with: never `none`, and no secret that we share.
SIGNED_WITH = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LONGEST_SUBJECT = 255


class NotBelieved(Exception):
    """What came back is no proof of anybody. `args[0]` is which check it failed: a word, never a value."""


class Away(Exception):
    """The provider cannot be reached, or does not answer as one. `args[0]` is the class of the fault."""


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider, and what we ask of it.

    `acr` are the ways of signing in that are good enough (none: any is), `two_factors` those of them that are
    two factors. `max_age` is how many seconds ago somebody may have proved there who they are.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    acr: tuple[str, ...] = ()
    two_factors: tuple[str, ...] = ()
    max_age: int = 900

    @property
    def origin(self) -> str:
        return _origin(self.issuer)

    def is_two_factors(self, signed_in: SignIn) -> bool:
        return signed_in.acr in self.two_factors


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for one sign-in. It stays on our side: an answer to another question is refused."""

    state: str
    nonce: str
    verifier: str
    back: str
    asked_at: float
    max_age: int

    def is_of(self, state: str) -> bool:
        return hmac.compare_digest(self.state.encode(), state.encode(errors="replace"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a provider says of itself, with its keys, and when it did."""

    metadata: Mapping[str, Any]
    keys: KeySet
    at: datetime

    def __getitem__(self, name: str) -> str:
        return str(self.metadata[name])


class Login:
    """Signing in at one provider. What it tells of itself is kept for an hour."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._known: _Told | None = None

    def ask(self, back: str, *, now: datetime, again: bool = False) -> tuple[str, Question]:
        """Return where to send somebody, and the question to keep. `again` asks to prove it anew.

        Raises Away.
        """
        told = self._told(now)
        max_age = 0 if again else self.provider.max_age
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        question = Question(state, nonce, verifier, back, now.timestamp(), max_age)
        wanted = {"acr_values": " ".join(self._acr(again)), "prompt": "login" if again else ""}
        with self._session(told, back) as session:
            url, _state = session.create_authorization_url(
                told["authorization_endpoint"],
                state=question.state,
                nonce=question.nonce,
                code_verifier=question.verifier,
                max_age=max_age,
                **{name: said for name, said in wanted.items() if said},
            )
        return url, question

    def hear(self, question: Question, answer: Mapping[str, str], *, now: datetime) -> SignIn:
        """Return who signed in, by the answer in the address that the browser came back with.

        Raises NotBelieved, Away.
        """
        told = self._told(now)
        _require(question.is_of(answer.get("state", "")), "state")
        _require(now.timestamp() - question.asked_at <= ANSWERED_WITHIN.total_seconds(), "late")
        is_named = told.metadata.get("authorization_response_iss_parameter_supported") is True
        _require(answer.get("iss", "" if is_named else told["issuer"]) == told["issuer"], "mix-up")
        _require("error" not in answer, "broken off")
        _require(bool(answer.get("code")), "code")
        return self._signed_in(
            self._claims(self._token(told, question, answer["code"]), question, now), question
        )

    def _acr(self, again: bool) -> tuple[str, ...]:
        return self.provider.two_factors if again else self.provider.acr

    def _told(self, now: datetime, *, anew: bool = False) -> _Told:
        if self._known is None or anew or not timedelta() <= now - self._known.at <= KNOWN_FOR:
            metadata = _fetched(self.provider.issuer.rstrip("/") + DISCOVERY)
            _check_own(metadata, self.provider)
            self._known = _Told(metadata, _keys(_fetched(metadata["jwks_uri"])), now)
        return self._known

    def _session(self, told: _Told, back: str) -> OAuth2Session:
        """Return a client of this provider, who says who it is as the provider wants (RFC 6749, 2.3.1)."""
        known = told.metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        in_header = "client_secret_basic" in known
        id, secret = self.provider.client_id, self.provider.client_secret
        return OAuth2Session(
            client_id=id,
            client_secret=quote(secret, safe="") if in_header else secret,
            token_endpoint_auth_method="client_secret_basic" if in_header else "client_secret_post",
            redirect_uri=back,
            scope="openid",
            code_challenge_method="S256",
            default_timeout=SECONDS,
        )

    def _token(self, told: _Told, question: Question, code: str) -> Mapping[str, Any]:
        """Change the code, which works once, for what the provider signed."""
        try:
            with self._session(told, question.back) as session:
                found: Mapping[str, Any] = session.fetch_token(
                    told["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=question.verifier,
                    allow_redirects=False,
                )
        except OAuthError:
            raise NotBelieved("code") from None
        except (OSError, ValueError) as fault:
            raise Away(type(fault).__name__) from None
        return found

    def _claims(self, token: Mapping[str, Any], question: Question, now: datetime) -> CodeIDToken:
        """Return what is signed, once everything about it is right."""
        ours = {
            "iss": {"essential": True, "value": self.provider.issuer},
            "aud": {"essential": True, "value": self.provider.client_id},
            "exp": {"essential": True},
        }
        known = {
            "client_id": self.provider.client_id,
            "nonce": question.nonce,
            "access_token": token.get("access_token"),
        }
        try:
            signed = self._signed(str(token.get("id_token", "")), now)
            claims = CodeIDToken(signed.claims, signed.header, ours, known)
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except JoseError as fault:
            raise NotBelieved(fault.error) from None
        except (TypeError, ValueError) as fault:
            raise NotBelieved(type(fault).__name__) from None
        return claims

    def _signed(self, text: str, now: datetime) -> jwt.Token:
        """Return the token with its signature checked; a key that is new is fetched once."""
        registry = JWSRegistry(algorithms=list(SIGNED_WITH), strict_check_header=False)
        try:
            return jwt.decode(text, self._told(now).keys, registry=registry)
        except InvalidKeyIdError:
            return jwt.decode(text, self._told(now, anew=True).keys, registry=registry)

    def _signed_in(self, claims: CodeIDToken, question: Question) -> SignIn:
        """Return who it is, when they proved it well enough and not too long before we asked."""
        subject, acr, at = claims["sub"], claims.get("acr", ""), claims.get("auth_time")
        _require(isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT, "sub")
        _require(isinstance(acr, str) and (not self.provider.acr or acr in self.provider.acr), "acr")
        if isinstance(at, bool) or not isinstance(at, int | float):
            raise NotBelieved("auth_time")
        _require(at + question.max_age + LEEWAY >= question.asked_at, "auth_time")
        _require(at <= claims["iat"] + LEEWAY, "auth_time")
        identity = Identity(self.provider.issuer, subject)
        return SignIn(identity, acr, datetime.fromtimestamp(at, UTC))


def _require(is_so: bool, check: str) -> None:
    if not is_so:
        raise NotBelieved(check)


def _fetched(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=SECONDS, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (OSError, ValueError) as fault:
        raise Away(type(fault).__name__) from None
    if not isinstance(found, dict):
        raise Away("no object")
    return found


def _check_own(metadata: Mapping[str, Any], provider: Provider) -> None:
    """Raise Away unless this is the provider that we asked for, as safe to reach as it was itself.

    People are sent to its own origin alone: no other may be in the address of a form (security O1).
    """
    if metadata.get("issuer") != provider.issuer:
        raise Away("issuer")
    for name in ENDPOINTS:
        address = metadata.get(name)
        if not isinstance(address, str) or urlsplit(address).scheme != urlsplit(provider.issuer).scheme:
            raise Away(name)
    if _origin(metadata["authorization_endpoint"]) != provider.origin:
        raise Away("authorization_endpoint")


def _keys(found: dict[str, Any]) -> KeySet:
    try:
        return KeySet.import_key_set(
            {"keys": [key for key in found["keys"] if key.get("use", "sig") == "sig"]}
        )
    except (JoseError, LookupError, TypeError, ValueError, AttributeError) as fault:
        raise Away(type(fault).__name__) from None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
