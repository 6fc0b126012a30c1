"""Passwords: argon2id (RFC 9106), a few at a time, as each takes 64 MiB."""

from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()  # RFC 9106, the second choice: 64 MiB, 3 rounds, 4 lanes.
AT_ONCE = BoundedSemaphore(3)
# Of no password at all: who is not known takes as long as who is.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$7IkK25YHgta+OBU2ZrtHDw$IK2K92LZNYWbQyryIwxr+nHeWnqk//+HvJzxMshNBFU"


def hashed(password: str) -> str:
    with AT_ONCE:
        return HASHER.hash(_as_kept(password))


def fits(known: str | None, password: str) -> bool:
    """Say whether this password is the one with this hash. Without one it takes as long, and is a no."""
    with AT_ONCE:
        try:
            HASHER.verify(known or NOBODYS, _as_kept(password))
        except (VerificationError, InvalidHashError):
            return False
    return known is not None


def _as_kept(password: str) -> str:
    """Return a password as every keyboard gives it (NIST SP 800-63B, 5.1.1.2)."""
    return normalize("NFKC", password)
