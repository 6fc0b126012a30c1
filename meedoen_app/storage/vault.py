"""The vault: a key per conversation, wrapped by the master key of the installation.

AES-256-GCM throughout. What is sealed is bound to its place (`installation|conversation|table|row`), so
that a ciphertext moved to another row, table, conversation or installation does not open. It is filled up
to whole blocks, as its length would tell which of a few options somebody chose. Access rules and the
trace keep others out; this keeps out whoever holds the database without the master key.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
BLOCK = 256
END = b"\x80"  # After the text; then zeros to the end of the block (ISO/IEC 7816-4).
BETWEEN = "|"


class CannotOpen(Exception):
    """What is sealed was damaged, or moved from another place, or belongs to another key."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A data key as it may be stored: sealed by the master key with this id."""

    key_id: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one conversation, or ("" for `conversation`) that of the installation itself."""

    installation: str
    conversation: str
    secret: bytes = field(repr=False)
    _cipher: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_cipher", AESGCM(self.secret))  # Made once: it opens a whole log.

    def seal(self, plain: str, table: str, row: int | str) -> bytes:
        return _seal(self._cipher, _filled(plain.encode()), self._place(table, row))

    def open(self, sealed: bytes, table: str, row: int | str) -> str:
        """Return what was sealed at this place. Raises CannotOpen."""
        filled = _open(self._cipher, sealed, self._place(table, row))
        return filled[: filled.rindex(END)].decode()

    def mac(self, purpose: str, message: str) -> str:
        """Return a keyed code of a message, as hex; each purpose has a key of its own."""
        key = HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self.secret)
        return hmac.digest(key, message.encode(), "sha256").hex()

    def _place(self, table: str, row: int | str) -> bytes:
        return _joined(self.installation, self.conversation, table, str(row))


class Vault:
    """The master keys of one installation, by id. New keys are wrapped by the current one."""

    def __init__(self, installation: str, master_keys: Mapping[str, bytes], current: str) -> None:
        if not installation or BETWEEN in installation:
            raise ValueError("an installation has a name without |")
        if current not in master_keys:
            raise ValueError("the current master key is not among the master keys")
        if any(len(key) != KEY_BYTES for key in master_keys.values()):
            raise ValueError(f"a master key has {KEY_BYTES} bytes")
        self.installation = installation
        self.current = current
        self._master_keys = dict(master_keys)

    def new_key(self, conversation: str) -> WrappedKey:
        """Make a key for a conversation; "" is the installation."""
        return self._wrap(conversation, AESGCM.generate_key(KEY_BYTES * 8))

    def unwrap(self, conversation: str, key: WrappedKey) -> DataKey:
        """Return the key of a conversation. Raises CannotOpen."""
        if key.key_id not in self._master_keys:
            raise CannotOpen(f"master key {key.key_id} is not here")
        place = _joined(self.installation, conversation)
        secret = _open(AESGCM(self._master_keys[key.key_id]), key.wrapped, place)
        return DataKey(self.installation, conversation, secret)

    def rewrap(self, conversation: str, key: WrappedKey) -> WrappedKey:
        """Return the same key, wrapped by the current master key."""
        return self._wrap(conversation, self.unwrap(conversation, key).secret)

    def _wrap(self, conversation: str, secret: bytes) -> WrappedKey:
        place = _joined(self.installation, conversation)
        return WrappedKey(self.current, _seal(AESGCM(self._master_keys[self.current]), secret, place))


def _joined(*parts: str) -> bytes:
    return BETWEEN.join(parts).encode()


def _filled(plain: bytes) -> bytes:
    marked = plain + END
    return marked.ljust(-(-len(marked) // BLOCK) * BLOCK, b"\0")


def _seal(cipher: AESGCM, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, place)


def _open(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(place.decode()) from error
