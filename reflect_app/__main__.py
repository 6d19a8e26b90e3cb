"""Window or command line, nothing else."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """`reflect-app`: the process that owns the window."""
    multiprocessing.freeze_support()
    from reflect_app.ui.app_window import main as window

    return window(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
