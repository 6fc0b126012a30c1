"""Signing in elsewhere: who somebody is to an identity provider, and how sure that is (security A1)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is: the provider that says so, and its own lasting name for them. Nothing else is known.

    A name or mail address that comes along is no identity (OpenID Connect Core 1.0, 5.7).
    """

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a provider vouches for: who it was, in which way (`acr`), and when they last proved it there."""

    identity: Identity
    acr: str
    at: datetime
