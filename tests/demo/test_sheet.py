"""The sheet about the invented county says what the county is."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from passgenau.demo import DemoCounty
from passgenau.demo.places import MUNICIPALITIES
from passgenau.demo.rates import SINGLE_BURDENS

SHEET = Path(__file__).resolve().parents[2] / "docs/methoden/beispielkreis.md"


def test_the_sheet_lists_every_municipality_with_key_size_and_number_of_places() -> None:
    text = SHEET.read_text(encoding="utf-8")
    for municipality in MUNICIPALITIES:
        people = f"{municipality.population:,}".replace(",", ".")
        assert f"| {municipality.name} | {municipality.key} | {people} | {len(municipality.places)} |" in text


def test_the_sheet_names_who_truly_carries_more_and_where_one_thing_burns(county: DemoCounty) -> None:
    text = SHEET.read_text(encoding="utf-8")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in text.splitlines() if line.startswith("| ")}
    for area_id in county.truth.burdened:
        area = county.register.by_id[area_id]
        assert area.name in rows[county.register.by_id[area.parent_id].name]
    for name in [county.register.by_id[area_id].name for area_id in county.truth.close]:
        assert f"**{name}**" in text
    assert all(single.place in text for single in SINGLE_BURDENS)


def test_the_sheet_gives_the_share_of_cells_without_a_number(rates_2025: pd.DataFrame) -> None:
    assert f"rund {100 * rates_2025.isna().to_numpy().mean():.0f} %" in SHEET.read_text(encoding="utf-8")
