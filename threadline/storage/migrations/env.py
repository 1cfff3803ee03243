"""How Alembic runs the migrations: on the connection, and inside the transaction, that it is handed."""

from alembic import context

from threadline.storage.tables.metadata import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
