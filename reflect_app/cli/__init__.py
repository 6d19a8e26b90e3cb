"""The command line over the services: scripts, administrators, terminals. No Qt."""

from reflect_app.cli.main import main

__all__ = ["main"]
