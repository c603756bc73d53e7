"""Coverage: every area is counted exactly once in every cell of the matrix."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.coverage import Counts, coverage
from passgenau.data.long_table import long_table
from tests.data.figures import REGISTER, figures

STATUSES = ("value", "suppressed", "missing", "not_applicable", "estimated", "provisional")


def test_it_counts_by_indicator_municipality_and_period() -> None:
    found = coverage(
        figures(
            {"value": 0.1},
            {"area_id": "02", "status": "suppressed"},
            {"area_id": "07", "status": "missing", "period": "2022"},
        ),
        REGISTER,
    )
    assert [place.name for place in found.municipalities] == ["Bergau", "Talheim"]
    assert found.periods == ("2021", "2022")
    assert found.at("poor", "A", "2021") == Counts(available=1, suppressed=1)
    assert found.at("poor", "A", "2022") == Counts(not_delivered=2)
    assert found.at("poor", "B", "2022") == Counts(missing=1)
    assert found.latest("poor") == "2021"


def test_a_promised_number_that_is_not_there_counts_as_missing() -> None:
    found = coverage(figures({"status": "value"}), REGISTER)
    assert found.at("poor", "A", "2021").missing == 1


def test_without_parents_there_is_one_nameless_municipality() -> None:
    register = AreaRegister("x", (Area("1", "Altstadt"), Area("2", "Bachtal")))
    found = coverage(figures({"area_id": "1", "value": 0.1}), register)
    assert [place.name for place in found.municipalities] == [""]
    assert found.at("poor", "", "2021") == Counts(available=1, not_delivered=1)


def test_complete_means_every_area_that_can_have_a_value_has_one() -> None:
    assert Counts(available=3, not_applicable=1).complete
    assert not Counts(available=3, suppressed=1).complete


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["01", "02", "07", "99"]), st.sampled_from(["poor", "change"]),
            st.sampled_from(["2020", "2021"]), st.sampled_from(STATUSES),
        ),
        min_size=1,
        max_size=30,
    )
)  # fmt: skip
def test_every_cell_adds_up_to_the_areas_of_its_municipality(rows: list[tuple[str, str, str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["area_id", "indicator_id", "period", "status"])
    found = coverage(long_table(frame), REGISTER)
    sizes = {"A": 2, "B": 1}
    assert all(counts.expected == sizes[place] for (_, place, _), counts in found.counts.items())
    assert all(getattr(counts, "not_delivered") >= 0 for counts in found.counts.values())  # noqa: B009
