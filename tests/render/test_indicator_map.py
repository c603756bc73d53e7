"""The map of one indicator judges need, only describes context, and never betrays a hidden figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from passgenau.common.numbers_de import share
from passgenau.data.status import ValueStatus
from passgenau.render.geometry import AreaShape, MapGeometry
from passgenau.render.indicator_map import IndicatorArea, IndicatorScale, draw_indicator_map, indicator_areas
from passgenau.render.legend import legend
from passgenau.render.palette import BLUE, BROWN, FILLS, MapClass
from tests.render.drawn import TEXT, all_svgs, every, fills, links, numbers

NEED = IndicatorScale(county=0.1, spread=0.02, cuts=(-1.0, -0.5, 0.5, 1.5), direction=1, context=False)
CONTEXT = replace(NEED, context=True)


def figures(geometry: MapGeometry) -> list[IndicatorArea]:
    return [_figure(shape, 0.06 + 0.001 * place) for place, shape in enumerate(geometry.shapes)]


def _figure(shape: AreaShape, value: float) -> IndicatorArea:
    return IndicatorArea(shape.area_id, shape.name, ValueStatus.VALUE, value, share(value), "/x/")


def page(geometry: MapGeometry, found: list[IndicatorArea], scale: IndicatorScale) -> str:
    drawn = draw_indicator_map(geometry, found, scale=scale, text=TEXT, prefix="karte", shown_width=700)
    samples = "".join(f"{entry.word}{entry.count}{entry.swatch}" for entry in legend(indicator_areas(found, scale)))
    return "".join(all_svgs(drawn)) + samples


@pytest.mark.parametrize("scale", [NEED, CONTEXT])
def test_a_hidden_value_changes_no_byte(geometry: MapGeometry, scale: IndicatorScale) -> None:
    found = figures(geometry)
    pages = set()
    for value, shown in [(0.0, "0,0 %"), (0.4711, "47,1 %"), (None, "")]:
        found[5] = replace(found[5], status=ValueStatus.SUPPRESSED, value=value, shown=shown)
        pages.add(page(geometry, found, scale))
    assert len(pages) == 1
    assert "47,1" not in pages.pop()


def test_states_are_said_in_words_and_drawn_apart(geometry: MapGeometry) -> None:
    found = figures(geometry)
    states = (ValueStatus.SUPPRESSED, ValueStatus.MISSING, ValueStatus.NOT_APPLICABLE)
    found[:3] = [replace(figure, status=state, value=None) for figure, state in zip(found, states, strict=False)]
    areas = indicator_areas(found, NEED)
    assert [area.klass for area in areas[:3]] == [MapClass.HIDDEN, MapClass.MISSING, MapClass.EXCLUDED]
    assert [area.label for area in areas[:3]] == [
        f"{found[0].name}: geheim, Fallzahl zu klein",
        f"{found[1].name}: fehlt, nicht geliefert",
        f"{found[2].name}: entfällt",
    ]


def test_a_true_zero_and_an_estimate_are_values_like_any_other(geometry: MapGeometry) -> None:
    found = figures(geometry)
    found[0] = replace(found[0], value=0.0, shown=share(0.0))
    found[1] = replace(found[1], value=0.2, shown="20,0 %", status=ValueStatus.ESTIMATED)
    areas = indicator_areas(found, NEED)
    assert (areas[0].klass, areas[1].klass) == (MapClass.MUCH_LESS, MapClass.MUCH_MORE)
    assert areas[0].label.endswith("0,0\u00a0%, deutlich geringer belastet")


def test_context_is_never_brown_or_blue_and_never_called_burden(geometry: MapGeometry) -> None:
    svg = page(geometry, figures(geometry), CONTEXT)
    coloured = {fill.colour for klass, fill in FILLS.items() if "context" not in klass and fill.colour != "#FFFFFF"}
    drawn = draw_indicator_map(geometry, figures(geometry), scale=CONTEXT, text=TEXT, prefix="k", shown_width=700)
    assert not fills(drawn.svg) & (coloured | {BROWN, BLUE})
    assert "pattern" not in drawn.svg
    assert "belastet" not in svg


def test_a_single_indicator_ranks_nobody(geometry: MapGeometry) -> None:
    drawn = draw_indicator_map(geometry, figures(geometry), scale=NEED, text=TEXT, prefix="k", shown_width=700)
    assert numbers(drawn.svg) == []
    assert len(links(drawn.svg)) == len(geometry.shapes)
    assert not [group for group in every(drawn.svg, "g") if group.get("class") == "map-first"]
