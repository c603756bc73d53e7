"""Nine Wohnplätze truly carry more; an honest index should find most of them, and need not find all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from passgenau.demo import NOTICE, DemoCounty
from passgenau.demo.places import BURDEN_CEILING
from passgenau.demo.rates import SINGLE_BURDENS
from passgenau.demo.shipments import SGB2

CHILDCARE = ["childcare_rate_under_3", "childcare_rate_3_to_under_6"]
SINGLE_INDICATOR = {
    "alone": "seniors_living_alone_share",
    "language": "school_entry_language_deficit_share",
    "hze": "hze_share_under_21",
}


def _first(rates: pd.DataFrame) -> list[str]:
    """Return the areas with enough values by plain z-score sum, highest first, as the article describes it."""
    values = rates.to_numpy()
    scores = (values - np.nanmean(values, axis=0)) / np.nanstd(values, axis=0)
    scores[:, rates.columns.isin(CHILDCARE)] *= -1
    total = np.nanmean(scores, axis=1) * scores.shape[1]
    total[np.isfinite(values).mean(axis=1) < 0.8] = -np.inf
    return [str(rates.index[place]) for place in np.argsort(-total)]


def test_nine_in_four_municipalities_truly_carry_more(county: DemoCounty) -> None:
    truth = county.truth
    assert len(truth.burdened) == 9
    assert len(truth.close) == 2
    towns = [area_id[:8] for area_id in truth.burdened]
    assert len(set(towns)) == 4
    assert towns.count("09999004") >= 3


def test_the_two_close_ones_lie_between_the_nine_and_all_others(county: DemoCounty) -> None:
    burden = county.truth.burden
    rest = burden.drop([*county.truth.burdened, *county.truth.close])
    close = burden[list(county.truth.close)]
    assert burden[list(county.truth.burdened)].min() > close.max()
    assert close.min() > rest.max()
    assert rest.max() <= BURDEN_CEILING


def test_the_nine_have_higher_expected_rates_in_every_benefit(county: DemoCounty) -> None:
    rates = county.truth.expected_rates
    nine = rates.index.isin(county.truth.burdened)
    for indicator in set(SGB2) - {"sgb2_single_parent_community_share"}:
        assert rates[indicator][nine].min() > rates[indicator][~nine].median(), indicator
        assert rates[indicator][nine].mean() > 1.4 * rates[indicator][~nine].mean(), indicator
    for indicator in CHILDCARE:
        assert rates[indicator][nine].mean() < rates[indicator][~nine].mean()


def test_figures_scatter_around_the_expectation(county: DemoCounty, rates_2025: pd.DataFrame) -> None:
    apart = rates_2025["sgb2_recipient_share"] - county.truth.expected_rates["sgb2_recipient_share"]
    assert 0.001 < apart.std() < 0.02
    assert abs(apart.mean()) < 0.005


def test_a_plain_index_finds_most_of_the_nine(county: DemoCounty, rates_2025: pd.DataFrame) -> None:
    found = set(_first(rates_2025)[:9]) & set(county.truth.burdened)
    assert 7 <= len(found) <= 9


def test_the_index_is_not_planted(county: DemoCounty, rates_2025: pd.DataFrame) -> None:
    order = _first(rates_2025)
    by_truth = [str(area_id) for area_id in county.truth.burden.sort_values(ascending=False).index]
    assert order[:9] != by_truth[:9]
    assert set(county.truth.close) <= set(order[:15])


def test_one_of_the_nine_is_overtaken_as_the_sheet_says(county: DemoCounty, rates_2025: pd.DataFrame) -> None:
    names = [county.register.by_id[area_id].name for area_id in _first(rates_2025)]
    assert len(set(_first(rates_2025)[:9]) & set(county.truth.burdened)) == 8
    assert names.index("Am Kanal") < 9 <= names.index("Gerberviertel") < 12


def test_single_burdens_burn_in_places_that_are_otherwise_inconspicuous(
    county: DemoCounty, rates_2025: pd.DataFrame
) -> None:
    by_name = {area.name: area.area_id for area in county.register.areas}
    order = _first(rates_2025)
    for single in SINGLE_BURDENS:
        area_id = by_name[single.place]
        rank = rates_2025[SINGLE_INDICATOR[single.key]].rank(ascending=False)[area_id]
        assert rank <= 6, single.place
        assert order.index(area_id) >= 20, single.place


def test_the_county_says_that_it_is_invented(county: DemoCounty) -> None:
    assert county.notice == NOTICE == "Erfundene Beispieldaten"
    assert "erfunden" in county.register.title
    assert (county.slug, county.title) == ("demo", "Kreis Harkenland")
