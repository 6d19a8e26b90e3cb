"""Window or command line, nothing else."""

from __future__ import annotations

import gc
import multiprocessing
import sys

from reflect_app.hardening import harden

_TYPESETTER = "--reflect-typesetter"  # a frozen program starts itself as its own child


def main() -> int:
    """`reflect-app`: the process that owns the window."""
    multiprocessing.freeze_support()
    harden()
    if sys.argv[1:2] == [_TYPESETTER]:
        from reflect_app.exporting.pdf import child

        sys.argv = [sys.argv[0], *sys.argv[2:]]
        return child.main()
    gc.disable()  # until the first paint, which is a tenth quicker for it
    from reflect_app.app import App  # before Qt, which reads the source of each later import

    core = App.of_system()
    from reflect_app.ui.app_window import main as window

    return window(core, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
