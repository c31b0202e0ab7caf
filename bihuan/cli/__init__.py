"""The command line ``bihuan``: starts the product, keeps it, and tells its story."""

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 failed, 2 refused or misused, 3 a broken ledger."""
    from bihuan.cli import language

    asked = list(sys.argv[1:] if arguments is None else arguments)
    try:
        asked = language.choose(asked, os.environ)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    # Help is put into words while the commands are imported, so only after the language is known.
    from bihuan.cli.application import run

    return run(asked)
