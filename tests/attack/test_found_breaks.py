"""Where our own protection could once be broken. All figures are invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table
from passgenau.indicators.disclosure.earlier import earlier_of
from passgenau.indicators.disclosure.protect import protect
from passgenau.indicators.disclosure.thresholds import Thresholds
from tests.attack.attack import Break, attack
from tests.attack.knowledge import Knowledge
from tests.attack.protecting import Sums, demands_of, figures_of, protected_package, thresholds
from tests.attack.reading import Published

Row = tuple[str, str, str, float, float]
LINE = {"P": "", "a": "P", "b": "P", "c": "P"}
THREE: list[Row] = [("a", "x", "2021", 1, 900), ("b", "x", "2021", 9, 900), ("c", "x", "2021", 8, 900)]


def _figures(rows: Iterable[Row], parents: Mapping[str, str], **more: Any) -> Any:
    long = long_table(pd.DataFrame(rows, columns=["area_id", "indicator_id", "period", "numerator", "denominator"]))
    levels = {area: f"ebene {bool(above)} {area in parents.values()}" for area, above in parents.items()}
    register = AreaRegister("erfunden", tuple(Area(one, one, levels[one], above) for one, above in parents.items()))
    rules = more.pop("rules", dict.fromkeys(long["indicator_id"].unique(), thresholds(3)))
    plain: dict[str, Any] = {"part_of_whole": frozenset(), "breakdowns": ()}
    memberships = more.pop("memberships", {})
    return figures_of(long, register, memberships, rules=rules, **{**plain, **more})


def _broken(
    folder: Path,
    rows: Iterable[Row],
    parents: Mapping[str, str],
    *,
    rules: Mapping[str, Thresholds] | None = None,
    breakdowns: Sums = (),
    before: Sequence[Published] = (),
    **more: Any,
) -> tuple[Break, ...]:
    given: dict[str, Any] = {"breakdowns": breakdowns} | ({} if rules is None else {"rules": rules})
    figures = _figures(rows, parents, **given)
    release = protected_package(folder, figures, **more)
    return attack([*before, release], Knowledge(breakdowns=tuple(breakdowns)), demands_of(figures.thresholds))


def test_an_area_that_is_no_longer_published_still_tells(tmp_path: Path) -> None:
    figures = _figures(THREE, LINE)
    first = protected_package(tmp_path / "1", figures)
    earlier = earlier_of(protect(figures).long, figures.register, figures.memberships)
    without = dict.fromkeys("abc", "")
    assert _broken(tmp_path / "2", THREE, without, before=[first], earlier=earlier) == ()


def test_years_together_bound_a_single_year_though_another_one_is_not_delivered(tmp_path: Path) -> None:
    rows = [("a", "x", "2019", 8, 900), ("a", "x", "2021", 1, 900), ("a", "x", "2019..2021", 9, 2700)]
    rows += [("b", "x", "2019", 5, 800), ("b", "x", "2021", 6, 800), ("b", "x", "2019..2021", 14, 2400)]
    assert _broken(tmp_path, rows, dict.fromkeys("ab", "")) == ()


def test_a_breakdown_bounds_its_parts_though_one_of_them_is_not_delivered(tmp_path: Path) -> None:
    rows = [("a", "alle", "2021", 10, 900), ("a", "u", "2021", 9, 900), ("a", "v", "2021", 1, 900)]
    rows += [("b", "alle", "2021", 30, 800), ("b", "u", "2021", 10, 800), ("b", "v", "2021", 12, 800)]
    rows += [("b", "w", "2021", 8, 800)]
    assert _broken(tmp_path, rows, dict.fromkeys("ab", ""), breakdowns=[("alle", ("u", "v", "w"))]) == ()


@pytest.mark.parametrize("rule", [{"minimum_denominator": 100}, {"hide_none": True, "coalition": 0}])
def test_what_another_rule_hides_does_not_follow_from_the_sum(tmp_path: Path, rule: dict[str, Any]) -> None:
    rows: list[Row] = [("a", "x", "2021", 0 if "hide_none" in rule else 5, 30), *THREE[1:]]
    assert _broken(tmp_path, rows, LINE, rules={"x": thresholds(0, **rule)}) == ()


def test_a_free_indicator_does_not_show_a_hidden_count(tmp_path: Path) -> None:
    children = {"a": 2, "b": 30, "c": 40, "d": 50}
    rows: list[Row] = [(area, "kinder", "2021", count, 900) for area, count in children.items()]
    rows += [(area, "frei", "2021", 5, count) for area, count in children.items()]
    with pytest.raises(PassgenauError, match="Ohne Schutz würde dieser Indikator"):
        _broken(tmp_path, rows, dict.fromkeys("abcd", ""), rules={"kinder": thresholds(3)})


def test_a_county_is_not_the_sum_of_two_geographies(tmp_path: Path) -> None:
    parents = {"K": "", "G": "K", "H": "K", "a": "G", "b": "G", "c": "H", "S": "K", "T": "K"}
    figures = _figures(THREE, parents, memberships={"a": ("S",), "b": ("T",), "c": ("S",)})
    release = protected_package(tmp_path, figures)
    assert release.values.set_index("area_id").loc["K", "denominator"] == "2700"


def test_a_sozialraum_counts_nobody_twice(tmp_path: Path) -> None:
    parents = {"G": "", "a": "G", "b": "G", "c": "", "S": ""}
    figures = _figures(THREE, parents, memberships={"G": ("S",), "a": ("S",), "c": ("S",)})
    release = protected_package(tmp_path, figures)
    assert release.values.set_index("area_id").loc["S", "denominator"] == "2700"
