"""Runs the steps on the connection that `reflect_app.vault.upgrade` hands over, keyed and open.

There is no address, no `alembic.ini` and no second connection: the key stays where it is.
"""

from __future__ import annotations

from alembic import context


def run() -> None:
    """Run what is due, inside the transaction that the caller has begun."""
    context.configure(connection=context.config.attributes["connection"])
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":  # the name Alembic loads this file by
    run()
