"""Alembic's steps from an older vault's tables to the newest. Imported only for such a vault."""
