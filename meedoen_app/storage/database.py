"""The two ways into the database: reading, which cannot write, and writing, which is the transaction.

SQLite by default, PostgreSQL by one setting; both behave the same here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from meedoen_app.core.errors import OutOfReach, Stale

__all__ = ["Database", "Session", "add_if_absent", "is_writing", "lasting"]

WAIT_SECONDS = 10
HASTY_MILLISECONDS = 150  # Leaving takes two transactions, and half a second at most.
ACCESS = "meedoen_access"
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # An answer is acknowledged after its fsync, never before.
    f"busy_timeout={WAIT_SECONDS * 1000}",
    "foreign_keys=ON",
    "secure_delete=ON",  # What is erased is overwritten.
    "temp_store=MEMORY",  # No temporary file with rows of people in it.
)
BEGIN = {
    "reading": ("PRAGMA query_only=ON", "BEGIN"),
    "writing": ("PRAGMA query_only=OFF", "BEGIN IMMEDIATE"),
    "migrating": ("PRAGMA query_only=OFF", "PRAGMA foreign_keys=OFF", "BEGIN IMMEDIATE"),
    "sweeping": (),
}
MISTAKES = ("SQLITE_ERROR", "SQLITE_READONLY")
FELL = "XX"  # How PostgreSQL names a fault inside itself, as when it could not write its journal.


@dataclass(frozen=True)
class Database:
    """One database. `reading()` and `writing()` give a session; leaving it ends the transaction.

    `hasty` are the connections that give up on a lock at once; `lasting` is what was read and never changes.
    """

    engine: Engine
    hasty: Engine
    lasting: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def at(cls, url: str, pragmas: tuple[str, ...] = PRAGMAS) -> "Database":
        """Open `sqlite:////path/to/file` or `postgresql+psycopg://...`. Nothing connects yet."""
        address = make_url(url)
        if address.drivername == "sqlite" and address.database not in (None, "", ":memory:"):
            return cls(_sqlite(url, pragmas), _sqlite(url, (*pragmas, f"busy_timeout={HASTY_MILLISECONDS}")))
        if address.drivername == "postgresql+psycopg":
            return cls(_postgresql(url, WAIT_SECONDS * 1000), _postgresql(url, HASTY_MILLISECONDS))
        raise ValueError("the database is sqlite with a file, or postgresql+psycopg")

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment and cannot write."""
        with self._transaction(self._for_reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is stored whole at the end, or not at all when something is raised."""
        with self._transaction(self._for_writing, writing=True) as session:
            yield session

    @contextmanager
    def writing_at_once(self) -> Iterator[Session]:
        """Give a session as `writing()` does, to somebody who cannot wait. Raises OutOfReach for a lock."""
        hasty = self.hasty.execution_options(**{ACCESS: "writing"})
        with self._transaction(hasty, writing=True) as session:
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Give a connection that may change tables, in one transaction."""
        with self._beginning("migrating").begin() as connection:
            yield connection

    def sweep(self) -> None:
        """Leave nothing of erased rows in the journal of the database. Call it after erasing.

        Raises OutOfReach when somebody was using it all the while: then it has to be done again.
        """
        if self.is_sqlite:
            sweeper, statement = self._beginning("sweeping"), "PRAGMA wal_checkpoint(TRUNCATE)"
        else:
            sweeper = self.engine.execution_options(isolation_level="AUTOCOMMIT")
            statement = "VACUUM conversation"  # The keys are there; without its key the rest is noise.
        with _in_reach(), sweeper.connect() as connection:
            done = connection.execute(text(statement))
            if self.is_sqlite and done.one().busy:
                raise OutOfReach("journal")

    def close(self) -> None:
        self.engine.dispose()
        self.hasty.dispose()

    @cached_property
    def _for_reading(self) -> Engine:
        if self.is_sqlite:
            return self._beginning("reading")
        return self.engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")

    @cached_property
    def _for_writing(self) -> Engine:
        return self._beginning("writing")

    @contextmanager
    def _transaction(self, engine: Engine, *, writing: bool = False) -> Iterator[Session]:
        known = {"writing": writing, "lasting": self.lasting}
        try:
            with _in_reach(), Session(engine, info=known) as session, session.begin():
                yield session
        except StaleDataError as error:
            raise Stale("changed meanwhile") from error

    def _beginning(self, access: str) -> Engine:
        """Return the engine with its own way to begin; only SQLite has more than one."""
        return self.engine.execution_options(**{ACCESS: access})


def is_writing(session: Session) -> bool:
    """Say whether this session may write, and therefore holds what it looks at."""
    return bool(session.info.get("writing"))


def lasting(session: Session) -> dict[str, Any]:
    """Return what was read from this database and never changes, for as long as the process lasts."""
    found: dict[str, Any] = session.info["lasting"]
    return found


def add_if_absent(session: Session, row: object) -> None:
    """Add a row that another writer may be adding at this moment; the first one stands."""
    try:
        with session.begin_nested():
            session.add(row)
    except exc.IntegrityError:
        session.expire_all()


@contextmanager
def _in_reach() -> Iterator[None]:
    """Say that the database is out of reach, whatever way it has to be so."""
    try:
        yield
    except (exc.OperationalError, exc.InternalError, exc.TimeoutError) as error:
        if _is_mistake(error):
            raise
        raise OutOfReach("database") from error


def _is_mistake(error: exc.SQLAlchemyError) -> bool:
    """Say whether the fault is ours (no such table, writing while reading), not the database's."""
    told = getattr(error, "orig", None)
    if isinstance(error, exc.InternalError):
        return not str(getattr(told, "sqlstate", "")).startswith(FELL)
    return getattr(told, "sqlite_errorname", "") in MISTAKES


def _sqlite(url: str, pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "timeout": WAIT_SECONDS},
        pool_size=10,
        max_overflow=20,
        pool_timeout=WAIT_SECONDS,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        for statement in BEGIN[connection.get_execution_options().get(ACCESS, "reading")]:
            connection.exec_driver_sql(statement)

    return engine


def _postgresql(url: str, lock_milliseconds: int) -> Engine:
    return create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": WAIT_SECONDS, "options": f"-c lock_timeout={lock_milliseconds}"},
    )
