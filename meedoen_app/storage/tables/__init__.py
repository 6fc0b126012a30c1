"""The tables. Only storage and the migrations see them."""

from meedoen_app.storage.tables import access, accounts, casework, conversation, identities, records
from meedoen_app.storage.tables.columns import Row

__all__ = ["Row", "access", "accounts", "casework", "conversation", "identities", "records"]
