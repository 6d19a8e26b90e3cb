"""Where the window sends an error that nobody expected: a scrubbed, visible report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from reflect_app.faults import Fault, scrub


def install_hook(report: Callable[[Fault], None]) -> Callable[[], None]:
    """Send what nobody caught in the GUI thread to `report` and, scrubbed, to stderr.

    Returns what puts the former hook back.
    """
    former = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            former(kind, error, trace)
            return
        fault = Fault(scrub(error.with_traceback(trace)))
        if sys.stderr is not None:
            sys.stderr.write(fault.report + "\n")
        report(fault)

    def restore() -> None:
        sys.excepthook = former

    sys.excepthook = hook
    return restore
