"""The check of a delivery as a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from passgenau.common.numbers_de import count
from passgenau.store.models import Delivery
from passgenau.store.queries.deliveries import read_again
from passgenau.store.queries.regions import Standing
from passgenau.web.maps import outline_map
from passgenau.web.pages.choices import Choice, choice
from passgenau.web.pages.delivery import (
    FindingRow,
    Preview,
    Step,
    answer,
    error_count,
    finding_rows,
    preview,
    steps,
    unanswered,
)
from passgenau.web.pages.delivery_forms import profile_entries


@dataclass(frozen=True)
class CheckedPage:
    """Everything the check shows."""

    pk: str
    title: str
    question: str
    steps: tuple[Step, ...]
    answer: tuple[str, str]
    is_open: bool
    may_change: bool
    again_href: str
    findings_title: str
    findings_total: str
    errors: str
    warnings: str
    show: str
    findings: tuple[FindingRow, ...]
    left_over_one: bool
    clean: str
    preview: Preview | None
    map: str
    how_read: tuple[tuple[str, str], ...]
    mapping: tuple[Choice, ...]
    period: str
    effects: tuple[tuple[str, str], ...]
    blocked: str


def checked_page(where: Standing, delivery: Delivery, *, opened: str, show: str, row: str) -> CheckedPage:
    """Return the page for one delivery; ``row`` asks the preview for a line of the file."""
    errors, left = error_count(delivery), unanswered(delivery)
    total = len(delivery.findings)
    is_open = delivery.state == Delivery.State.CHECKED
    areas = delivery.kind == Delivery.Kind.AREAS
    level = show if show in {"error", "warning"} else ""
    return CheckedPage(
        pk=str(delivery.pk),
        title=delivery.title,
        question="Können die Gebiete übernommen werden?" if areas else "Kann die Datei übernommen werden?",
        steps=steps(delivery, 3),
        answer=answer(delivery),
        is_open=is_open,
        may_change=is_open and where.may_import,
        again_href=reverse("areas-new" if areas else "delivery-new", args=[where.region.slug]),
        findings_title="Keine Befunde" if not total else "Ein Befund" if total == 1 else f"{count(total)} Befunde",
        findings_total=count(total) if total else "",
        errors=count(errors) if errors else "",
        warnings=count(total - errors) if total > errors else "",
        show=level,
        findings=finding_rows(delivery, opened=opened, show=level),
        left_over_one=left > 1 and not errors,
        clean=f"{count(delivery.counts.get('areas', 0))} Gebiete können übernommen werden."
        if areas
        else f"{count(delivery.counts.get('rows', 0))} Zeilen können übernommen werden.",
        preview=None if areas else _preview(where, delivery, row),
        map=_map(where, delivery) if areas else "",
        how_read=tuple(delivery.how_read.items()),
        mapping=() if areas else (choice("profile", "Zuordnung der Spalten", profile_entries()[1:], delivery.profile),),
        period=delivery.wishes.get("period", ""),
        effects=_effects(delivery),
        blocked=_blocked(errors, left),
    )


def _blocked(errors: int, left: int) -> str:
    if errors:
        return (
            "möglich, wenn der Fehler behoben ist"
            if errors == 1
            else f"möglich, wenn alle {count(errors)} Fehler behoben sind"
        )
    if left:
        return (
            "möglich, wenn der Hinweis begründet ist"
            if left == 1
            else f"möglich, wenn alle {count(left)} offenen Hinweise begründet sind"
        )
    return ""


def _preview(where: Standing, delivery: Delivery, row: str) -> Preview | None:
    if delivery.state == Delivery.State.DISCARDED:
        return None
    read = read_again(where.region, delivery)
    return preview(read, delivery.findings, row=int(row) if row.isdigit() and len(row) < 9 else None)


def _map(where: Standing, delivery: Delivery) -> str:
    return outline_map(where.region, delivery)


def _effects(delivery: Delivery) -> tuple[tuple[str, str], ...]:
    counts = delivery.counts
    if delivery.kind == Delivery.Kind.AREAS:
        return (("Gebiete", count(counts.get("areas", 0))), ("mit Grenzen", count(counts.get("with_geometry", 0))))
    words = [f"{count(counts.get('values', 0))} Werte"]
    for key, text in (
        ("suppressed", "geheim"),
        ("missing", "fehlt"),
        ("not_applicable", "entfällt"),
        ("zeros", "echte Null"),
    ):
        if counts.get(key):
            words.append(f"{count(counts[key])} {text}")
    return (
        ("Zahlen", ", ".join(words)),
        ("Zeiträume", counts.get("period_words", "")),
        ("Indikatoren", count(counts.get("indicators", 0))),
        ("Gliederung", delivery.system.title if delivery.system else ""),
    )
