"""Charts keep their sizes, say the same in any browser, and show gaps, arrows and empty fields as such."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passgenau.common.numbers_de import share
from passgenau.render.charts import (
    Deviation,
    DomainWeight,
    Judgement,
    RankAxis,
    RankSpan,
    Series,
    common_scale,
    deviation_plot,
    domain_strip,
    hidden_field,
    missing_field,
    rank_axis,
    rank_interval,
    share_bar,
    sparkline,
    time_series,
    weight_bars,
)
from passgenau.render.charts.axis_ticks import axis_ticks
from passgenau.render.palette import BLUE, BROWN, INK, MUTED, PAPER
from tests.render.drawn import every, fills, tree

AXIS = RankAxis(1, 30, 9)
PERIODS = ("2020", "2021", "2022", "2023", "2024", "2025")


def by_class(svg: str, name: str) -> list:
    return [element for element in tree(svg).iter() if name in (element.get("class") or "").split()]


def size(svg: str) -> tuple[float, float]:
    return float(tree(svg).get("width", "")), float(tree(svg).get("height", ""))


SAMPLES = {
    "rank": (rank_interval(RankSpan(3, 1, 5), AXIS), (276, 20)),
    "deviation": (deviation_plot(Deviation(1.2, 0.4, 2.1, Judgement.UNFAVOURABLE)), (220, 28)),
    "hidden": (hidden_field(), (220, 28)),
    "missing": (missing_field(), (220, 28)),
    "strip": (domain_strip([1, -1, 0.3], 0.3, scale=(-1, 1), judgement=Judgement.INDISTINCT), (360, 32)),
    "sparkline": (sparkline([1, 2, None, 3, 4, 5]), (96, 28)),
    "bar": (share_bar(1 / 3), (400, 10)),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_chart_has_its_size_and_is_plain_svg(name: str) -> None:
    svg, expected = SAMPLES[name]
    assert size(svg) == expected
    assert "style" not in svg
    assert not re.search(r'(?<!aria-label)="[^"]*\d,\d', svg)
    assert not [element for element in tree(svg).iter() if element.get("id")]


@pytest.mark.parametrize(("rank", "x"), [(1, 4), (30, 272), (15.5, 138)])
def test_the_rank_axis_is_linear(rank: float, x: float) -> None:
    assert AXIS.at(rank) == pytest.approx(x)


def test_a_band_that_leaves_the_axis_ends_in_an_arrow() -> None:
    inside = rank_interval(RankSpan(20, 12, 30), AXIS)
    outside = rank_interval(RankSpan(28, 21, 44), AXIS)
    assert [element.tag[-4:] for element in by_class(inside, "chart-band")] == ["rect"]
    assert [element.tag[-4:] for element in by_class(outside, "chart-band")] == ["rect", "path"]
    assert by_class(outside, "chart-band")[1].get("d", "").startswith("M276 ")


def test_a_rank_beyond_the_axis_has_an_arrow_and_no_tick() -> None:
    beyond = rank_interval(RankSpan(60, 45, 70), AXIS)
    assert not by_class(beyond, "chart-ink")
    assert [element.tag[-4:] for element in by_class(beyond, "chart-band")] == ["path"]


def test_a_rank_without_a_robustness_run_has_a_tick_and_no_band() -> None:
    svg = rank_interval(RankSpan(4), AXIS)
    assert len(by_class(svg, "chart-ink")) == 1
    assert not by_class(svg, "chart-band")


def test_the_cut_stands_between_two_ranks() -> None:
    cut = by_class(rank_interval(RankSpan(4), AXIS), "chart-cut")[0]
    assert cut.get("d") == f"M{AXIS.at(9.5):.1f} 0V20"
    assert not by_class(rank_interval(RankSpan(4), RankAxis(1, 30)), "chart-cut")
    assert not by_class(rank_interval(RankSpan(25), RankAxis(21, 81, 9)), "chart-cut")


@pytest.mark.parametrize(
    ("axis", "labels"),
    [
        (AXIS, ["1", "9", "20", "30"]),
        (RankAxis(1, 81, 9), ["1", "9", "20", "40", "60", "81"]),
        (RankAxis(1, 2), ["1", "2"]),
    ],
)
def test_the_axis_names_its_ends_the_cut_and_tens(axis: RankAxis, labels: list[str]) -> None:
    assert [text.text for text in every(rank_axis(axis), "text")] == labels


@pytest.mark.parametrize(
    ("judgement", "colour"),
    [
        (Judgement.UNFAVOURABLE, BROWN),
        (Judgement.FAVOURABLE, BLUE),
        (Judgement.DIFFERENT, INK),
        (Judgement.INDISTINCT, PAPER),
    ],
)
def test_the_colour_follows_the_judgement_and_the_position_the_value(judgement: Judgement, colour: str) -> None:
    low = every(deviation_plot(Deviation(-2, -3, -1, judgement)), "circle")[0]
    high = every(deviation_plot(Deviation(2, 1, 3, judgement)), "circle")[0]
    assert {low.get("fill"), high.get("fill")} == {colour}
    assert float(low.get("cx", "")) < 110 < float(high.get("cx", ""))
    assert low.get("r") == ("5" if judgement is Judgement.INDISTINCT else "6")


def test_what_lies_beyond_four_spreads_ends_in_arrows_inside_the_plot() -> None:
    svg = deviation_plot(Deviation(5.5, 3, 9, Judgement.UNFAVOURABLE))
    dots = by_class(svg, "chart-dot")
    assert [element.tag.split("}")[1] for element in dots] == ["circle", "path"]
    assert float(dots[0].get("cx", "")) + 6 <= 220
    whisker = by_class(svg, "chart-whisker")[0].get("d", "")
    assert max(float(x) for x in re.findall(r"[MLH]([\d.]+)", whisker)) <= 220
    assert "v8" in whisker.split("L")[0]


def test_a_value_without_an_interval_has_no_whisker() -> None:
    assert not by_class(deviation_plot(Deviation(1, None, None, Judgement.DIFFERENT)), "chart-whisker")


def test_the_hidden_field_takes_no_value_and_the_fields_look_different() -> None:
    assert "Fallzahl zu klein" in hidden_field()
    assert "nicht geliefert" in missing_field()
    assert "stroke-dasharray" not in hidden_field()
    assert "stroke-dasharray" in missing_field()
    hatch = by_class(hidden_field(), "chart-hatch")[0].get("d", "")
    assert all(0 <= float(x) <= 220 for x in re.findall(r"[ML](\d+)", hatch))


def test_a_strip_has_a_tick_for_every_area_with_a_value_on_a_common_scale() -> None:
    domains = [[-1.0, None, 2.0], [0.5, 0.5, 3.0]]
    scale = common_scale(domains)
    svg = domain_strip(domains[0], 2.0, scale=scale, judgement=Judgement.UNFAVOURABLE)
    assert scale == (-1.0, 3.0)
    assert by_class(svg, "chart-ticks")[0].get("d", "").count("M") == 2
    assert by_class(svg, "chart-ring")[0].get("r") == "9"
    assert by_class(svg, "chart-dot")[0].get("fill") == BROWN


def test_a_strip_without_an_own_value_has_no_dot() -> None:
    assert not by_class(domain_strip([1.0], None, scale=(-1, 1), judgement=Judgement.DIFFERENT), "chart-dot")


@pytest.mark.parametrize("domains", [[], [[]], [[0.0, 0.0]], [[None]]])
def test_a_scale_without_values_still_has_a_length(domains: list[list[float | None]]) -> None:
    low, high = common_scale(domains)
    assert low < 0 < high


def heights(svg: str) -> list[float]:
    path = by_class(svg, "chart-course")[0].get("d", "")
    return [float(y) for y in re.findall(r" ([\d.]+)", path)]


def test_a_sparkline_breaks_where_a_period_is_missing() -> None:
    svg = sparkline([1, 2, None, 3, 4, 5])
    assert by_class(svg, "chart-course")[0].get("d", "").count("M") == 2
    assert len(heights(svg)) == 5


def test_a_single_period_between_gaps_is_a_dot() -> None:
    svg = sparkline([1, None, 2, None, 3, 4])
    assert len(by_class(svg, "chart-dot")) == 2


def test_a_sparkline_marks_the_last_period_only_if_it_has_a_value() -> None:
    assert len(by_class(sparkline([1, 2, 3]), "chart-end")) == 1
    assert not by_class(sparkline([1, 2, None]), "chart-end")


@pytest.mark.parametrize("values", [[], [None, None], [None, 3, None]])
def test_there_is_no_sparkline_of_fewer_than_two_values(values: list[float | None]) -> None:
    assert sparkline(values) == ""


def test_noise_looks_flat_and_change_uses_the_height() -> None:
    noise = heights(sparkline([100, 101, 100, 101]))
    change = heights(sparkline([100, 140, 100, 140]))
    assert max(noise) - min(noise) == pytest.approx((28 - 10) / 12, abs=0.2)
    assert max(change) - min(change) == pytest.approx(18, abs=0.2)


@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=2, max_size=8))
def test_a_sparkline_stays_inside_its_box(values: list[float | None]) -> None:
    svg = sparkline(values)
    if svg:
        points = [float(n) for p in every(svg, "path") for n in re.findall(r"-?[\d.]+", p.get("d", ""))]
        assert all(0 <= x <= 96 for x in points[::2])
        assert all(0 <= y <= 28 for y in points[1::2])


def test_implied_weights_are_bars_on_one_scale() -> None:
    bars = weight_bars([DomainWeight("Arbeit", 10 / 30, "10 von 30"), DomainWeight("Pflege", 5 / 30, "5 von 30")])
    widths = [float(every(bar.svg, "rect")[0].get("width", "")) for bar in bars]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.02)
    assert [bar.words for bar in bars] == ["10 von 30", "5 von 30"]
    assert fills(bars[0].svg) == {MUTED}


@pytest.mark.parametrize("look", ["plain", "outlined", "hatched"])
def test_a_bar_of_nothing_is_empty_and_a_trace_is_visible(look: str) -> None:
    assert not every(share_bar(0, look=look), "rect")
    assert float(every(share_bar(0.0001, look=look), "rect")[0].get("width", "")) > 0


def test_it_refuses_a_bar_that_is_no_part() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        share_bar(1.2)


SENTENCE = "Der Anteil steigt von 18 auf 23 %."
LINES = (
    Series(
        "Ort <A>",
        "area",
        values=(0.18, 0.19, None, 0.2, 0.22, 0.23),
        low=(0.16, 0.17, None, 0.18, 0.2, 0.21),
        high=(0.2, 0.21, None, 0.22, 0.24, 0.25),
    ),
    Series("Kreis", "county", (0.22, 0.221, 0.223, 0.224, 0.226, 0.227)),
)


def course(gaps: dict[int, str] | None = None) -> str:
    return time_series(LINES, PERIODS, shown=lambda v: share(v, decimals=0), sentence=SENTENCE, gaps=gaps)


def test_a_time_series_has_labels_in_german_and_gaps_with_their_reason() -> None:
    svg = course(gaps={2: "geheim"})
    texts = [text.text for text in every(svg, "text")]
    assert set(PERIODS) <= set(texts)
    assert "20\u00a0%" in texts
    assert {"Ort <A>", "Kreis", "geheim"} <= set(texts)
    assert by_class(svg, "chart-area")[0].get("d", "").count("M") == 2
    assert by_class(svg, "chart-band")[0].get("d", "").count("z") == 2
    assert tree(svg).get("aria-label") == SENTENCE


def test_lines_differ_by_more_than_colour_and_names_do_not_overlap() -> None:
    svg = course()
    dashes = {by_class(svg, f"chart-{role}")[0].get("stroke-dasharray") for role in ("area", "county")}
    assert len(dashes) == 2
    ends = [float(t.get("y", "")) for t in every(svg, "text") if t.text in {"Ort <A>", "Kreis"}]
    assert abs(ends[0] - ends[1]) >= 16.9


def test_text_in_charts_is_at_least_13_pixels() -> None:
    for svg in (course(gaps={2: "geheim"}), rank_axis(AXIS), hidden_field(), missing_field()):
        assert min(float(text.get("font-size", "")) for text in every(svg, "text")) >= 13


def test_on_a_phone_period_labels_are_thinned_but_the_last_stays() -> None:
    seasons = tuple(f"{year}/{(year + 1) % 100:02d}" for year in range(2016, 2026))
    svg = time_series([Series("Kreis", "county", tuple(range(10)))], seasons, shown=str, sentence="x", width=320)
    shown = [text.text for text in every(svg, "text") if text.text in seasons]
    assert "2025/26" in shown
    assert len(shown) < 10


def test_a_time_series_without_any_value_draws_nothing() -> None:
    assert time_series([Series("A", "area", (None, None))], ("2024", "2025"), shown=str, sentence="x") == ""


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.sampled_from([1e-4, 1.0, 1e3]))
def test_axis_numbers_are_round_even_and_enclose_the_values(start: int, length: int, unit: float) -> None:
    low, high = start * unit, (start + length) * unit
    ticks = axis_ticks(low, high)
    least = 1e-6 * max(1.0, abs(low), abs(high))
    steps = [after - before for before, after in pairwise(ticks)]
    assert ticks[0] <= low + least
    assert ticks[-1] >= high - least
    assert 1 <= len(steps) <= 7
    assert max(steps) - min(steps) <= least
