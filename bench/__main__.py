"""``./dev bench``: creates and whole lives through the HTTP API, at 10,000 and at 1,000,000 orders, beside a bare PostgreSQL.

./dev bench                  both sizes; some fifteen minutes and 15 GB for a while
./dev bench --quick          10,000 orders and short phases, under a minute
./dev bench --sizes 10000,100000 --seconds 10
./dev bench --json           one object and nothing else on standard output
"""

import argparse
import json
import signal
import sys
import time

from bench.measuring import measure
from bench.report import as_object, print_report


def main() -> int:
    """Measure and print; progress goes to standard error."""
    parser = argparse.ArgumentParser(
        prog="./dev bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="10000,1000000", help="orders in the database, in rising order")
    parser.add_argument("--seconds", type=int, default=20, help="length of each phase")
    parser.add_argument("--quick", action="store_true", help="--sizes 10000 --seconds 5")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    sizes = [10_000] if asked.quick else sorted(int(size) for size in asked.sizes.split(","))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what was started is cleared away
    try:
        measured = measure(sizes, 5 if asked.quick else asked.seconds, _say)
    except KeyboardInterrupt:
        return 130
    if asked.json:
        json.dump(as_object(measured), sys.stdout)
        sys.stdout.write("\n")
    else:
        print_report(measured)
    return 0


_BEGAN = time.monotonic()


def _say(what: str) -> None:
    print(f"{time.monotonic() - _BEGAN:6.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
