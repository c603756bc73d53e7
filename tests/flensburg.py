"""Flensburg as delivered: counts of 13 Stadtteile from the open tables of the Sozialatlas (CC0), with their register.

The figures are real. Where a table is out of step with itself (basic security by sex in 2021, births in 2011: the
columns belong to other districts) its figures are left out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from passgenau.data.areas import AreaRegister
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.delivery_set import load_set
from passgenau.files.set_package import SetPackage, read_set_package

SET = load_set("flensburg")
CITY = SET.areas.whole_key

# Total and parts: numerators that add up in every Stadtteil and year in which the parts are delivered at all.
BREAKDOWNS = SET.breakdowns

# Numerators counted among the very people of the denominator; elsewhere age ranges differ or cases are counted.
PART_OF_WHOLE = frozenset(name for name in SET.indicators if indicator_catalogue()[name].part_of_whole)


def flensburg_figures(
    shared_folder: Path,
) -> tuple[pd.DataFrame, AreaRegister, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the long table of all counts of the Stadtteile, the register, and the breakdowns (total, parts).

    A count that was not delivered stands there as ``missing``; one whose denominator was not delivered is left out.
    """
    package = flensburg_package(shared_folder)
    return package.long.copy(), package.register, BREAKDOWNS


@cache
def flensburg_package(shared_folder: Path) -> SetPackage:
    """Return the tables as one data package with every finding."""
    return read_set_package(shared_folder / "data" / "flensburg", "flensburg", catalogue=indicator_catalogue())
