"""Where the frozen window starts."""

import sys

from start import start


def window() -> int:
    """Imported only here, so that a typesetting child never loads Qt."""
    from reflect_app.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(start(window))
