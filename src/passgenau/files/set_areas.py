"""The areas of a delivery set: its area file, in the whole they belong to, with the latest population."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import shapely

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import errors_in
from passgenau.data.areas import Area, AreaRegister
from passgenau.files.delivery_set import DeliverySet
from passgenau.files.geometry import AreaColumns, read_areas
from passgenau.files.limits import UPLOAD, Limits
from passgenau.files.set_source import SetFiles

_NUMBER = re.compile(r"\d+\s+")


def set_register(files: SetFiles, wanted: DeliverySet, *, limits: Limits = UPLOAD) -> AreaRegister:
    """Return the areas of the set below the whole; refused where the area file did not come or is faulty."""
    content = files.contents.get(wanted.areas.file)
    if content is None:
        text = f"Die Gebietsdatei „{wanted.areas.file}“ liegt der Lieferung nicht bei."
        raise refusal("set.no_areas", text, advice="Bitte beilegen oder die Gebiete vorher einlesen.")
    said = wanted.areas
    columns = AreaColumns(key=said.key, name=said.name)
    read = read_areas(content, said.file, columns=columns, level=said.level, system=said.system, limits=limits)
    if wrong := errors_in(read.findings):
        raise PassgenauError(wrong)
    parts = [_within(area, wanted) for area in sorted(read.register.areas, key=_number)]
    shapes = [area.geometry for area in parts if area.geometry is not None]
    shape = shapely.union_all(shapes) if len(shapes) == len(parts) else None
    whole = Area(said.whole_key, said.whole_name, said.whole_level, geometry=shape)
    return AreaRegister(said.system, (*parts, whole), read.register.crs, said.title)


def with_populations(register: AreaRegister, populations: Mapping[str, Mapping[str, float]]) -> AreaRegister:
    """Return the register with the population of the latest period in which any is known; others stay unknown."""
    if not populations:
        return register
    latest = populations[max(populations)]
    areas = tuple(replace(area, population=latest.get(area.area_id, area.population)) for area in register.areas)
    return replace(register, areas=areas)


def _within(area: Area, wanted: DeliverySet) -> Area:
    name = _NUMBER.sub("", area.name, count=1) if wanted.areas.number_before_name else area.name
    return replace(area, name=name, parent_id=wanted.areas.whole_key)


def _number(area: Area) -> tuple[int, str]:
    """Order keys that are numbers as numbers; others follow as texts."""
    return (int(area.area_id), "") if area.area_id.isdecimal() else (10**9, area.area_id)
