"""Tokens of sessions, devices and attempts: 256 random bits, of which the database has only the hash."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 32
NAME_BYTES = 16


def new() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def named() -> str:
    """Return a name for a row that nobody can guess, and that opens nothing."""
    return secrets.token_urlsafe(NAME_BYTES)


def hashed(token: str) -> str:
    """Return what is stored of a token. A chance of 256 bits needs no salt and no slow hash."""
    return sha256(token.encode(errors="replace")).hexdigest()
