"""Mend what can be mended in delivered shapes, and say so; refuse, by name, what cannot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.common.numbers_de import number
from passgenau.data.area_checks import named
from passgenau.data.areas import Area
from passgenau.files.limits import Limits, refuse_too_many

_AREAL = {"Polygon", "MultiPolygon"}
_OVERLAP_SHARE = 0.02


def mended(
    shapes: Sequence[BaseGeometry | None],
    labels: Sequence[str],
    *,
    problems: Sequence[str],
    places: Sequence[Place],
    limits: Limits,
    file: str,
) -> tuple[tuple[BaseGeometry | None, ...], list[Finding]]:
    """Return flat, valid shapes in the same order, and a finding for every one that was not; None stays None."""
    corners = int(shapely.get_num_coordinates(np.array([*shapes, None], dtype=object)).sum())
    refuse_too_many(corners, limits.vertices, "Eckpunkte", file=file)
    results: list[BaseGeometry | None] = []
    findings: list[Finding] = []
    for shape, label, problem, place in zip(shapes, labels, problems, places, strict=True):
        result, finding = _mended_one(shape, label, place)
        if problem:
            finding = error("shape.unreadable", f"Die Fläche von {label} ist nicht lesbar: {problem}.", place)
        results.append(result)
        if finding is not None:
            findings.append(finding)
    return tuple(results), findings


def _mended_one(shape: BaseGeometry | None, label: str, place: Place) -> tuple[BaseGeometry | None, Finding | None]:
    if shape is None or shape.is_empty:
        text = f"Das Gebiet {label} hat keine Fläche; auf Karten fehlt es."
        return None, warning("shape.missing", text, place)
    if shape.geom_type not in _AREAL:
        text = f"Das Gebiet {label} soll eine Fläche sein, ist aber „{shape.geom_type}“."
        return None, error("shape.kind", text, place)
    flat = shapely.force_2d(shape)
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        text = f"Das Gebiet {label} hat Eckpunkte ohne Zahl (NaN oder unendlich)."
        return None, error("shape.not_finite", text, place)
    if flat.is_valid:
        return flat, None
    reason = _reason_de(shapely.is_valid_reason(flat))
    repaired = _areal_part(shapely.make_valid(flat))
    if repaired is None:
        text = f"Das Gebiet {label} umschließt keine Fläche ({reason})."
        return None, error("shape.no_area", text, place)
    change = number(100 * abs(repaired.area - flat.area) / repaired.area, decimals=2)
    text = (
        f"Der Umriss von {label} war fehlerhaft ({reason}) und wurde bereinigt; die Fläche änderte sich um {change} %."
    )
    return repaired, warning("shape.mended", text, place, "Bitte auf der Karte ansehen.")


def _areal_part(shape: BaseGeometry) -> BaseGeometry | None:
    """Return the polygons in a repaired shape as one shape; lines and points left over by the repair go."""
    parts = [part for part in shapely.get_parts(shape, return_index=False) if part.geom_type in _AREAL]
    polygons = [polygon for part in parts for polygon in shapely.get_parts(part)]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _reason_de(reason: str) -> str:
    words = {
        "Self-intersection": "er schneidet sich selbst",
        "Ring Self-intersection": "er berührt sich selbst",
        "Too few points": "zu wenige Eckpunkte",
        "Hole lies outside shell": "ein Loch liegt außerhalb",
        "Nested shells": "Teilflächen liegen ineinander",
        "Nested holes": "Löcher liegen ineinander",
        "Duplicate Rings": "ein Ring steht doppelt",
        "Interior is disconnected": "das Innere ist unterbrochen",
    }
    return next((german for english, german in words.items() if reason.startswith(english)), "die Ringe passen nicht")


def overlaps(areas: Sequence[Area], *, file: str) -> list[Finding]:
    """Return warnings about areas of one level that cover each other by more than two percent of the smaller."""
    findings = []
    for level in sorted({area.level for area in areas}):
        drawn = [area for area in areas if area.level == level and area.geometry is not None]
        shapes = np.array([*(area.geometry for area in drawn), None], dtype=object)[:-1]
        first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        ordered = first < second
        first, second = first[ordered], second[ordered]
        common = shapely.area(shapely.intersection(shapes[first], shapes[second]))
        smaller = np.minimum(shapely.area(shapes[first]), shapely.area(shapes[second]))
        partners: dict[int, list[int]] = {}
        for one, other in zip(
            first[common > _OVERLAP_SHARE * smaller], second[common > _OVERLAP_SHARE * smaller], strict=True
        ):
            partners.setdefault(int(one), []).append(int(other))
        for one, others in partners.items():
            names = enumerate_de([named(drawn[other]) for other in others])
            text = f"Das Gebiet {named(drawn[one])} überdeckt sich mit {names}; zusammen ergäben sie zu viel."
            findings.append(warning("shape.overlap", text, Place(file=file)))
    return findings
