"""Import profiles: found by the head of a file, and refused where they would leave something open."""

from __future__ import annotations

from pathlib import Path

import pytest

from passgenau.files.definitions import indicator_catalogue
from passgenau.files.import_profiles import available_profiles, load_profile, parse_profile, propose_profile
from tests.files.refusals import refusal_of, refusals

BERLIN = [one.source for one in load_profile("berlin_mss").indicators.values()]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (["ZEIT", "RAUM", "MERKMAL", "WERT"], "muenster"),
        (["edition", "id", "inhabitants", *BERLIN, "status_index", "valid"], "berlin_mss"),
        (["area_id", "indicator_id", "period", "value"], "plain_long"),
        (["Gebiet", "Indikator", "Zeitraum", "Zähler", "Nenner"], "plain_long"),
        (["area_id", "S1", "S2"], "plain_wide"),
        (["foo", "bar"], None),
        (["area_id", "indicator_id", "period"], None),
        ([], None),
    ],
)
def test_the_head_of_a_file_proposes_its_profile(header: list[str], wanted: str | None) -> None:
    proposed = propose_profile(header)
    assert (proposed.id if proposed else None) == wanted


@pytest.mark.parametrize("name", available_profiles())
def test_every_shipped_profile_names_only_indicators_of_the_catalogue(name: str) -> None:
    profile = load_profile(name)
    assert profile.id == name
    assert {one.id for one in profile.indicators.values()} <= set(indicator_catalogue())


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    finding = refusal_of(lambda: load_profile("berlin"))
    assert "berlin_mss" in finding.text


def test_a_profile_can_be_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "amt.toml"
    path.write_text(
        'id="a"\nname="A"\nsource="A"\nlayout="long"\ndecimal=","\n[columns]\narea=["g"]\n', encoding="utf-8"
    )
    assert load_profile(path).columns == {"area": ("g",)}
    path.write_text("id=", encoding="utf-8")
    assert refusal_of(lambda: load_profile(path)).code == "profile.unreadable"
    assert refusal_of(lambda: load_profile(tmp_path / "nichts.toml")).code == "profile.unreadable"


def test_every_fault_of_a_profile_is_named_at_once() -> None:
    raw = {
        "id": "a", "layout": "schief", "decimal": ";", "farbe": 1, "columns": {"flaeche": ["x"]},
        "signs": {"*": "geheim"}, "indicators": [{"source": "x"}], "area": {"scheme": "?", "other": [{"label": "x"}]},
    }  # fmt: skip
    text = "\n".join(finding.text for finding in refusals(lambda: parse_profile(raw, "a.toml")))
    for word in ("farbe", "name", "source", "schief", "„;“", "flaeche", "geheim", "„id“", "„?“", "area.other"):
        assert word in text
