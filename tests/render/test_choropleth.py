"""A drawn map is plain XML, complete, readable at its size, and reached by keyboard in the order of the ranks."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from passgenau.data.areas import Area, AreaRegister
from passgenau.render.choropleth import draw_map
from passgenau.render.geometry import MapGeometry, prepare_map
from passgenau.render.map_area import MapArea
from passgenau.render.palette import MapClass
from tests.render.drawn import TEXT, all_svgs, every, links, numbers, ranked_areas, simple_map, tree
from tests.render.tessellation import LEVEL, PARENT_NAMES, invented_register

WIDTHS = (288, 358, 464, 700, 1000)


@pytest.mark.parametrize("width", WIDTHS)
def test_it_carries_no_style_no_script_and_no_german_number(geometry: MapGeometry, width: int) -> None:
    for svg in all_svgs(simple_map(geometry, width=width)):
        for element in tree(svg).iter():
            assert element.tag.split("}")[1] not in {"style", "script", "foreignObject"}
            assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
            for name, value in element.attrib.items():
                if name not in {"aria-label", "class"}:
                    assert not re.search(r"\d,\d", value), (name, value)


def test_every_id_is_unique_on_a_page_and_every_reference_hits(geometry: MapGeometry) -> None:
    drawings = [simple_map(geometry, prefix="breit"), simple_map(geometry, width=358, prefix="schmal")]
    svgs = [svg for drawing in drawings for svg in all_svgs(drawing)]
    ids = [element.get("id") for svg in svgs for element in tree(svg).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    wanted = set(re.findall(r'(?:href="#|url\(#)([^")]+)', "".join(svgs)))
    assert wanted <= set(ids)


def test_the_tab_key_follows_the_ranks_and_reaches_every_area(geometry: MapGeometry) -> None:
    order = np.random.default_rng(4).permutation(len(geometry.shapes))
    areas = ranked_areas(geometry, order.tolist())
    shuffled = [areas[place] for place in np.random.default_rng(5).permutation(len(areas))]
    drawn = draw_map(geometry, shuffled, text=TEXT, prefix="karte", shown_width=700, first=9)
    assert [link.get("href") for link in links(drawn.svg)] == [area.href for area in areas]
    assert [link.get("aria-label") for link in links(drawn.svg)] == [area.label for area in areas]
    assert [link[0].text for link in links(drawn.svg)] == [area.label for area in areas]


def test_an_area_without_a_figure_is_there_as_missing(geometry: MapGeometry) -> None:
    areas = ranked_areas(geometry)
    drawn = draw_map(geometry, areas[:-1], text=TEXT, prefix="karte", shown_width=700)
    uses = [use for use in every(drawn.svg, "use") if re.fullmatch(r"#karte-\d+", use.get("href", ""))]
    assert {use.get("href") for use in uses} == {f"#karte-{place}" for place in range(len(geometry.shapes))}
    assert f"{geometry.shapes[-1].name}: keine Angabe" in drawn.svg
    dashed = [group for group in every(drawn.svg, "g") if group.get("class") == "map-missing"]
    assert len(dashed) == 1


def test_an_area_without_geometry_is_reported(geometry: MapGeometry) -> None:
    stranger = MapArea("gibt-es-nicht", MapClass.MORE, "Fremd", rank=1)
    drawn = draw_map(geometry, [*ranked_areas(geometry), stranger], text=TEXT, prefix="karte", shown_width=700)
    assert drawn.undrawn == ("gibt-es-nicht",)


@pytest.mark.parametrize("state", [MapClass.HIDDEN, MapClass.EXCLUDED, MapClass.MISSING])
def test_the_rank_of_an_area_without_a_value_leaves_no_trace(geometry: MapGeometry, state: MapClass) -> None:
    def drawn(rank: int) -> str:
        areas = ranked_areas(geometry)
        areas[3] = replace(areas[3], klass=state, label="Ort 3: ohne Wert", rank=rank)
        return "".join(all_svgs(draw_map(geometry, areas, text=TEXT, prefix="k", shown_width=464, first=9)))

    assert drawn(4) == drawn(70)
    assert 4 not in numbers(drawn(4).split("</svg>")[0] + "</svg>")


def test_areas_that_tie_across_the_cut_all_have_their_number(geometry: MapGeometry) -> None:
    areas = ranked_areas(geometry)
    areas[9] = replace(areas[9], rank=9)
    drawn = draw_map(geometry, areas, text=TEXT, prefix="karte", shown_width=1000, first=9)
    found = sorted(number for svg in all_svgs(drawn) for number in numbers(svg))
    assert found == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(WIDTHS), st.integers(1, 20))
def test_no_number_is_ever_dropped_and_none_is_drawn_twice(seed: int, width: int, first: int) -> None:
    geometry = prepare_map(invented_register(60, seed=seed % 5), LEVEL)
    order = np.random.default_rng(seed).permutation(60).tolist()
    areas = ranked_areas(geometry, order)
    drawn = draw_map(geometry, areas, text=TEXT, prefix="karte", shown_width=width, first=first)
    found = sorted(number for svg in all_svgs(drawn) for number in numbers(svg))
    assert found == list(range(1, first + 1))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(WIDTHS))
def test_discs_on_the_map_itself_never_touch(seed: int, width: int) -> None:
    geometry = prepare_map(invented_register(60, seed=seed % 5), LEVEL)
    order = np.random.default_rng(seed).permutation(60).tolist()
    areas = ranked_areas(geometry, order)
    drawn = draw_map(geometry, areas, text=TEXT, prefix="karte", shown_width=width, first=9)
    circles = [c for c in every(drawn.svg, "circle") if c.get("class") == "map-disc"]
    discs = [shapely.Point(float(c.get("cx", "")), float(c.get("cy", ""))) for c in circles]
    radius = max((float(c.get("r", "")) for c in circles), default=0)
    assert all(a.distance(b) > 2 * radius for n, a in enumerate(discs) for b in discs[n + 1 :])


def test_a_wide_map_of_scattered_areas_needs_no_inset(geometry: MapGeometry) -> None:
    far = sorted(range(len(geometry.shapes)), key=lambda place: -geometry.shapes[place].room)
    spread = draw_map(geometry, ranked_areas(geometry, far), text=TEXT, prefix="k", shown_width=1000, first=4)
    assert spread.insets == ()


def test_the_crowded_part_is_framed_and_drawn_again(geometry: MapGeometry) -> None:
    middle = (geometry.width / 2, geometry.height / 2)
    order = sorted(
        range(len(geometry.shapes)),
        key=lambda place: np.hypot(geometry.shapes[place].x - middle[0], geometry.shapes[place].y - middle[1]),
    )
    drawn = draw_map(geometry, ranked_areas(geometry, order), text=TEXT, prefix="k", shown_width=358, first=9)
    assert [inset.caption for inset in drawn.insets] == [f"Ausschnitt {PARENT_NAMES[0]} (Rahmen)"]
    assert len([rect for rect in every(drawn.svg, "rect") if rect.get("class") == "map-frame"]) == 1
    assert sorted(numbers(drawn.insets[0].svg)) == list(range(1, 10))
    assert numbers(drawn.svg) == []


def test_an_inset_is_silent_and_out_of_the_tab_order(geometry: MapGeometry) -> None:
    for inset in simple_map(geometry, width=288, first=20).insets:
        assert tree(inset.svg).get("aria-hidden") == "true"
        assert {link.get("tabindex") for link in links(inset.svg)} == {"-1"}


@pytest.mark.parametrize("width", WIDTHS)
def test_text_is_at_least_13_pixels_and_discs_at_least_10_as_shown(geometry: MapGeometry, width: int) -> None:
    for svg in all_svgs(simple_map(geometry, width=width)):
        root = tree(svg)
        pixels = float(root.get("width", "")) / float(root.get("viewBox", "").split()[2])
        sizes = [float(e.get("font-size", "")) * pixels for e in root.iter() if e.get("font-size")]
        radii = [float(c.get("r", "")) * pixels for c in every(svg, "circle") if c.get("class") == "map-disc"]
        assert min([*sizes, 99]) >= 12.99
        assert min([*radii, 99]) >= 9.9


def test_names_of_municipalities_cover_no_number_and_not_each_other(geometry: MapGeometry) -> None:
    drawn = simple_map(geometry, width=700)
    group = next(g for g in every(drawn.svg, "g") if g.get("class") == "map-names")
    size = float(group.get("font-size", ""))
    boxes = []
    for text in group:
        x, y, half = float(text.get("x", "")), float(text.get("y", "")), 0.25 * size * len(text.text or "")
        boxes.append(shapely.box(x - half, y - 0.7 * size, x + half, y))
    discs = [
        shapely.Point(float(c.get("cx", "")), float(c.get("cy", ""))).buffer(float(c.get("r", "")))
        for c in every(drawn.svg, "circle")
        if c.get("class") == "map-disc"
    ]
    assert len(boxes) == len(PARENT_NAMES)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in [*boxes[n + 1 :], *discs])


def test_it_is_a_group_with_title_and_description_so_that_links_are_heard(geometry: MapGeometry) -> None:
    root = tree(simple_map(geometry).svg)
    named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert root.get("role") == "group"
    assert named[root.get("aria-labelledby")] == TEXT.title
    assert named[root.get("aria-describedby")] == TEXT.description


def test_names_with_markup_are_shown_as_names() -> None:
    evil = '"><script>alert(1)</script> & <Söhne>'
    areas = (Area("1", evil, LEVEL, "p", 1.0, shapely.box(0, 0, 9, 9)), Area("2", "B", LEVEL, "q", 1.0, shapely.box(9, 0, 18, 9)))  # fmt: skip  # noqa: E501
    geometry = prepare_map(AreaRegister("r", (*areas, Area("p", evil, "K"), Area("q", "Q", "K"))), LEVEL)
    drawn = draw_map(geometry, [MapArea("2", MapClass.MORE, evil, f"/{evil}/", 1)], text=replace(TEXT, title=evil), prefix="k", shown_width=700, first=1)  # fmt: skip  # noqa: E501
    assert "<script" not in drawn.svg
    assert links(drawn.svg)[0].get("aria-label") == evil
    assert tree(drawn.svg)[0].text == evil


def test_81_areas_weigh_at_most_60_kilobytes_and_a_second_size_borrows_the_paths(geometry: MapGeometry) -> None:
    areas = [replace(area, label=area.label + ", deutlich geringer belastet als der Kreis") for area in ranked_areas(geometry)]  # fmt: skip  # noqa: E501
    wide = draw_map(geometry, areas, text=TEXT, prefix="breit", shown_width=700, first=9)
    narrow = draw_map(geometry, areas, text=TEXT, prefix="schmal", shown_width=358, first=9, shapes_of="breit")
    assert len(wide.svg.encode()) <= 60_000
    assert not [path for path in every(narrow.svg, "path") if path.get("id")]
    assert "#breit-0" in narrow.svg


def test_areas_of_one_class_share_one_pattern_and_unused_patterns_are_left_out(geometry: MapGeometry) -> None:
    patterns = {pattern.get("id") for pattern in every(simple_map(geometry).svg, "pattern")}
    assert patterns == {"karte-less", "karte-much-less"}
