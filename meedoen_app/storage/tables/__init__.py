"""The tables. Only storage and the migrations see them."""

from meedoen_app.storage.tables import access, conversation, records
from meedoen_app.storage.tables.columns import Row

__all__ = ["Row", "access", "conversation", "records"]
