"""What the offices sent, what they hid, and what never came."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import numpy as np
import pandas as pd
import pytest

from passgenau.demo import DemoCounty, plain_long_csv
from passgenau.demo.places import (
    ERLENRATH,
    HASSELWERTH,
    KRESSENAU,
    LICHTENBECK,
    TIEFENLOHE,
    WIELENBRUCH,
    Municipality,
    key_of,
)
from passgenau.demo.shipments import EVERYTHING, SCHOOL_ENTRY, SGB12

NUMBERS = ["numerator", "denominator", "value"]


def _of(county: DemoCounty, prefix: str, period: str) -> pd.DataFrame:
    rows = county.long[county.long["area_id"].str.startswith(prefix)]
    return rows[rows["period"] == period]


def test_fourteen_deliveries_make_up_the_long_table(county: DemoCounty) -> None:
    assert len(county.deliveries) == 14
    assert len({part.file_name for part in county.deliveries}) == 14
    together = pd.concat([part.table for part in county.deliveries], ignore_index=True)
    pd.testing.assert_frame_equal(together, county.long)


def test_every_delivery_says_who_sent_it_and_when(county: DemoCounty) -> None:
    for part in county.deliveries:
        assert part.title
        assert set(part.table["source"]) == {part.source}
        assert date(2026, 1, 1) <= date.fromisoformat(part.received) <= date(2026, 12, 31)


def test_a_file_reads_back_as_its_table(county: DemoCounty) -> None:
    for part in county.deliveries:
        text = {"area_id": str, "indicator_id": str, "period": str, "status": str}
        read = pd.read_csv(BytesIO(part.csv), sep=";", decimal=",", dtype=text)
        assert set(read.columns) == {*text, *NUMBERS}
        for name in text:
            assert read[name].tolist() == part.table[name].tolist()
        for name in NUMBERS:
            assert np.array_equal(read[name].to_numpy(float), part.table[name].to_numpy(), equal_nan=True)


def test_rows_know_their_line_in_the_file(county: DemoCounty) -> None:
    part = county.deliveries[3]
    lines = part.csv.decode().splitlines()
    for position in (0, 17, len(part.table) - 1):
        row = part.table.iloc[position]
        assert lines[row["row"] - 1].startswith(f"{row['area_id']};{row['indicator_id']};{row['period']};")


def test_numbers_are_written_the_german_way() -> None:
    table = pd.DataFrame(
        {
            "area_id": ["0999900401", "0999900402"],
            "indicator_id": ["x", "x"],
            "period": ["2025", "2025"],
            "numerator": [186.1, np.nan],
            "denominator": [2949.0, np.nan],
            "value": [np.nan, 0.00001],
            "status": ["estimated", "value"],
        }
    )
    assert plain_long_csv(table).decode().splitlines() == [
        "area_id;indicator_id;period;numerator;denominator;value;status",
        "0999900401;x;2025;186,1;2949;;estimated",
        "0999900402;x;2025;;;0,00001;value",
    ]


def test_no_number_stands_beside_a_hidden_or_missing_cell(county: DemoCounty) -> None:
    without = county.long[county.long["status"].isin(["suppressed", "missing"])]
    assert set(without["status"]) == {"suppressed", "missing"}
    assert without[NUMBERS].isna().all().all()
    rest = county.long.drop(without.index)
    assert rest[["numerator", "denominator"]].notna().all().all()


def test_small_cases_are_hidden_but_a_true_zero_is_not(county: DemoCounty) -> None:
    hiding = [part for part in county.deliveries if (part.table["status"] == "suppressed").any()]
    for part in hiding:
        assert not part.table["numerator"].between(1, 2).any()
    assert (pd.concat([part.table for part in hiding])["numerator"] == 0).any()


def test_one_social_office_hides_everything_below_ten(county: DemoCounty) -> None:
    rows = county.long[county.long["indicator_id"].isin(SGB12)]
    here = rows["area_id"].str.startswith(LICHTENBECK.key)
    assert not rows[here]["numerator"].between(1, 9).any()
    assert rows[~here]["numerator"].between(3, 9).any()


def test_some_figures_are_provisional(county: DemoCounty) -> None:
    rows = county.long[county.long["status"] == "provisional"]
    assert 0 < len(rows) < 100
    assert set(rows["period"]) == {"2025"}


@pytest.mark.parametrize(
    ("municipality", "absent"),
    [
        (TIEFENLOHE, set(SCHOOL_ENTRY)),
        (KRESSENAU, {"integration_aid_sgb8_share_under_21"}),
        (WIELENBRUCH, {"hze_share_under_21"}),
        (HASSELWERTH, {"care_assistance_sgb12_share_65_plus"}),
        (LICHTENBECK, set()),
    ],
)
def test_what_is_there_differs_between_municipalities(
    county: DemoCounty, municipality: Municipality, absent: set[str]
) -> None:
    delivered = set(_of(county, municipality.key, "2025")["indicator_id"])
    assert set(EVERYTHING) - delivered == absent


def test_one_municipality_has_nothing_for_2020(county: DemoCounty) -> None:
    assert _of(county, ERLENRATH.key, "2020").empty
    assert len(_of(county, ERLENRATH.key, "2021")) > 150


def test_at_most_eight_percent_of_2025_are_without_a_number(rates_2025: pd.DataFrame) -> None:
    assert rates_2025.shape == (81, 30)
    assert 0.02 < rates_2025.isna().to_numpy().mean() <= 0.08


def test_exactly_one_wohnplatz_has_too_few_values_for_a_rank(rates_2025: pd.DataFrame) -> None:
    few = rates_2025.index[rates_2025.notna().mean(axis=1) < 0.8]
    assert list(few) == [key_of(TIEFENLOHE, "Neue Höfe")]
