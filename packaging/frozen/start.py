"""What both frozen programs do first: be the typesetter where that is what was asked for.

A frozen program has no script to hand to Python, so the child that sets type is the program
itself, started with a word that no person types (`exporting/pdf/typesetter.py`).
"""

import multiprocessing
import sys
from collections.abc import Callable

from reflect_app.exporting.pdf.typesetter import CHILD_WORD


def start(program: Callable[[], int]) -> int:
    """Run the typesetter's child or the program, and return the exit code."""
    multiprocessing.freeze_support()
    if sys.argv[1:2] == [CHILD_WORD]:
        from reflect_app.exporting.pdf import child

        del sys.argv[1]
        return child.main()
    return program()
