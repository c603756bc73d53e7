"""Protected figures verify; whatever is taken from them or changed in them is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.indicators.disclosure.alternatives import alternatives
from passgenau.indicators.disclosure.earlier import corrected_since, earlier_of
from passgenau.indicators.disclosure.figures import Figures
from passgenau.indicators.disclosure.protect import Protected, protect
from passgenau.indicators.disclosure.verify import verify
from tests.indicators.disclosure.invented import figures_of, random_figures, register_of, rows_of, small_is


def against(figures: Figures, protected: Protected, long: pd.DataFrame | None = None) -> set[str]:
    """Return the codes of what speaks against the package."""
    found = verify(
        protected.long if long is None else long, protected.register, figures.memberships, protected.certificate
    )
    return {one.code for one in found}


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000), t=st.sampled_from([3, 5, 10]))
def test_random_counties_with_two_geographies_years_and_parts_always_verify(seed: int, t: int) -> None:
    figures = random_figures(seed, t=t)
    protected = protect(figures)
    assert against(figures, protected) == set()
    shown = protected.long.dropna(subset=["numerator"])
    assert not shown["numerator"].between(1, t - 1).any()


def test_it_hides_something_and_keeps_the_county() -> None:
    figures = random_figures(7)
    long = protect(figures).long
    hidden = long[long["status"] == "suppressed"]
    assert 0 < len(hidden) < len(long) / 2
    assert "k" not in set(hidden["area_id"])
    assert hidden["numerator"].isna().all()
    assert hidden["value"].isna().all()


def test_showing_any_single_hidden_count_again_is_refused() -> None:
    figures = random_figures(7, places=8)
    protected = protect(figures)
    truth = figures.long.set_index(["area_id", "indicator_id", "period"])["numerator"]
    keys = list(protected.long[["area_id", "indicator_id", "period"]].itertuples(index=False, name=None))
    for place in np.flatnonzero(protected.long["status"] == "suppressed"):
        if keys[place] not in truth.index:
            continue
        long = protected.long.copy()
        long.loc[place, "numerator"] = truth[keys[place]]
        long.loc[place, "status"] = "value"
        assert against(figures, protected, long) != set(), keys[place]


def test_altering_a_published_count_is_refused() -> None:
    figures = random_figures(7, places=6)
    protected = protect(figures)
    for column in ("numerator", "denominator"):
        for place in np.flatnonzero(protected.long[column].notna())[::3]:
            long = protected.long.copy()
            long.loc[place, column] += 1
            assert against(figures, protected, long) != set(), (place, column)


def test_a_certificate_with_one_table_less_or_one_count_changed_is_refused() -> None:
    figures = random_figures(7, places=8)
    protected = protect(figures)
    tables = protected.certificate.tables
    for number in range(len(tables)):
        for cell in range(number % 31, tables.shape[1], 31):
            changed = tables.copy()
            changed[number, cell] += 1
            other = replace(protected, certificate=replace(protected.certificate, tables=changed))
            assert against(figures, other) != set()
    only_one = replace(protected, certificate=replace(protected.certificate, tables=tables[:1]))
    assert against(figures, only_one) == {"disclosure.narrow"}


def test_the_certificate_holds_nothing_of_the_true_counts() -> None:
    figures = random_figures(11)
    protected = protect(figures)
    hidden = protected.long["status"] == "suppressed"
    other = _other_truth(figures, protected)
    again = protect(other, also_hidden=_keys(protected.long[hidden]))
    same = protected.long[["area_id", "indicator_id", "period", "status"]]
    pd.testing.assert_frame_equal(same, again.long[["area_id", "indicator_id", "period", "status"]])
    assert (protected.certificate.tables == again.certificate.tables).all()


def _keys(long: pd.DataFrame) -> frozenset[tuple[str, str, str]]:
    return frozenset(long[["area_id", "indicator_id", "period"]].itertuples(index=False, name=None))


def _other_truth(figures: Figures, protected: Protected) -> Figures:
    """Return another truth that shows the same: the first table of the certificate put in place of the counts."""
    table = next(
        alternatives(protected.long, protected.register, figures.memberships, certificate=protected.certificate)
    )
    keys = ["area_id", "indicator_id", "period"]
    counts = table.set_index(keys)["numerator"]
    long = figures.long.copy()
    long["numerator"] = [float(counts[key]) for key in long[keys].itertuples(index=False, name=None)]
    return replace(figures, long=long)


def test_a_single_small_count_takes_a_second_one_with_it() -> None:
    register, memberships = register_of(4, towns=2, quarters=1)
    rows = rows_of("alone", [1, 20, 30, 40], [100, 100, 100, 100])
    hidden = protect(figures_of(rows, register, memberships)).long.query("status == 'suppressed'")
    assert set(hidden["area_id"]) == {"p0", "p2"}


def test_nobody_not_concerned_is_as_telling_as_a_small_count() -> None:
    register, memberships = register_of(4, towns=1, quarters=1)
    rows = rows_of("full", [99, 60, 50, 40], [100, 100, 100, 100])
    hidden = protect(figures_of(rows, register, memberships)).long.query("status == 'suppressed'")
    assert "p0" in set(hidden["area_id"])
    assert len(hidden) == 2


def test_a_small_group_hides_its_denominator_and_its_count() -> None:
    register, memberships = register_of(4, towns=1, quarters=1)
    rows = rows_of("few", [0, 10, 20, 30], [2, 100, 110, 120])
    long = protect(figures_of(rows, register, memberships)).long.set_index("area_id")
    assert long.loc["p0", "status"] == "suppressed"
    assert np.isnan(long.loc["p0", "denominator"])
    assert int(long["denominator"].isna().sum()) >= 2


def test_what_an_earlier_release_has_shown_stays_known_and_is_not_shown_again_where_the_rule_hides_it() -> None:
    register, memberships = register_of(5, towns=1, quarters=1)
    rows = rows_of("alone", [2, 3, 4, 40, 50], [100] * 5)
    first = protect(figures_of(rows, register, memberships, t=3)).long
    assert first.set_index("area_id").loc["p2", "numerator"] == 4
    stricter = figures_of(rows, register, memberships, t=5)
    again = protect(stricter, earlier=earlier_of(first))
    assert again.long.set_index("area_id").loc["p2", "status"] == "suppressed"
    assert again.certificate.earlier[("p2", "numerator:alone", "2024")] == 4
    assert against(stricter, again) == set()


def test_a_stricter_rule_that_comes_too_late_says_what_it_can_no_longer_mend() -> None:
    register, memberships = register_of(4, towns=1, quarters=1)
    rows = rows_of("alone", [2, 20, 30, 40], [100] * 4)
    first = protect(figures_of(rows, register, memberships)).long
    figures = figures_of(rows, register, memberships, t=25)
    again = protect(figures, earlier=earlier_of(first))
    assert again.certificate.limited[("p0", "numerator:alone", "2024")] == 22
    assert against(figures, again) == set()
    forged = replace(again, certificate=replace(again.certificate, limited={}))
    assert "disclosure.narrow" in against(figures, forged)


def test_a_corrected_count_is_said_and_protected_like_a_new_one() -> None:
    register, memberships = register_of(5, towns=1, quarters=1)
    first = protect(figures_of(rows_of("alone", [12, 13, 14, 40, 50], [100] * 5), register, memberships)).long
    figures = figures_of(rows_of("alone", [2, 13, 14, 40, 50], [100] * 5), register, memberships)
    said = corrected_since(figures, earlier_of(first))
    assert [one.place.area_id for one in said] == ["p0"]
    register_only = figures_of(rows_of("alone", [2, 13, 14, 41, 51], [100] * 5), register, memberships)
    again = protect(register_only, earlier=earlier_of(first))
    assert again.long.set_index("area_id").loc["p0", "status"] == "suppressed"
    assert against(register_only, again) == set()


def test_a_second_geography_published_later_cannot_undo_the_first_release() -> None:
    register, memberships = register_of(6, towns=2, quarters=2)
    rows = rows_of("alone", [1, 2, 20, 30, 40, 50], [100] * 6)
    first_figures = figures_of(rows, register, {})
    first = protect(first_figures)
    second_figures = figures_of(rows, register, memberships)
    second = protect(second_figures, earlier=earlier_of(first.long))
    assert against(second_figures, second) == set()


def test_a_narrower_audience_sees_a_part_of_what_a_wider_one_sees() -> None:
    planning = protect(random_figures(7, t=3), audience="planning")
    hidden = _keys(planning.long[planning.long["status"] == "suppressed"])
    figures = random_figures(7, t=10)
    public = protect(figures, also_hidden=hidden)
    assert hidden <= _keys(public.long[public.long["status"] == "suppressed"])
    assert against(figures, public) == set()


def test_figures_without_persons_pass_unchanged() -> None:
    figures = random_figures(7)
    free = replace(
        figures, thresholds={key: value for key, value in figures.thresholds.items() if key != "women"}, breakdowns=()
    )
    long = protect(free).long
    before = figures.long.query("indicator_id == 'women'")["numerator"].to_numpy()
    assert (long.query("indicator_id == 'women'")["numerator"].to_numpy() == before).all()


def test_it_names_every_figure_that_cannot_be_checked() -> None:
    register, memberships = register_of(2, towns=1, quarters=1)
    rows = [
        {"area_id": "p0", "indicator_id": "rate", "period": "2024", "value": 0.1},
        {"area_id": "p1", "indicator_id": "rate", "period": "2024", "numerator": 2.5, "denominator": 10},
    ]
    with pytest.raises(PassgenauError) as refused:
        protect(figures_of(rows, register, memberships))
    assert {one.code for one in refused.value.findings} == {"disclosure.no_counts", "disclosure.not_whole"}


def test_a_county_of_small_counts_alone_is_refused_with_a_coarser_proposal() -> None:
    register, memberships = register_of(2, towns=1, quarters=1)
    rows = rows_of("alone", [1, 1], [100, 100])
    long = protect(figures_of(rows, register, memberships)).long
    assert (long["status"] == "suppressed").all()


def test_counts_that_do_not_add_up_are_refused_by_name() -> None:
    figures = random_figures(7)
    long = figures.long.copy()
    long.loc[long["indicator_id"] == "all", "numerator"] += 1
    with pytest.raises(PassgenauError) as refused:
        protect(replace(figures, long=long))
    assert {one.code for one in refused.value.findings} == {"disclosure.breakdown"}
    assert len(refused.value.findings) >= 36


def test_a_missing_count_is_not_given_away_by_the_total() -> None:
    register, memberships = register_of(4, towns=1, quarters=1)
    rows = rows_of("gap", [5, 20, 30, 40], [100, 100, 100, 100])
    rows[0] |= {"numerator": np.nan, "status": "missing"}
    rows.append({"area_id": "k", "indicator_id": "gap", "period": "2024", "numerator": 92, "denominator": 400})
    figures = figures_of(rows, register, memberships)
    protected = protect(figures)
    long = protected.long.set_index("area_id")
    assert long.loc["p0", "status"] == "missing"
    assert (long["status"] == "suppressed").any()
    assert against(figures, protected) == set()


@pytest.mark.parametrize("base", [5, 10])
def test_rounded_counts_are_multiples_and_verify(base: int) -> None:
    register, memberships = register_of(8, towns=2, quarters=2)
    rows = rows_of("rounded", [1, 2, 7, 13, 22, 34, 41, 58], [200] * 8)
    figures = figures_of(
        rows, register, memberships, thresholds=small_is(3, rounding=base, complement=False, coalition=None)
    )
    protected = protect(figures)
    shown = protected.long["numerator"].dropna()
    assert (shown % base == 0).all()
    assert against(figures, protected) == set()
