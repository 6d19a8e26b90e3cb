"""Where the frozen command line starts."""

import sys

from reflect_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
