"""Take a checked delivery over: all of its figures or none, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pandas as pd
from django.db import IntegrityError, transaction

from passgenau.actions.acting import Actor, day_words, lock_region, record, require
from passgenau.actions.check_delivery import numbered, read_delivery
from passgenau.actions.register_areas import add_level, register_areas
from passgenau.actions.releasing import add_delivery, release_to_work_on
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, error, errors_in
from passgenau.data.areas import AreaRegister
from passgenau.store.models import Area, Delivery, DeliveryFile, Region, Value
from passgenau.store.queries.areas import read_area_file

ROWS_AT_ONCE = 2000


def take_over_delivery(actor: Actor, region: Region, delivery: Delivery, *, now: datetime) -> Delivery:
    """Store the figures and let them belong to the working release.

    The file is read again outside the transaction; what was shown in the check is what is stored.
    """
    require(actor, "delivery.take_over")
    _refuse_unfinished(region, delivery)
    content = bytes(DeliveryFile.objects.of(region).get(delivery=delivery).content)
    try:
        if delivery.kind == Delivery.Kind.AREAS or delivery.system is None:
            areas = read_area_file(content, delivery.file_name, delivery.wishes, delivery.system)
            _refuse_news(delivery, areas.findings)
            return _store_areas(actor, region, delivery, register=areas.register, now=now)
        read = read_delivery(
            delivery.system, content=content, file_name=delivery.file_name,
            profile=delivery.profile, period=delivery.wishes.get("period", ""),
        )  # fmt: skip
        _refuse_news(delivery, read.findings)
        return _store(actor, region, delivery, long=read.long, now=now)
    except IntegrityError as clash:
        raise refusal("delivery.changed_meanwhile", "Diese Datei wurde inzwischen schon übernommen.") from clash


def _refuse_unfinished(region: Region, delivery: Delivery) -> None:
    if delivery.state != Delivery.State.CHECKED:
        raise refusal("delivery.not_open", "Diese Lieferung ist schon abgeschlossen.")
    same = Delivery.objects.of(region).filter(digest=delivery.digest, state=Delivery.State.TAKEN_OVER).first()
    if same is not None:
        raise refusal(
            "delivery.same_file",
            f"Diese Datei wurde schon übernommen: „{same.title}“ am {day_words(same.taken_over_at)}.",
        )
    open_errors = [entry for entry in delivery.findings if entry["level"] == "error"]
    unanswered = [
        entry for entry in delivery.findings
        if entry["level"] == "warning" and entry["number"] not in delivery.acceptances
    ]  # fmt: skip
    findings = [
        error("delivery.error_left", f"{entry['number']} ist noch zu beheben: {entry['text']}") for entry in open_errors
    ]
    findings += [
        error("delivery.warning_left", f"{entry['number']} braucht eine Begründung: {entry['text']}")
        for entry in unanswered
    ]
    if findings:
        raise PassgenauError(findings)


def _refuse_news(delivery: Delivery, findings: tuple[Finding, ...]) -> None:
    """Refuse what nobody saw in the check: areas or definitions may have changed since then."""
    if errors_in(findings):
        raise PassgenauError(errors_in(findings))
    shown = {(entry["code"], entry["where"], entry["text"]) for entry in delivery.findings}
    if any((entry["code"], entry["where"], entry["text"]) not in shown for entry in numbered(findings)):
        raise refusal(
            "delivery.check_again",
            "Seit der Prüfung sind Befunde hinzugekommen, weil sich Gebiete oder Definitionen geändert haben.",
            advice="Bitte die Lieferung neu prüfen.",
        )


@transaction.atomic
def _store_areas(
    actor: Actor, region: Region, delivery: Delivery, *, register: AreaRegister, now: datetime
) -> Delivery:
    locked = _lock(region, delivery)
    if locked.system is None:
        locked.system = register_areas(actor, region, register, file_name=locked.file_name, digest=locked.digest)
    else:
        add_level(actor, region, locked.system, register, file_name=locked.file_name)
    _close(locked, actor, now)
    return locked


@transaction.atomic
def _store(actor: Actor, region: Region, delivery: Delivery, *, long: pd.DataFrame, now: datetime) -> Delivery:
    locked = _lock(region, delivery)
    if locked.system is None:
        raise refusal("delivery.no_system", "Die Lieferung gehört zu keiner Gebietsgliederung.")
    areas = dict(Area.objects.of(region).filter(system_id=locked.system_id).values_list("area_id", "pk"))
    Value.objects.of(region).bulk_create(_values(region, locked, areas, long), batch_size=ROWS_AT_ONCE)
    _close(locked, actor, now)
    add_delivery(region, release_to_work_on(region, locked.system), locked)
    record(region, actor, "delivery.taken_over", delivery=locked.pk, file=locked.file_name, figures=len(long))
    return locked


def _values(region: Region, delivery: Delivery, areas: dict[str, int], long: pd.DataFrame) -> Iterator[Value]:
    columns = ("area_id", "indicator_id", "period", "status", "row", "numerator", "denominator", "value")
    for area_id, indicator_id, period, status, row, *numbers in zip(*(long[name] for name in columns), strict=True):
        numerator, denominator, value = (_number(number) for number in numbers)
        yield Value(
            region=region, delivery=delivery, area_id=areas[area_id], indicator_id=indicator_id, period=period,
            numerator=numerator, denominator=denominator, value=value, status=status, row=row,
        )  # fmt: skip


def _lock(region: Region, delivery: Delivery) -> Delivery:
    """Return the delivery, held until the transaction ends; refused where it is not what was read."""
    lock_region(region)
    locked: Delivery = Delivery.objects.of(region).select_for_update().get(pk=delivery.pk)
    if (locked.profile, locked.wishes) != (delivery.profile, delivery.wishes):
        raise refusal("delivery.checked_again", "Die Lieferung wurde gerade neu geprüft. Bitte die Befunde ansehen.")
    _refuse_unfinished(region, locked)
    return locked


def _close(locked: Delivery, actor: Actor, now: datetime) -> None:
    locked.state = Delivery.State.TAKEN_OVER
    locked.taken_over_at = now
    locked.taken_over_by = actor.name
    locked.save(update_fields=["state", "system", "taken_over_at", "taken_over_by"])


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
