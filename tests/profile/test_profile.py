"""The profile of one area: figures against the county, words, tags, and silence where there is no number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.common.errors import PassgenauError
from passgenau.profile.build import build_profile, build_profiles
from passgenau.profile.inputs import ProfileInput
from passgenau.profile.result import Profile, ProfileLine
from tests.profile.county import CURRENT, DEFINITIONS, IDS, REGISTER, county_of, definition, inputs, table, with_cell


def line(profile: Profile, indicator: str) -> ProfileLine:
    """Return one line of a profile."""
    return next(one for one in profile.lines if one.indicator_id == indicator)


def test_a_value_stands_beside_county_and_municipality() -> None:
    found = line(build_profile(inputs(), "001"), "leistung")
    assert found.value == 0.4
    assert found.county_value == pytest.approx(sum(CURRENT.numerator[:, 0]) / 6000)
    assert found.municipality_value == pytest.approx(sum(CURRENT.numerator[:6, 0]) / 3000)
    assert (found.reference, found.n) == ("county", 500)


def test_the_distance_is_counted_in_standard_deviations_of_the_areas() -> None:
    found = line(build_profile(inputs(), "001"), "leistung")
    assert found.county_value is not None
    assert found.deviation == pytest.approx((0.4 - found.county_value) / CURRENT.value[:, 0].std())


def test_the_interval_contains_the_value() -> None:
    for profile in build_profiles(inputs()).values():
        for one in profile.lines:
            if one.lower is not None:
                assert one.upper is not None
                assert one.value is not None
                assert one.lower <= one.value <= one.upper


def test_an_interval_that_contains_the_county_is_not_distinguishable() -> None:
    found = line(build_profile(inputs(), "002"), "leistung")
    assert found.lower is not None
    assert found.upper is not None
    assert found.county_value is not None
    assert found.lower <= found.county_value <= found.upper
    assert (found.distinguishable, found.words, found.judgement) == (False, "nicht unterscheidbar", "indistinct")


@pytest.mark.parametrize(
    ("area", "indicator", "words", "judgement"),
    [
        ("001", "leistung", "weit höher", "less_favourable"),
        ("001", "kita", "weit niedriger", "less_favourable"),
        ("012", "leistung", "etwas niedriger", "more_favourable"),
        ("001", "herkunft", "weit höher", "different"),
        ("010", "herkunft", "etwas niedriger", "different"),
    ],
)
def test_higher_and_lower_follow_the_value_and_the_judgement_follows_the_direction(
    area: str, indicator: str, words: str, judgement: str
) -> None:
    found = line(build_profile(inputs(), area), indicator)
    assert (found.words, found.judgement) == (words, judgement)


def test_a_complete_stock_has_no_interval_but_can_be_told_apart() -> None:
    found = line(build_profile(inputs(), "001"), "jung")
    assert (found.lower, found.upper, found.distinguishable) == (None, None, True)


def test_a_complete_stock_that_is_shown_as_no_difference_is_none() -> None:
    flat = table({"jung": [100.0] * 10 + [90.0, 110.0]})
    found = line(build_profile(inputs(flat), "001"), "jung")
    assert (found.deviation, found.distinguishable) == (0.0, False)


def test_a_rate_above_one_is_shown_and_named_untested() -> None:
    counts = CURRENT.numerator[:, 1].tolist()
    figures = table({"kita": [*counts[:11], 510.0]})
    found = line(build_profile(inputs(figures), "012"), "kita")
    assert (found.lower, found.distinguishable, found.judgement) == (None, None, "none")
    assert found.words.endswith(", ungeprüft")


def test_a_value_without_counts_is_shown_and_named_untested() -> None:
    nothing = np.full(CURRENT.value.shape, np.nan)
    bare = replace(CURRENT, numerator=nothing, denominator=nothing)
    profile = build_profile(inputs(bare, county=county_of(CURRENT)), "001")
    assert {one.words.endswith(", ungeprüft") for one in profile.lines} == {True}
    assert (profile.weaknesses, profile.potentials) == ((), ())
    assert profile.answer.bold == "Zu wenige Werte lassen sich hier prüfen, um etwas über Lasten zu sagen."


def test_tags_say_what_a_figure_is() -> None:
    modelled = DEFINITIONS | {"hilfen": definition("hilfen", noise="none", modelled=True)}
    figures = with_cell(with_cell(CURRENT, "001", "leistung", "estimated"), "001", "kita", "provisional")
    profile = build_profile(inputs(figures, definitions=modelled), "001")
    tags = {one.indicator_id: one.tags for one in profile.lines}
    assert tags == {
        "leistung": ("geschätzt",),
        "kita": ("vorläufig",),
        "hilfen": ("geschätzt",),
        "herkunft": ("beschreibt",),
        "jung": ("beschreibt",),
    }


def test_n_is_shown_only_where_the_denominator_is_not_the_population() -> None:
    whole = table({"leistung": [200.0] * 11 + [10.0]}, of=1000.0)
    assert line(build_profile(inputs(whole), "001"), "leistung").n is None


@pytest.mark.parametrize("status", ["suppressed", "missing", "not_applicable"])
def test_a_value_that_is_not_there_leaves_no_trace(status: str) -> None:
    figures = with_cell(CURRENT, "001", "leistung", status)
    before = tuple(table({"leistung": [100.0 + year] * 12}, period=str(year)) for year in range(2018, 2025))
    found = line(build_profile(inputs(figures, earlier=before), "001"), "leistung")
    assert found.status == status
    empty = (found.value, found.municipality_value, found.lower, found.upper, found.deviation, found.distinguishable)
    assert empty == (None,) * 6
    assert (found.n, found.judgement, found.words) == (None, "none", "ohne Angabe")
    assert (found.trend.periods, found.trend.values, found.trend.word) == ((), (), "ohne Angabe")
    assert found.county_value is not None


def test_a_hidden_value_is_no_strength_and_no_weakness() -> None:
    figures = with_cell(CURRENT, "001", "leistung", "suppressed")
    profile = build_profile(inputs(figures), "001")
    assert "leistung" not in {one.indicator_id for one in (*profile.weaknesses, *profile.strengths)}


def test_the_trend_joins_the_periods_in_order_of_time_with_gaps() -> None:
    years = {
        str(year): table({"leistung": [100.0 + 20 * (year - 2020)] * 12}, period=str(year))
        for year in range(2020, 2025)
    }
    hidden = with_cell(years["2022"], "001", "leistung", "suppressed")
    earlier = (years["2024"], hidden, years["2020"], years["2021"], years["2023"])
    found = line(build_profile(inputs(earlier=earlier), "001"), "leistung").trend
    assert found.periods == ("2020", "2021", "2022", "2023", "2024", "2025")
    assert found.values == (0.2, 0.24, None, 0.32, 0.36, 0.4)
    assert found.word == "steigt"


def test_the_same_period_twice_counts_once() -> None:
    found = line(build_profile(inputs(earlier=(CURRENT, CURRENT)), "001"), "leistung").trend
    assert (found.periods, found.word) == (("2025",), "zu kurz")


def test_without_a_county_value_the_mean_of_the_areas_is_the_reference_and_says_so() -> None:
    complete = inputs()
    found = line(build_profile(inputs(county=complete.county.columns(["kita"])), "001"), "leistung")
    assert (found.county_value, found.reference) == (None, "areas")
    assert found.reference_value == pytest.approx(CURRENT.value[:, 0].mean())


def test_weaknesses_are_marked_distinguishable_and_sorted_by_distance() -> None:
    profile = build_profile(inputs(), "001")
    assert [one.indicator_id for one in profile.weaknesses] == ["hilfen", "leistung", "kita"]
    assert profile.weaknesses[1].text == "Leistung: weit höher als im Kreis"
    assert profile.strengths == ()


def test_more_places_in_day_care_are_a_strength() -> None:
    counts = [300.0] * 10 + [150.0, 380.0]
    profile = build_profile(inputs(table({"kita": counts})), "012")
    assert [one.text for one in profile.strengths] == ["Kita: deutlich höher als im Kreis"]


def test_a_young_population_is_noted_as_a_potential_and_never_as_a_burden() -> None:
    profile = build_profile(inputs(), "001")
    assert [one.text for one in profile.potentials] == ["Junge Bevölkerung: Anteil weit höher als im Kreis"]
    assert "jung" not in {one.indicator_id for one in profile.weaknesses}
    assert build_profile(inputs(), "006").potentials == ()


def test_a_domain_gives_at_most_two_statements_and_all_together_at_most_four() -> None:
    counts = [200.0, *([50.0] * 11)]
    many = {f"i{number}": definition(f"i{number}", domain=f"d{number // 3}") for number in range(9)}
    figures = table(dict.fromkeys(many, counts))
    without_index = ProfileInput(current=figures, county=county_of(figures), definitions=many, register=REGISTER)
    profile = build_profile(without_index, "001")
    domains = [many[one.indicator_id].domain for one in profile.weaknesses]
    assert len(domains) == 4
    assert max(domains.count(domain) for domain in domains) == 2


@given(st.sampled_from(IDS))
def test_one_profile_equals_its_part_of_all_profiles(area: str) -> None:
    complete = inputs()
    assert build_profile(complete, area) == build_profiles(complete)[area]


def test_it_refuses_an_area_without_figures() -> None:
    with pytest.raises(PassgenauError, match="999"):
        build_profile(inputs(), "999")


def test_it_refuses_indicators_nobody_defined() -> None:
    with pytest.raises(PassgenauError, match="kita"):
        inputs(definitions={key: value for key, value in DEFINITIONS.items() if key != "kita"})
