"""Area files to a register: GeoJSON, GeoPackage, zipped Shapefile; every doubtful shape is named with its area."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from shapely.geometry.base import BaseGeometry

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de, error, errors_in, warning
from passgenau.common.numbers_de import NumberTextError, parse_number
from passgenau.data.area_checks import check_areas, first_of_each
from passgenau.data.areas import Area, AreaRegister
from passgenau.files.content import refuse_disguise, suffix_of
from passgenau.files.limits import UPLOAD, Limits, refuse_too_large
from passgenau.files.planar import in_metres
from passgenau.files.shapes import mended, overlaps
from passgenau.files.vector_features import Features, read_features

GEOMETRY_SUFFIXES = {".geojson": "json", ".json": "json", ".gpkg": "gpkg", ".zip": "shapefile"}

# Names under which offices deliver key, name, parent and population, best first; capitals do not count.
KEY_COLUMNS = ("area_id", "id", "schluessel", "schlüssel", "gebiet_id", "gebietsschluessel", "ags", "ars", "nr_statist",
               "nr_stadtbe", "plr_id", "bzr_id", "kennziffer", "nummer", "nr")  # fmt: skip
NAME_COLUMNS = ("name", "area_name", "gebietsname", "gebiet", "gen", "name_stati", "name_stadt", "plr_name", "bzr_name",
                "bezeichnung", "bez")  # fmt: skip
LEVEL_COLUMNS, PARENT_COLUMNS = ("level", "ebene"), ("parent_id", "parent", "gehoert_zu")
POPULATION_COLUMNS = ("population", "bevoelkerung", "bevölkerung", "einwohner", "inhabitants")


@dataclass(frozen=True)
class AreaColumns:
    """Which columns of an area file hold what; an empty name is looked up in the documented list."""

    key: str = ""
    name: str = ""
    level: str = ""
    parent: str = ""
    population: str = ""


@dataclass(frozen=True)
class ReadAreas:
    """An area file as understood: the register, every finding, how it was read, and the digest of its bytes.

    With an error among the findings the register is only good for further checks (of a doubled key the first stays).
    """

    register: AreaRegister
    findings: tuple[Finding, ...]
    how_read: dict[str, str]
    digest: str


def read_areas(
    content: bytes | Path,
    file_name: str = "",
    *,
    columns: AreaColumns = AreaColumns(),
    level: str = "",
    system: str = "",
    title: str = "",
    crs: str = "",
    pad: int = 0,
    layer: str = "",
    limits: Limits = UPLOAD,
) -> ReadAreas:
    """Return the register in an area file; geometries become planar (metres), ``EPSG:25832`` unless already planar.

    ``level`` fills the level where the file names none, ``pad`` restores leading zeros to that width, ``crs`` names
    the reference system of a file that lacks it.
    """
    data, name = (
        (content.read_bytes(), file_name or content.name) if isinstance(content, Path) else (content, file_name)
    )
    file = PurePath(name).name
    refuse_too_large(len(data), file, limits=limits)
    kind = refuse_disguise(data, name, allowed=GEOMETRY_SUFFIXES)
    features = read_features(data, kind, file, layer=layer, limits=limits)
    if not features.rows:
        raise refusal("area.none", "Die Datei enthält kein Gebiet.", Place(file=file))
    used = _columns(features, columns, file)
    labels = [f"{_text(row, used.key)} („{_text(row, used.name)}“)" for row in features.rows]
    shapes, findings = mended(
        features.shapes, labels, problems=features.problems, places=features.places, limits=limits, file=file
    )
    planar = in_metres(shapes, features.crs or crs, degrees_by_standard=features.degrees_by_standard, file=file)
    areas, area_findings = _areas(features, used, planar.shapes, level=level, pad=pad)
    findings = [*planar.findings, *findings, *area_findings]
    if not errors_in(findings):
        findings += overlaps(areas, file=file)
    register = AreaRegister(system or PurePath(file).stem, first_of_each(areas), planar.crs, title)
    how_read = _how_read(features, used, planar.words)
    return ReadAreas(register, tuple(findings), how_read, hashlib.sha256(data).hexdigest())


def _areas(
    features: Features, used: AreaColumns, shapes: Sequence[BaseGeometry | None], *, level: str, pad: int
) -> tuple[list[Area], list[Finding]]:
    areas: list[Area] = []
    findings: list[Finding] = []
    for row, shape, place in zip(features.rows, shapes, features.places, strict=True):
        population, some = _population(_text(row, used.population), place)
        key = _text(row, used.key)
        key = key.zfill(pad) if pad and key else key
        name, own_level = _text(row, used.name) or key, _text(row, used.level) or level
        areas.append(Area(key, name, own_level, _text(row, used.parent), population, shape))
        findings += some
    return areas, [*findings, *check_areas(areas, dict(enumerate(features.places)))]


def combined(registers: Sequence[AreaRegister], *, system: str, title: str = "") -> AreaRegister:
    """Return one register with the areas of several levels; the same key twice or two reference systems are refused."""
    systems = sorted({register.crs for register in registers if register.crs})
    if len(systems) > 1:
        names = enumerate_de(systems)
        raise refusal("area.crs_differs", f"Die Gebietsdateien haben verschiedene Bezugssysteme: {names}.")
    areas = [area for register in registers for area in register.areas]
    findings = errors_in(check_areas(areas, {}))
    if findings:
        raise PassgenauError(findings)
    return AreaRegister(system, tuple(areas), "".join(systems), title)


def check_shapes_for_figures(areas: ReadAreas, figures: Mapping[str, Place], *, file: str = "") -> tuple[Finding, ...]:
    """Return all findings of an area file, and those that only show when figures are laid beside it.

    ``figures`` has every area with figures and where it first stood: an area with figures and no shape is an error,
    an area with a shape and no figures a warning.
    """
    known = areas.register.by_id
    findings = list(areas.findings)
    for area_id, place in figures.items():
        if area_id not in known:
            text = (
                f"Für das Gebiet {area_id} gibt es Zahlen, aber keine Fläche in der Gebietsdatei {file}".rstrip() + "."
            )
            findings.append(error("area.no_shape", text, place, "Bitte die Gebietsdatei ergänzen."))
    for area in areas.register.areas:
        if area.area_id not in figures:
            text = f"Für das Gebiet {area.area_id} („{area.name}“) gibt es eine Fläche, aber keine Zahlen."
            findings.append(warning("area.no_figures", text, Place(file=file)))
    return tuple(findings)


def _columns(features: Features, wanted: AreaColumns, file: str) -> AreaColumns:
    names = {name.casefold(): name for name in features.columns}
    listing = enumerate_de([f"„{name}“" for name in features.columns], 20)

    def find(given: str, candidates: Iterable[str], role: str) -> str:
        if given and given.casefold() not in names:
            text = f"Die Spalte „{given}“ für {role} gibt es nicht; vorhanden sind {listing}."
            raise refusal("area.column", text, Place(file=file))
        return names.get(given.casefold()) or next((names[one] for one in candidates if one in names), "")

    key = find(wanted.key, KEY_COLUMNS, "den Schlüssel")
    if not key:
        text = f"Welche Spalte den Schlüssel der Gebiete enthält, ist nicht zu erkennen; vorhanden sind {listing}."
        raise refusal("area.column", text, Place(file=file), "Bitte die Spalte nennen, etwa „area_id“.")
    return AreaColumns(
        key,
        find(wanted.name, NAME_COLUMNS, "den Namen"),
        find(wanted.level, LEVEL_COLUMNS, "die Ebene"),
        find(wanted.parent, PARENT_COLUMNS, "das übergeordnete Gebiet"),
        find(wanted.population, POPULATION_COLUMNS, "die Bevölkerung"),
    )


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column) if column else None
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _population(text: str, place: Place) -> tuple[float | None, list[Finding]]:
    try:
        return parse_number(text, decimal="."), []
    except NumberTextError as problem:
        return None, [error("area.population", f"Bevölkerung: {problem}.", place)]


def _how_read(features: Features, used: AreaColumns, words: str) -> dict[str, str]:
    return {
        "Format": features.format,
        "Gebiete": str(len(features.rows)),
        "Schlüssel aus Spalte": used.key,
        "Name aus Spalte": used.name or "ohne; der Schlüssel dient als Name",
        "Bezugssystem": words,
    }


def is_geometry_file(file_name: str) -> bool:
    """Return whether a file of this name may hold shapes."""
    return suffix_of(file_name) in GEOMETRY_SUFFIXES
