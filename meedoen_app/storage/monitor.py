"""The counts of the Meedoenmonitor. A count is added to a cell; who it came from is kept nowhere."""

from collections.abc import Container

from sqlalchemy.dialects import postgresql, sqlite

from meedoen_app.core.errors import NotThere
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.records import MonitorCellRow


def add(session: Session, *, period: str, table: str, wijk: str, code: str, declared: Container[str]) -> None:
    """Add one to a cell of a declared table. Raises NotThere for any other table.

    The database adds, so two that come at once are two. What is counted cannot be taken back.
    """
    if table not in declared:
        raise NotThere(table)
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    one = dialect.insert(MonitorCellRow).values(period=period, table=table, wijk=wijk, code=code, n=1)
    session.execute(
        one.on_conflict_do_update(
            index_elements=["period", "table", "wijk", "code"], set_={"n": MonitorCellRow.n + 1}
        )
    )
