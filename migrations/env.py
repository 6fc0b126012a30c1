"""How a migration runs: on the connection that storage/migrating.py opened, in its one transaction."""

from alembic import context

from meedoen_app.storage.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    transactional_ddl=True,  # SQLite too: a migration that is killed half-way did not happen.
)
with context.begin_transaction():
    context.run_migrations()
