"""The data page: deliveries, area systems, coverage by domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from passgenau.common.numbers_de import count
from passgenau.store.models import AreaSystem, Delivery
from passgenau.store.queries.figures import figures_of, memory, register_of, state_key
from passgenau.store.queries.regions import Standing
from passgenau.web.days import day_words, iso_day_words
from passgenau.web.pages.coverage import DomainCoverage, domain_coverage


@dataclass(frozen=True)
class DeliveryRow:
    """One delivery in the list."""

    pk: str
    title: str
    source: str
    file: str
    rows: str
    state: str
    when: str
    waiting: bool


@dataclass(frozen=True)
class SystemRow:
    """One area system in the list."""

    title: str
    levels: str
    valid: str
    geometry: str


@dataclass(frozen=True)
class DataPage:
    """Everything the data page shows."""

    answer: tuple[str, str]
    may_import: bool
    staff: bool
    deliveries: tuple[DeliveryRow, ...]
    systems: tuple[SystemRow, ...]
    coverage: DomainCoverage | None


def data_page(where: Standing, deliveries: Sequence[Delivery], systems: Sequence[AreaSystem]) -> DataPage:
    """Return the page for what the visitor may see."""
    coverage = None
    if where.release is not None:
        figures = figures_of(where.region, where.release)
        coverage = memory.get(("domain-coverage", *state_key(where.release)), lambda: domain_coverage(figures))
    return DataPage(
        answer=_answer(deliveries, coverage),
        may_import=where.may_import,
        staff=where.staff,
        deliveries=tuple(_delivery_row(delivery) for delivery in deliveries),
        systems=tuple(system_row(system) for system in systems),
        coverage=coverage,
    )


def _answer(deliveries: Sequence[Delivery], coverage: DomainCoverage | None) -> tuple[str, str]:
    taken = [delivery for delivery in deliveries if delivery.state == Delivery.State.TAKEN_OVER]
    if not taken or coverage is None:
        return "Noch keine Daten.", "Mit der ersten Lieferung beginnt die Übersicht."
    return coverage.answer


def _delivery_row(delivery: Delivery) -> DeliveryRow:
    waiting = delivery.state == Delivery.State.CHECKED
    when = delivery.taken_over_at or delivery.created_at
    rows = delivery.counts.get("areas") or delivery.counts.get("rows", 0)
    unit = "Gebiete" if delivery.kind == Delivery.Kind.AREAS else "Zeilen"
    return DeliveryRow(
        str(delivery.pk),
        delivery.title,
        delivery.source,
        delivery.file_name,
        f"{count(rows)} {unit}",
        Delivery.State(delivery.state).label,
        day_words(when),
        waiting,
    )


def system_row(system: AreaSystem) -> SystemRow:
    """Return one area system in words."""
    register = register_of(system)
    levels = ", ".join(
        f"{count(len(register.at_level(level)))} × {level or 'ohne Ebene'}" for level in register.levels()
    )
    drawn = sum(area.geometry is not None for area in register.areas)
    geometry = (
        "alle mit Grenzen"
        if drawn == len(register.areas)
        else f"{count(drawn)} von {count(len(register.areas))} mit Grenzen"
    )
    valid = f"ab {iso_day_words(system.valid_from)}" if system.valid_from else "nicht angegeben"
    return SystemRow(system.title, levels, valid, geometry)
