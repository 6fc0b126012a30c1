"""What is compiled once for all tests, not for each app and database: that is much of making them."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

addresses: dict[tuple[str, str, bool], Callable[..., Any]] = {}
statements: LRUCache[Any, Any] = LRUCache(5000)


class CompiledOnce(Rule):
    """An address of which the code is compiled once."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., Any]:
        what = (self.rule, str(self.defaults), append_unknown)
        if what not in addresses:
            addresses[what] = super()._compile_builder(append_unknown)
        return addresses[what]


def use() -> None:
    """Let every app and every engine of this process share what they compile."""
    Flask.url_rule_class = CompiledOnce
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):  # The same for every database of a kind.
        dialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
        dialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=statements)
