"""Where the frozen command line starts."""

import sys

from start import start


def line() -> int:
    """Imported only here, so that a typesetting child loads nothing else."""
    from reflect_app.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(start(line))
