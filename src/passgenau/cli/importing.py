"""Import from the command line: a package or a file goes through the same check and takeover as in the browser."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from passgenau.actions.accept_finding import accept_finding
from passgenau.actions.acting import INSTALLATION
from passgenau.actions.check_areas import check_areas
from passgenau.actions.check_delivery import check_delivery
from passgenau.actions.compute_index import compute_latest
from passgenau.actions.register_areas import register_areas
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.cli.places import region_called, system_called
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Level, Place, errors_in
from passgenau.data.areas import AreaRegister
from passgenau.files.definitions import indicator_catalogue
from passgenau.files.delivered import read_delivered, recognised_mapping
from passgenau.files.delivery_set import DeliverySet, available_sets, load_set
from passgenau.files.limits import LOCAL
from passgenau.files.package import Package, read_package
from passgenau.files.package_source import DESCRIPTOR
from passgenau.files.set_areas import set_register
from passgenau.files.set_package import set_in
from passgenau.files.set_source import packed, unpacked
from passgenau.store.models import AreaSystem, Delivery, Region
from passgenau.store.queries.areas import read_area_file

CSV_COLUMNS = ["area_id", "indicator_id", "period", "numerator", "denominator", "value", "status"]


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    path: Path
    slug: str
    name: str
    areas: Path | None
    profile: str
    system: str
    period: str
    reason: str
    level: str = ""


def take_in(wish: Wish, *, say: Callable[[str], object]) -> None:
    """Take areas and figures over in one transaction: everything, or nothing with all findings."""
    if not wish.path.exists():
        raise refusal("import.no_file", f"Die Datei „{wish.path.name}“ gibt es nicht.")
    with transaction.atomic():
        region = region_called(wish.slug, wish.name)
        tables = _tables_wished(wish)
        if tables is not None and wish.areas is None:
            _tables(region, tables, wish, say)
            return
        if tables is None and (wish.path.is_dir() or wish.path.suffix == ".zip"):
            _package(region, wish, say)
            return
        if wish.areas is not None:
            _refuse_together(wish)
            _areas(region, wish.areas, wish, say)
        _figures(region, system_called(region, wish.system), wish, say=say, content=_content(wish.path))


def _refuse_together(wish: Wish) -> None:
    """Say at once what is wrong with the areas and with the figures laid over them."""
    areas = wish.areas or wish.path
    read = read_area_file(_content(areas), areas.name, {"title": wish.system or areas.stem}, None)
    if not errors_in(read.findings):
        return
    content = _content(wish.path)
    figures = read_delivered(
        content,
        wish.path.name,
        wish.profile or recognised_mapping(content, wish.path.name),
        register=read.register,
        catalogue=indicator_catalogue(),
        period=wish.period or None,
    )
    raise PassgenauError([*errors_in(read.findings), *errors_in(figures.findings)])


def _tables_wished(wish: Wish) -> DeliverySet | None:
    """Return the set that was named, or whose tables lie there; a data package is none."""
    if wish.profile:
        return load_set(wish.profile) if wish.profile in available_sets() else None
    return None if (wish.path / DESCRIPTOR).is_file() else set_in(wish.path)


def _tables(region: Region, tables: DeliverySet, wish: Wish, say: Callable[[str], object]) -> None:
    """Take the tables of a set over as one delivery; its areas come along where the region lacks them."""
    content = packed(wish.path)
    system = _set_system(region, tables, wish, content)
    file = Path(f"{wish.path.name}.zip") if wish.path.is_dir() else wish.path
    _figures(region, system, replace(wish, path=file, profile=tables.id), say=say, content=content)


def _set_system(region: Region, tables: DeliverySet, wish: Wish, content: bytes) -> AreaSystem:
    known: AreaSystem | None = AreaSystem.objects.of(region).filter(key=tables.areas.system).first()
    files = unpacked(content, wish.path.name, limits=LOCAL)
    if wish.system or known is not None or tables.areas.file not in files.contents:
        return system_called(region, wish.system or (known.key if known else ""))
    register = set_register(files, tables)
    return register_areas(INSTALLATION, region, register, file_name=tables.areas.file, digest=_digest(register))


def _content(path: Path) -> bytes:
    if path.is_dir():
        return packed(path)
    try:
        return path.read_bytes()
    except OSError as problem:
        raise refusal("import.unreadable", f"Die Datei „{path.name}“ lässt sich nicht lesen.") from problem


def _package(region: Region, wish: Wish, say: Callable[[str], object]) -> None:
    package = read_package(wish.path, rules=indicator_catalogue()).sound()
    system = _package_system(region, package)
    if package.memberships:
        say("Hinweis: Der Umsteigeschlüssel („crosswalk“) wird geprüft, aber noch nicht mit übernommen.")
    text = package.long[CSV_COLUMNS].to_csv(index=False, lineterminator="\n")
    file = Path(f"{package.name}.csv")
    named = replace(wish, path=file, areas=None, profile="package_values", system=system.key)
    _figures(region, system, named, say=say, content=text.encode())


def _package_system(region: Region, package: Package) -> AreaSystem:
    known: AreaSystem | None = AreaSystem.objects.of(region).filter(key=package.register.system).first()
    if known is not None:
        return known
    return register_areas(
        INSTALLATION, region, package.register, file_name=package.name, digest=_digest(package.register)
    )


def _digest(register: AreaRegister) -> str:
    return hashlib.sha256(repr((register.system, register.ids)).encode()).hexdigest()


def _areas(region: Region, path: Path, wish: Wish, say: Callable[[str], object]) -> None:
    wishes = {"title": wish.system or path.stem, "level": wish.level, "join": ""}
    delivery = check_areas(INSTALLATION, region, content=_content(path), file_name=path.name, wishes=wishes)
    _finish(region, delivery, wish, say)


def _figures(region: Region, system: AreaSystem, wish: Wish, *, say: Callable[[str], object], content: bytes) -> None:
    delivery = check_delivery(
        INSTALLATION,
        region,
        system,
        content=content,
        file_name=wish.path.name,
        profile=wish.profile,
        period=wish.period,
    )
    _finish(region, delivery, wish, say)


def _finish(region: Region, delivery: Delivery, wish: Wish, say: Callable[[str], object]) -> None:
    now = datetime.now(UTC)
    errors = [_finding(entry) for entry in delivery.findings if entry["level"] == "error"]
    warnings = [entry for entry in delivery.findings if entry["level"] == "warning"]
    if errors or (warnings and not wish.reason):
        refused = errors + [_finding(entry) for entry in warnings]
        if not errors:
            text = "Hinweise brauchen eine Begründung; mit --accept „…“ gilt sie für alle."
            refused.append(Finding("error", "import.reason", text))
        raise PassgenauError(refused)
    for entry in warnings:
        accept_finding(INSTALLATION, region, delivery, number=entry["number"], reason=wish.reason, now=now)
    delivery.refresh_from_db()
    take_over_delivery(INSTALLATION, region, delivery, now=now)
    compute_latest(INSTALLATION, region)
    unit = "Gebiete" if delivery.kind == Delivery.Kind.AREAS else "Zeilen"
    say(f"„{delivery.file_name}“ ist übernommen: {delivery.counts.get('rows', 0)} {unit}.")


def _finding(entry: dict[str, object]) -> Finding:
    level: Level = "error" if entry["level"] == "error" else "warning"
    place = entry["place"] if isinstance(entry["place"], dict) else {}
    return Finding(level, str(entry["code"]), str(entry["text"]), Place(**place), str(entry["advice"]))
