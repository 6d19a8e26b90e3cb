"""Window or command line, nothing else."""

from __future__ import annotations

import gc
import sys

from reflect_app.hardening import harden


def main() -> int:
    """`reflect-app`: the process that owns the window.

    Of a frozen program, `packaging/frozen/start.py` has seen to `multiprocessing` before: its
    import is a tenth of the way to the first paint, and does nothing anywhere else.
    """
    harden()
    gc.disable()  # until the first paint, which is a tenth quicker for it
    from reflect_app.app import App  # before Qt, which reads the source of each later import

    core = App.of_system()
    from reflect_app.ui.app_window import main as window

    return window(core, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
