"""Take a checked delivery over: all of its figures or none, in one transaction."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
from django.db import IntegrityError, transaction

from passgenau.actions.acting import Actor, record, require
from passgenau.actions.check_delivery import read_delivery
from passgenau.actions.register_areas import add_level, register_areas
from passgenau.actions.releasing import add_delivery, release_to_work_on
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import error, errors_in
from passgenau.store.models import Area, Delivery, DeliveryFile, Region, Value
from passgenau.store.queries.areas import read_area_file


def take_over_delivery(actor: Actor, region: Region, delivery: Delivery, *, now: datetime) -> Delivery:
    """Store the figures and let them belong to the working release.

    The file is read again outside the transaction; what was shown in the check is what is stored.
    """
    require(actor, "delivery.take_over")
    _refuse_unfinished(region, delivery)
    if delivery.kind == Delivery.Kind.AREAS or delivery.system is None:
        return _take_over_areas(actor, region, delivery, now=now)
    stored = DeliveryFile.objects.of(region).get(delivery=delivery)
    read = read_delivery(
        delivery.system, content=bytes(stored.content), file_name=delivery.file_name,
        profile=delivery.profile, period=delivery.wishes.get("period", ""),
    )  # fmt: skip
    if errors_in(read.findings):
        raise PassgenauError(errors_in(read.findings))
    try:
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
            f"Diese Datei wurde schon übernommen: „{same.title}“ am {same.taken_over_at:%d.%m.%Y}.",
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


def _take_over_areas(actor: Actor, region: Region, delivery: Delivery, *, now: datetime) -> Delivery:
    content = bytes(DeliveryFile.objects.of(region).get(delivery=delivery).content)
    read = read_area_file(content, delivery.file_name, delivery.wishes, delivery.system)
    if errors_in(read.findings):
        raise PassgenauError(errors_in(read.findings))
    with transaction.atomic():
        locked = _lock(region, delivery)
        if locked.system is None:
            locked.system = register_areas(
                actor, region, read.register, file_name=locked.file_name, digest=locked.digest
            )
        else:
            add_level(actor, region, locked.system, read.register, file_name=locked.file_name)
        _close(locked, actor, now)
    return locked


def _lock(region: Region, delivery: Delivery) -> Delivery:
    locked: Delivery = Delivery.objects.of(region).select_for_update().get(pk=delivery.pk)
    if locked.state != Delivery.State.CHECKED:
        raise refusal("delivery.not_open", "Diese Lieferung ist schon abgeschlossen.")
    return locked


def _close(locked: Delivery, actor: Actor, now: datetime) -> None:
    locked.state = Delivery.State.TAKEN_OVER
    locked.taken_over_at = now
    locked.taken_over_by = actor.name
    locked.save(update_fields=["state", "system", "taken_over_at", "taken_over_by"])


@transaction.atomic
def _store(actor: Actor, region: Region, delivery: Delivery, *, long: pd.DataFrame, now: datetime) -> Delivery:
    locked = _lock(region, delivery)
    if locked.system is None:
        raise refusal("delivery.no_system", "Die Lieferung gehört zu keiner Gebietsgliederung.")
    areas = dict(Area.objects.of(region).filter(system_id=locked.system_id).values_list("area_id", "pk"))
    Value.objects.of(region).bulk_create(
        (
            Value(
                region=region, delivery=locked, area_id=areas[row.area_id], indicator_id=row.indicator_id,
                period=row.period, numerator=_number(row.numerator), denominator=_number(row.denominator),
                value=_number(row.value), status=row.status, row=row.row,
            )
            for row in long.itertuples(index=False)
        ),
        batch_size=2000,
    )  # fmt: skip
    _close(locked, actor, now)
    add_delivery(region, release_to_work_on(region, locked.system), locked)
    record(region, actor, "delivery.taken_over", delivery=locked.pk, file=locked.file_name, figures=len(long))
    return locked


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
