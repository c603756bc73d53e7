"""``./run bench``: run ``rows()`` of every module here named ``*_bench`` and print one table."""

from __future__ import annotations

import importlib
import pkgutil
import platform
import sys
from collections.abc import Iterator

import bench
from bench.row import Row, table


def modules(wanted: list[str]) -> Iterator[str]:
    """Yield the names of the measuring modules, all or those asked for by the start of their name."""
    for found in pkgutil.iter_modules(bench.__path__):
        if found.name.endswith("_bench") and (not wanted or found.name.startswith(tuple(wanted))):
            yield found.name


def main(wanted: list[str]) -> int:
    """Measure and print; a goal that was missed is said in the table and in the exit code."""
    rows: list[Row] = []
    for name in modules(wanted):
        print(f"measuring {name.removesuffix('_bench')} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{name}").rows()
    print(f"Python {platform.python_version()}, {platform.machine()}\n\n{table(rows)}")
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
