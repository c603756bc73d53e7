"""Into metres: every register is planar, so that areas, neighbours and drawings need no projection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from passgenau.common.errors import refusal
from passgenau.common.findings import Finding, Place, warning

TARGET = "EPSG:25832"
GEOGRAPHIC = "EPSG:4326"
# Germany with some air around it: longitude, latitude.
_WEST, _SOUTH, _EAST, _NORTH = 5.0, 46.0, 16.0, 56.0


@dataclass(frozen=True)
class Planar:
    """Shapes in metres, the name of their reference system, how it came about in words, and doubts about it."""

    shapes: tuple[BaseGeometry | None, ...]
    crs: str
    words: str
    findings: tuple[Finding, ...] = ()


def in_metres(
    shapes: Sequence[BaseGeometry | None], crs: str, *, degrees_by_standard: bool = False, file: str
) -> Planar:
    """Return the shapes in a planar system; without any shape nothing is asked for."""
    array = np.array([*shapes, None], dtype=object)[:-1]
    bounds = shapely.total_bounds(array)
    if np.isnan(bounds).all():
        return Planar(tuple(shapes), "", "ohne Flächen")
    system, findings = _system(crs, bounds, degrees_by_standard=degrees_by_standard, file=file)
    if system.is_geographic:
        _refuse_impossible_degrees(bounds, file)
        return Planar(_moved(array, system), TARGET, f"{_name(system)}, umgerechnet nach {TARGET}", findings)
    if _planar_metres(system):
        return Planar(tuple(shapes), _name(system), f"{_name(system)}, unverändert", findings)
    return Planar(_moved(array, system), TARGET, f"{_name(system)}, umgerechnet nach {TARGET}", findings)


def _system(
    crs: str, bounds: npt.NDArray[np.float64], *, degrees_by_standard: bool, file: str
) -> tuple[pyproj.CRS, tuple[Finding, ...]]:
    if crs:
        try:
            return pyproj.CRS.from_user_input(crs), ()
        except CRSError as problem:
            raise refusal(
                "crs.unknown", f"Das Bezugssystem „{crs[:80]}“ ist nicht bekannt.", Place(file=file)
            ) from problem
    if not _looks_like_degrees(bounds):
        raise refusal(
            "crs.missing",
            "Die Datei nennt kein Bezugssystem, und die Koordinaten sind keine Längen- und Breitengrade "
            f"(x {bounds[0]:.0f} bis {bounds[2]:.0f}, y {bounds[1]:.0f} bis {bounds[3]:.0f}).",
            Place(file=file),
            "Bitte das Bezugssystem mitliefern (.prj beziehungsweise „crs“), etwa EPSG:25832.",
        )
    if degrees_by_standard:
        return pyproj.CRS.from_user_input(GEOGRAPHIC), ()
    text = "Die Datei nennt kein Bezugssystem; die Koordinaten werden als Längen- und Breitengrade (WGS 84) gelesen."
    return pyproj.CRS.from_user_input(GEOGRAPHIC), (warning("crs.assumed", text, Place(file=file)),)


def _looks_like_degrees(bounds: npt.NDArray[np.float64]) -> bool:
    return bool(abs(bounds[[0, 2]]).max() <= 180 and abs(bounds[[1, 3]]).max() <= 90)


def _refuse_impossible_degrees(bounds: npt.NDArray[np.float64], file: str) -> None:
    place = Place(file=file)
    if not _looks_like_degrees(bounds):
        text = (
            "Die Koordinaten sollen Längen- und Breitengrade sein, reichen aber bis "
            f"x {bounds[2]:.0f}, y {bounds[3]:.0f}; das sind eher Meter."
        )
        raise refusal("crs.not_degrees", text, place, "Bitte das richtige Bezugssystem mitliefern, etwa EPSG:25832.")
    west, south, east, north = bounds
    if west >= _SOUTH and east <= _NORTH and south >= _WEST and north <= _EAST:
        text = (
            f"Länge und Breite sind vertauscht (x {west:.2f} bis {east:.2f}, y {south:.2f} bis {north:.2f}); "
            "zuerst steht die Länge."
        )
        raise refusal("crs.swapped", text, place, "Bitte mit vertauschten Achsen neu ausgeben.")


def _planar_metres(system: pyproj.CRS) -> bool:
    """Return whether lengths in the system are metres on the ground; web maps stretch them and do not count."""
    metres = all(axis.unit_name in {"metre", "meter", "m"} for axis in system.axis_info[:2])
    return system.is_projected and metres and system.to_epsg() not in {3857, 3395, 900913}


def _name(system: pyproj.CRS) -> str:
    code = system.to_epsg(min_confidence=20)
    return f"EPSG:{code}" if code else system.name


def _moved(array: npt.NDArray[np.object_], system: pyproj.CRS) -> tuple[BaseGeometry | None, ...]:
    change = pyproj.Transformer.from_crs(system, TARGET, always_xy=True)

    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    return tuple(shapely.transform(array, move))
