"""``python -m bihuan`` is the command line."""

import sys

from bihuan.cli import main

if __name__ == "__main__":
    sys.exit(main())
