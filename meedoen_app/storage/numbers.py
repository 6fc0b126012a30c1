"""The next number of something in a conversation. Only inside a session that holds the conversation."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from meedoen_app.storage.database import Session


def next_number(session: Session, column: InstrumentedAttribute[int], where: ColumnElement[bool]) -> int:
    """Return one more than the highest number so far, or 1."""
    return 1 + (session.scalar(select(func.max(column)).where(where)) or 0)
