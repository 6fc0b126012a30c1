"""What a browser is asked and answers about a passkey. Nothing of it is kept: the question is signed."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

import webauthn
from flask import request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from meedoen_app.actions.proving import Shown, Site
from meedoen_app.core.access.account import Account
from meedoen_app.core.access.factor import CODE_LIVES
from meedoen_app.web.installation import here

SALT = "passkey"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks of the browser: the options of WebAuthn, and the signed question that comes back."""

    question: str
    options: str


def ask(bound_to: str, credentials: tuple[str, ...]) -> Asked | None:
    """Ask for one of these passkeys, for this attempt or session alone; nothing where there are none."""
    if not credentials:
        return None
    question = _question(bound_to)
    options = webauthn.generate_authentication_options(
        rp_id=_site().host,
        challenge=_challenge(question),
        allow_credentials=_described(credentials),
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    return Asked(question, webauthn.options_to_json(options))


def ask_new(bound_to: str, account: Account, credentials: tuple[str, ...]) -> Asked:
    """Ask to make a passkey, on a device that has none of these yet."""
    question = _question(bound_to)
    options = webauthn.generate_registration_options(
        rp_id=_site().host,
        rp_name="Meedoen",
        user_id=sha256(account.id.encode()).digest(),
        user_name=account.mail,
        user_display_name=account.name,
        challenge=_challenge(question),
        exclude_credentials=_described(credentials),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return Asked(question, webauthn.options_to_json(options))


def shown(bound_to: str) -> Shown:
    """Return what this form shows: a code, or the answer to a question that was ours, and not long ago."""
    code, answer = request.form.get("code", ""), request.form.get("antwoord", "")
    question = request.form.get("vraag", "")
    if not answer or not _is_ours(bound_to, question):
        return Shown(code)
    return Shown(code, answer, bytes_to_base64url(_challenge(question)), _site())


def _site() -> Site:
    return Site(request.host.rpartition(":")[0] or request.host, request.host_url.rstrip("/"))


def _described(credentials: tuple[str, ...]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in credentials]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(here().settings.secret, SALT)


def _question(bound_to: str) -> str:
    return str(_signer().dumps([sha256(bound_to.encode()).hexdigest(), secrets.token_hex(16)]))


def _challenge(question: str) -> bytes:
    return sha256(question.encode()).digest()


def _is_ours(bound_to: str, question: str) -> bool:
    try:
        found = _signer().loads(question, max_age=int(CODE_LIVES.total_seconds()))
    except BadSignature:
        return False
    return bool(found[0] == sha256(bound_to.encode()).hexdigest())
