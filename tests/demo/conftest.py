"""The invented county, built once for all tests of this folder; nobody may change it."""

from __future__ import annotations

import pandas as pd
import pytest

from passgenau.demo import DemoCounty, invented_county


@pytest.fixture(scope="session")
def county() -> DemoCounty:
    """Return the county of the default seed."""
    return invented_county()


@pytest.fixture
def rates_2025(county: DemoCounty) -> pd.DataFrame:
    """Return the delivered rates of 2025, one row a Wohnplatz, one column an indicator, NaN without a number."""
    now = county.long[county.long["period"] == "2025"]
    rates = now.assign(rate=now["numerator"] / now["denominator"])
    return rates.pivot(index="area_id", columns="indicator_id", values="rate").loc[county.truth.burden.index]
