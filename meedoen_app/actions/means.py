"""What an action needs besides the transaction: the keys, the content, and how long drafts are kept."""

from dataclasses import dataclass

from meedoen_app.content.store import Contents
from meedoen_app.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Means:
    vault: Vault
    contents: Contents
    draft_days: int
