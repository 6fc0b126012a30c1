"""What every table stands on: the metadata, the moments in UTC, and the classes of columns."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, LargeBinary, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from meedoen_app.core.datamap import Classified, DataClass, Owner, Retention

CLASSIFIED = "classified"
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. A time without a zone is refused, because nobody can tell what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    """A row of any table. Rows never leave storage."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, bytes: LargeBinary, str: String}


def table_of(row: type[Row]) -> Table:
    """Return the table of a kind of row, for what every step asks: columns, without an object per row."""
    table = row.__table__
    if not isinstance(table, Table):
        raise TypeError(row)
    return table


def classified(data_class: DataClass, owner: Owner, retention: Retention, *, export: bool) -> dict[Any, Any]:
    """Return the `info` of a column; a test fails on a column without it."""
    return {CLASSIFIED: Classified(data_class, owner, retention, export)}


OF_CONVERSATION = (Owner.RESIDENT, Retention.CONVERSATION)

PERSONAL = classified(DataClass.PERSONAL, *OF_CONVERSATION, export=True)
SEALED = classified(DataClass.SEALED, *OF_CONVERSATION, export=True)
KEY = classified(DataClass.KEY, *OF_CONVERSATION, export=False)
PLACE = classified(DataClass.OPERATION, *OF_CONVERSATION, export=False)
VERSION = classified(DataClass.OPERATION, Owner.MUNICIPALITY, Retention.ROW, export=False)


class Versioned:
    """A row that changes: its version makes a change on top of an unseen change fail, not win."""

    version_id: Mapped[int] = mapped_column(info=VERSION)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy passes the class
        return {"version_id_col": cls.version_id}


def conversation_key() -> Mapped[str]:
    """Return the column that ties a row to its conversation; the row goes when that goes."""
    return mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True, info=PERSONAL)
