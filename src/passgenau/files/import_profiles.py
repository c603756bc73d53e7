"""Import profiles: what an office's file means, written down once as TOML and checked when read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de, error
from passgenau.data.status import ValueStatus

FOLDER = Path(__file__).with_name("import_profiles")

Layout = Literal["long", "wide"]
Decimal = Literal[",", ".", "file"]
Scheme = Literal["key", "number_name"]
ROLES = (
    "area",
    "area_name",
    "indicator",
    "period",
    "numerator",
    "denominator",
    "value",
    "status",
    "source",
    "population",
)
ZERO = "zero"


@dataclass(frozen=True)
class OtherArea:
    """Areas a source delivers beside its own level, such as the city total; kept only if the register has them."""

    label: str
    text: str = ""
    pattern: str = ""
    key: str = ""

    def fits(self, text: str) -> bool:
        """Return whether a delivered area text is meant."""
        return text == self.text if self.text else re.fullmatch(self.pattern, text) is not None


@dataclass(frozen=True)
class AreaScheme:
    """How area keys are written: bare, or as "number name"; ``width`` > 0 restores leading zeros."""

    scheme: Scheme = "key"
    width: int = 0
    others: tuple[OtherArea, ...] = ()


@dataclass(frozen=True)
class Condition:
    """Where a column has one of these texts, all figures of the row get a status and lose their numbers."""

    column: str
    equals: tuple[str, ...]
    status: ValueStatus
    reason: str


@dataclass(frozen=True)
class SourceIndicator:
    """How a source calls one of our indicators, and what its figures are multiplied with (0.01 for percent)."""

    source: str
    id: str
    scale: float = 1.0


@dataclass(frozen=True)
class ImportProfile:
    """Everything one must know to read a source's file without guessing.

    ``decimal`` "file": the sign is found in the file itself, and refused where nothing decides. ``signs`` says what a
    text in a number cell means (a status, or ``zero``), ``suffixes`` what a letter behind a number means.
    ``any_indicator_column``: in a wide table every column that is nothing else is an indicator of its own name.
    ``proposed`` false: only used where somebody asks for it by name.
    """

    id: str
    name: str
    source: str
    layout: Layout
    decimal: Decimal
    columns: dict[str, tuple[str, ...]]
    licence: str = ""
    separator: str = ""
    encodings: tuple[str, ...] = ()
    header_row: int = 1
    sheet: str = ""
    fixed_period: str = ""
    any_indicator_column: bool = False
    proposed: bool = True
    area: AreaScheme = field(default_factory=AreaScheme)
    signs: dict[str, str] = field(default_factory=dict)
    suffixes: dict[str, str] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    indicators: dict[str, SourceIndicator] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)


def available_profiles() -> list[str]:
    """Return the names of the shipped profiles."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_profile(name_or_path: str | Path) -> ImportProfile:
    """Return a shipped profile by name, or one from a TOML file; an unknown name is refused with the known ones."""
    path = Path(name_or_path)
    if path.suffix != ".toml":
        if str(name_or_path) not in available_profiles():
            known = enumerate_de(available_profiles(), 20)
            raise refusal("profile.unknown", f"Ein Importprofil „{name_or_path}“ gibt es nicht; vorhanden: {known}.")
        return _shipped(str(name_or_path))
    try:
        return parse_profile(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except OSError as problem:
        raise refusal("profile.unreadable", f"Das Importprofil „{path.name}“ lässt sich nicht öffnen.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise refusal("profile.unreadable", f"„{path.name}“ ist kein gültiges TOML in UTF-8.") from problem


@cache
def _shipped(name: str) -> ImportProfile:
    path = FOLDER / f"{name}.toml"
    return parse_profile(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


def propose_profile(header: Sequence[str]) -> ImportProfile | None:
    """Return the shipped profile that fits a header, the one that recognises most of its columns; None if none fits."""
    profiles = [profile for profile in map(_shipped, available_profiles()) if profile.proposed]
    fitting = [(recognised, profile) for profile in profiles if (recognised := _recognised(profile, header))]
    return max(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def _recognised(profile: ImportProfile, header: Sequence[str]) -> int:
    """Return how many columns of the header the profile knows; 0 where one it needs is not there."""
    present = {name.strip().casefold() for name in header}
    found = {role for role, names in profile.columns.items() if any(name.casefold() in present for name in names)}
    needed = {"area", "indicator"} if profile.layout == "long" else {"area"}
    numbers = "value" in found or {"numerator", "denominator"} <= found
    if not needed <= found or (profile.layout == "long" and not numbers):
        return 0
    own = [name for name in profile.indicators if name.casefold() in present]
    if profile.layout == "wide" and profile.indicators and len(own) < len(profile.indicators):
        return 0
    if profile.any_indicator_column and present & {"indicator_id", "indikator"}:
        return 0
    return len(found) + len(own)


def parse_profile(raw: Mapping[str, Any], file: str) -> ImportProfile:
    """Return the profile in ``raw``; every unknown, missing or impossible entry is named at once."""
    findings = _faults(raw, Place(file=file))
    if findings:
        raise PassgenauError(findings)
    scheme = raw.get("area", {})
    indicators = [
        SourceIndicator(one["source"], one["id"], float(one.get("scale", 1.0))) for one in raw.get("indicators", [])
    ]
    plain = {key: raw[key] for key in _PLAIN if key in raw}
    return ImportProfile(
        **plain,
        columns={role: tuple(names) for role, names in raw["columns"].items()},
        encodings=tuple(raw.get("encodings", ())),
        area=AreaScheme(
            scheme.get("scheme", "key"),
            scheme.get("width", 0),
            tuple(OtherArea(**one) for one in scheme.get("other", [])),
        ),
        signs=dict(raw.get("signs", {})),
        suffixes=dict(raw.get("suffixes", {})),
        conditions=tuple(
            Condition(one["column"], tuple(one["equals"]), ValueStatus(one["status"]), one["reason"])
            for one in raw.get("conditions", [])
        ),
        indicators={one.source: one for one in indicators},
        ignored=dict(raw.get("ignored", {})),
    )


_PLAIN = (
    "id", "name", "source", "layout", "decimal", "licence", "separator", "header_row", "sheet", "fixed_period",
    "any_indicator_column", "proposed",
)  # fmt: skip
_NESTED = ("columns", "encodings", "area", "signs", "suffixes", "conditions", "indicators", "ignored")
_REQUIRED = ("id", "name", "source", "layout", "decimal", "columns")


def _faults(raw: Mapping[str, Any], place: Place) -> list[Finding]:
    def fault(text: str) -> Finding:
        return error("profile.entry", text, place)

    found = [fault(f"Der Eintrag „{key}“ ist nicht bekannt.") for key in raw if key not in (*_PLAIN, *_NESTED)]
    found += [fault(f"Der Eintrag „{key}“ fehlt.") for key in _REQUIRED if key not in raw]
    choices: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("layout", raw.get("layout", "long"), get_args(Layout)),
        ("decimal", raw.get("decimal", "."), get_args(Decimal)),
        ("area.scheme", raw.get("area", {}).get("scheme", "key"), get_args(Scheme)),
        *(("columns", role, ROLES) for role in raw.get("columns", {})),
        *((f"signs.{text}", word, (*ValueStatus, ZERO)) for text, word in raw.get("signs", {}).items()),
        *((f"suffixes.{text}", word, tuple(ValueStatus)) for text, word in raw.get("suffixes", {}).items()),
        *(("conditions.status", one.get("status"), tuple(ValueStatus)) for one in raw.get("conditions", [])),
    )
    for key, value, allowed in choices:
        if value not in allowed:
            found.append(fault(f"„{key}“ muss eines von {', '.join(allowed)} sein, ist aber „{value}“."))
    for one in raw.get("indicators", []):
        if not {"source", "id"} <= set(one) or set(one) - {"source", "id", "scale"}:
            found.append(
                fault(f"Ein Indikator braucht „source“ und „id“ (und darf „scale“ haben), gekommen ist {dict(one)}.")
            )
    for one in raw.get("area", {}).get("other", []):
        if "label" not in one or ("text" in one) == ("pattern" in one):
            found.append(fault("Ein Eintrag in „area.other“ braucht „label“ und entweder „text“ oder „pattern“."))
    return found
