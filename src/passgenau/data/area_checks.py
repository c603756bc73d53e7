"""Checks of an area register before it is taken over: keys, parents, populations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.common.numbers_de import count_words
from passgenau.data.areas import Area


def check_areas(areas: Sequence[Area], places: Mapping[int, Place]) -> tuple[Finding, ...]:
    """Return the findings about a list of areas as delivered.

    Parameters
    ----------
    areas
        Areas in delivered order; a key may stand more than once, which is found here.
    places
        Where each area stood, by its position in ``areas``; positions without a place get an empty one.

    Returns
    -------
    tuple of Finding
        Errors for an empty key, a key that stands more than once (with name and all places), a parent that is not
        among the areas, parents that go round in a circle, and a negative population. A population of ``None`` is
        "not delivered" and no finding.
    """
    findings: list[Finding] = []
    known = {area.area_id for area in areas}
    for position, area in enumerate(areas):
        place = places.get(position, Place())
        if not area.area_id:
            findings.append(error("area.no_key", f"Das Gebiet „{area.name}“ hat keinen Schlüssel.", place))
        if area.parent_id and area.parent_id not in known:
            text = f"{named(area)} soll zu „{area.parent_id}“ gehören; ein Gebiet mit diesem Schlüssel gibt es nicht."
            findings.append(error("area.unknown_parent", text, place))
        if area.population is not None and area.population < 0:
            text = f"Die Bevölkerung von {named(area)} ist negativ ({area.population:g})."
            findings.append(error("area.population", text, place))
    return (*findings, *_duplicates(areas, places), *_circles(areas))


def first_of_each(areas: Sequence[Area]) -> tuple[Area, ...]:
    """Return the areas with every key once, the first of each, so that later checks can go on.

    Parameters
    ----------
    areas
        Areas in delivered order.

    Returns
    -------
    tuple of Area
        Areas with a key, each key once, order kept.
    """
    seen: dict[str, Area] = {}
    for area in areas:
        if area.area_id:
            seen.setdefault(area.area_id, area)
    return tuple(seen.values())


def named(area: Area) -> str:
    """Return key and name of an area for a sentence.

    Parameters
    ----------
    area
        Any area.

    Returns
    -------
    str
        Such as ``06010102 („Schloßstraße“)``; the key alone where the name says nothing more.
    """
    return f"{area.area_id} („{area.name}“)" if area.name and area.name != area.area_id else area.area_id


def _duplicates(areas: Sequence[Area], places: Mapping[int, Place]) -> list[Finding]:
    positions: dict[str, list[int]] = {}
    for position, area in enumerate(areas):
        if area.area_id:
            positions.setdefault(area.area_id, []).append(position)
    findings = []
    for found in positions.values():
        if len(found) < 2:
            continue
        rows = [str(row) for row in (places.get(position, Place()).row for position in found) if row is not None]
        names = {areas[position].name for position in found}
        called = named(areas[found[0]]) if len(names) == 1 else f"{areas[found[0]].area_id} ({_list(names)})"
        where = f" (Zeilen {enumerate_de(rows)})" if rows else ""
        text = (
            f"Den Schlüssel {called} gibt es {count_words(len(found))}mal{where}; jedes Gebiet braucht seinen eigenen."
        )
        findings.append(error("area.key_twice", text, places.get(found[1], Place())))
    return findings


def _list(names: set[str]) -> str:
    return enumerate_de([f"„{name}“" for name in sorted(names)])


def _circles(areas: Sequence[Area]) -> list[Finding]:
    parents = {area.area_id: area.parent_id for area in areas if area.area_id}
    by_id = {area.area_id: area for area in areas}
    findings = []
    reported: set[str] = set()
    for start in parents:
        path: list[str] = []
        current = start
        while current in parents and current not in path and current not in reported:
            path.append(current)
            current = parents[current]
        if current in path:
            circle = path[path.index(current) :]
            reported.update(circle)
            names = enumerate_de([named(by_id[key]) for key in circle])
            findings.append(error("area.circle", f"Die Gebiete gehören im Kreis zueinander: {names}."))
        reported.update(path)
    return findings
