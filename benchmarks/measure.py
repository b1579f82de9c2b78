"""Measures the product as it is served, on made-up trusts of growing size, and prints what it took as Markdown.

    python -m benchmarks.measure [--quick] [--port 8790]

`DATABASE_URL` and `DATABASE_OWNER_URL` name a server on which the owner may make databases; README.md says more.
"""

import argparse
import os
import signal
import sys

from benchmarks.measurement import Measurement
from benchmarks.places import ROOT, Databases
from benchmarks.tables import tables


def main() -> None:
    """Measure, print, and leave nothing behind."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="up to 2,000 risks in one trust, half as long on each page"
    )
    parser.add_argument("--port", type=int, default=8790)
    wishes = parser.parse_args()
    if not {"DATABASE_URL", "DATABASE_OWNER_URL"} <= set(os.environ):
        parser.error("Set DATABASE_URL and DATABASE_OWNER_URL to a server on which the owner may make databases.")
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    os.chdir(ROOT)
    databases = Databases()
    try:
        measurement = Measurement(databases, quick=wishes.quick, port=wishes.port)
        measurement.run()
        print("\n".join(tables(measurement)))
    finally:
        databases.drop()


if __name__ == "__main__":
    main()
