"""What would remain is counted, and nothing but numbers of figures comes out."""

from __future__ import annotations

import pandas as pd

from passgenau.data.areas import Area, AreaRegister
from passgenau.data.long_table import long_table
from passgenau.indicators.disclosure.preview import profile_preview

REGISTER = AreaRegister(
    "orte", (Area("1", "Aue", "Ort", "0"), Area("2", "Berg", "Ort", "0"), Area("3", "Camp", "Ort", "0"),
             Area("0", "Kreis", "Kreis")),
)  # fmt: skip


def _long(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    """Return area, indicator, status; whatever has a number has 7 of 100."""
    frame = pd.DataFrame(rows, columns=["area_id", "indicator_id", "status"]).assign(period="2025")
    number = frame["status"].isin(["value", "estimated", "provisional"])
    return long_table(frame.assign(numerator=number.map({True: 7.0}), denominator=number.map({True: 100.0})))


BEFORE = _long([
    ("1", "a", "value"), ("2", "a", "value"), ("3", "a", "suppressed"),
    ("1", "b", "value"), ("2", "b", "missing"), ("3", "b", "estimated"),
])  # fmt: skip
AFTER = _long([
    ("1", "a", "suppressed"), ("2", "a", "value"), ("3", "a", "suppressed"), ("0", "a", "value"),
    ("1", "b", "suppressed"), ("2", "b", "missing"), ("3", "b", "suppressed"), ("0", "b", "suppressed"),
])  # fmt: skip


def test_figures_are_counted_by_level_and_indicator() -> None:
    found = profile_preview(BEFORE, AFTER, REGISTER)
    assert (found.levels, found.indicator_ids) == (("Ort", "Kreis"), ("a", "b"))
    assert found.known.tolist() == [[2, 2], [1, 1]]
    assert found.shown.tolist() == [[1, 0], [1, 0]]


def test_figures_are_counted_by_area_of_the_finest_level() -> None:
    found = profile_preview(BEFORE, AFTER, REGISTER)
    assert found.area_ids == ("1", "2", "3")
    assert found.area_known.tolist() == [2, 1, 1]
    assert found.area_shown.tolist() == [0, 1, 0]


def test_what_the_source_hid_or_did_not_deliver_is_nobodys_loss() -> None:
    hidden = _long([("1", "a", "suppressed"), ("2", "a", "missing"), ("3", "a", "value")])
    found = profile_preview(hidden, hidden, REGISTER)
    assert (found.known.tolist(), found.shown.tolist()) == ([[1]], [[1]])


def test_a_figure_that_is_left_out_afterwards_counts_as_hidden() -> None:
    found = profile_preview(BEFORE, AFTER[AFTER["indicator_id"] == "a"], REGISTER)
    assert found.known[0].tolist() == [2, 2]
    assert found.shown[0].tolist() == [1, 0]


def test_without_protection_everything_stays() -> None:
    found = profile_preview(BEFORE, BEFORE, REGISTER)
    assert found.levels == ("Ort",)
    assert (found.shown == found.known).all()
    assert (found.area_shown == found.area_known).all()


def test_no_figures_make_an_empty_preview() -> None:
    found = profile_preview(BEFORE[:0], AFTER[:0], REGISTER)
    assert (found.levels, found.indicator_ids, found.known.shape) == ((), (), (0, 0))
    assert found.area_known.tolist() == found.area_shown.tolist() == [0, 0, 0]
