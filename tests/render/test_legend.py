"""The legend names what is on the map, no more, highest need first, with counts."""

from __future__ import annotations

from dataclasses import replace

from passgenau.render.geometry import MapGeometry
from passgenau.render.legend import legend
from passgenau.render.palette import MapClass
from tests.render.drawn import every, ranked_areas, tree


def test_it_lists_the_classes_present_with_counts_highest_need_first(geometry: MapGeometry) -> None:
    entries = legend(ranked_areas(geometry))
    assert [entry.klass for entry in entries] == [
        MapClass.MUCH_MORE,
        MapClass.MORE,
        MapClass.NEAR,
        MapClass.LESS,
        MapClass.MUCH_LESS,
    ]
    assert sum(entry.count or 0 for entry in entries) == len(geometry.shapes)


def test_states_come_last_and_only_when_present(geometry: MapGeometry) -> None:
    areas = ranked_areas(geometry)
    areas[0] = replace(areas[0], klass=MapClass.MISSING)
    areas[1] = replace(areas[1], klass=MapClass.HIDDEN)
    assert [entry.word for entry in legend(areas)][-2:] == ["geheim", "fehlt"]
    assert "fehlt" not in [entry.word for entry in legend(areas[1:])]


def test_the_words_of_the_definition_outrank_ours(geometry: MapGeometry) -> None:
    entries = legend(ranked_areas(geometry), {MapClass.MUCH_MORE: "sehr niedriger Status"})
    assert entries[0].word == "sehr niedriger Status"
    assert entries[1].word == "höher belastet"


def test_the_first_k_have_a_line_only_if_one_of_them_is_drawn(geometry: MapGeometry) -> None:
    areas = ranked_areas(geometry)
    assert legend(areas, first=9, first_word="eine der ersten neun, mit Rang")[-1].count is None
    assert len(legend(areas, first=0, first_word="x")) == 5
    hidden = [replace(area, klass=MapClass.HIDDEN) for area in areas]
    assert [entry.word for entry in legend(hidden, first=9, first_word="x")] == ["geheim"]


def test_samples_need_no_ids_and_stay_inside_their_box(geometry: MapGeometry) -> None:
    for klass in MapClass:
        entry = legend([replace(ranked_areas(geometry)[0], klass=klass)])[0]
        assert not [element for element in tree(entry.swatch).iter() if element.get("id")]
        assert "url(" not in entry.swatch
        for circle in every(entry.swatch, "circle"):
            assert 0 < float(circle.get("cx", "")) < 26
            assert 0 < float(circle.get("cy", "")) < 16
