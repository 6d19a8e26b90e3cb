"""Where the frozen window starts."""

import sys

from reflect_app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
