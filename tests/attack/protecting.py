"""Figures through the protection onto the disk, and what the attacker may read of the rules beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from passgenau.data.areas import AreaRegister
from passgenau.files.package_writing import write_package
from passgenau.indicators.disclosure.figures import Breakdown, Figures
from passgenau.indicators.disclosure.protect import protect
from passgenau.indicators.disclosure.thresholds import Thresholds
from tests.attack.attack import Demand
from tests.attack.reading import Published, read_published

Sums = Iterable[tuple[str, tuple[str, ...]]]


def thresholds(minimum_count: int, **more: Any) -> Thresholds:
    """Return thresholds that ask for nothing but a minimum count, unless told."""
    plain = {
        "minimum_denominator": 0,
        "complement": False,
        "coalition": None,
        "hide_none": False,
        "minimum_units": 0,
        "dominance": None,
        "rounding": 1,
    }
    return Thresholds(minimum_count=minimum_count, **{**plain, **more})


def demands_of(rules: Mapping[str, Thresholds]) -> dict[str, Demand]:
    """Return what the attack holds against the package."""
    return {
        indicator: Demand(one.minimum_count, one.complement, one.coalition, one.hide_none, one.minimum_denominator)
        for indicator, one in rules.items()
    }


def figures_of(
    long: pd.DataFrame,
    register: AreaRegister,
    memberships: Mapping[str, tuple[str, ...]],
    *,
    rules: Mapping[str, Thresholds],
    part_of_whole: frozenset[str],
    breakdowns: Sums,
) -> Figures:
    """Return everything that goes into the protection."""
    return Figures(
        long=long,
        register=register,
        memberships=memberships,
        thresholds=rules,
        part_of_whole=part_of_whole,
        breakdowns=tuple(Breakdown(total, parts) for total, parts in breakdowns),
    )


def protected_package(folder: Path, figures: Figures, **more: Any) -> Published:
    """Protect the figures, write them as a package, and read that back as a stranger."""
    protected = protect(figures, **more)
    write_package(
        folder, protected.register, protected.long, name="geschuetzt", memberships=figures.memberships or None
    )
    return read_published(folder)
