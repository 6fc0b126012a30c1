"""Showing a second factor: a passkey (WebAuthn), a code of an app (TOTP, RFC 6238), or a recovery code."""

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

from meedoen_app.actions.means import Means
from meedoen_app.core.access.factor import (
    CODE_LENGTH,
    CODE_SIGNS,
    COUNTED_OVER,
    MOST_WRONG_CODES,
    Factor,
    FactorKind,
    typed,
)
from meedoen_app.storage import accounts, factors
from meedoen_app.storage.database import Session

STEP_SECONDS = 30
NEARBY = (-1, 0, 1)  # A clock may be a little off (RFC 6238, 5.2 and 6).
TOTP_DIGITS = 6
NOT_ONE = (WebAuthnException, ValueError, RecursionError)  # What a browser sends may be anything at all.


@dataclass(frozen=True, slots=True)
class Site:
    """Where a passkey belongs to: the name of the host, and the origin of its pages."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows: a code, or what their passkey answered to this challenge at this site."""

    code: str = ""
    answer: str = ""
    challenge: str = ""
    site: Site = Site("", "")


@dataclass(frozen=True, slots=True)
class Passkey:
    """What a passkey is checked with."""

    credential: str
    public_key: str


def is_shown(session: Session, means: Means, account: str, shown: Shown, now: datetime) -> bool:
    """Say whether this is a second factor of the account; a code is used up by it."""
    known = factors.listed(session, account)
    if shown.answer:
        passkeys = [factor for factor in known if factor.kind is FactorKind.PASSKEY]
        return any(_is_passkey(session, means, factor, shown, now) for factor in passkeys)
    code = typed(shown.code)
    if len(code) == TOTP_DIGITS:
        if factors.wrong_tries(session, account, now - COUNTED_OVER) > MOST_WRONG_CODES:
            return False
        apps = [factor for factor in known if factor.kind is FactorKind.TOTP]
        return any(_is_code_of(session, means, factor, code, now) for factor in apps)
    return accounts.use_recovery_code(session, account, factors.mac(session, means.vault, account, code))


def new_code() -> str:
    """Return a code to type over: for recovery, or to go by mail."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def code_of(mac: str) -> str:
    """Return the code to type over that belongs to this keyed hash, in hexadecimal: always the same."""
    number = int(mac, 16)
    return "".join(
        CODE_SIGNS[number // len(CODE_SIGNS) ** place % len(CODE_SIGNS)] for place in range(CODE_LENGTH)
    )


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step of which this is the code; None when it is none of now."""
    step = int(now.timestamp()) // STEP_SECONDS
    made = pyotp.TOTP(secret)
    fitting = (step + near for near in NEARBY)
    return next((one for one in fitting if hmac.compare_digest(made.generate_otp(one), code)), None)


def new_passkey(shown: Shown) -> Passkey | None:
    """Return the passkey that a browser made for this challenge and site; None when it is no such thing."""
    try:
        made = webauthn.verify_registration_response(
            credential=shown.answer,
            expected_challenge=base64url_to_bytes(shown.challenge),
            expected_rp_id=shown.site.host,
            expected_origin=shown.site.origin,
            require_user_verification=False,
        )
    except NOT_ONE:
        return None
    return Passkey(bytes_to_base64url(made.credential_id), bytes_to_base64url(made.credential_public_key))


def credentials(session: Session, means: Means, account: str) -> tuple[str, ...]:
    """Return the passkeys of an account, as a browser knows them."""
    known = [one for one in factors.listed(session, account) if one.kind is FactorKind.PASSKEY]
    return tuple(_passkey(factors.secret_of(session, means.vault, one)[0]).credential for one in known)


def _is_code_of(session: Session, means: Means, factor: Factor, code: str, now: datetime) -> bool:
    """Say whether this is a code of the app that was not shown before."""
    secret, counter = factors.secret_of(session, means.vault, factor)
    step = step_of(secret, code, now)
    return step is not None and step > counter and factors.move_on(session, factor, step, now)


def _is_passkey(session: Session, means: Means, factor: Factor, shown: Shown, now: datetime) -> bool:
    secret, counter = factors.secret_of(session, means.vault, factor)
    passkey = _passkey(secret)
    try:
        proved = webauthn.verify_authentication_response(
            credential=shown.answer,
            expected_challenge=base64url_to_bytes(shown.challenge),
            expected_rp_id=shown.site.host,
            expected_origin=shown.site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=counter,
            require_user_verification=False,
        )
    except NOT_ONE:
        return False
    if proved.credential_id != base64url_to_bytes(passkey.credential):
        return False
    factors.used(session, factor, proved.new_sign_count, now)
    return True


def _passkey(secret: str) -> Passkey:
    return Passkey(**json.loads(secret))
