"""Accept a warning of a checked delivery with a reason, or take the acceptance back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from passgenau.actions.acting import Actor, record, require
from passgenau.common.errors import refusal
from passgenau.store.models import Delivery, Region

LONGEST_REASON = 300


@transaction.atomic
def accept_finding(
    actor: Actor, region: Region, delivery: Delivery, *, number: str, reason: str, now: datetime
) -> None:
    """Accept the warning ``F<n>``; an error can never be accepted, a reason is required."""
    require(actor, "delivery.accept_finding")
    locked = _open_delivery(region, delivery)
    finding = next((entry for entry in locked.findings if entry["number"] == number), None)
    if finding is None:
        raise refusal("finding.unknown", f"Den Befund „{number}“ gibt es in dieser Lieferung nicht.")
    if finding["level"] == "error":
        raise refusal("finding.error", f"{number} ist ein Fehler; er lässt sich nur in der Datei beheben.")
    text = " ".join(reason.split())
    if not text:
        raise refusal("finding.reason", f"Für {number} fehlt die Begründung.")
    if len(text) > LONGEST_REASON:
        raise refusal(
            "finding.reason", f"Die Begründung darf höchstens {LONGEST_REASON} Zeichen haben, hat aber {len(text)}."
        )
    locked.acceptances[number] = {"by": actor.name, "on": now.date().isoformat(), "reason": text}
    locked.save(update_fields=["acceptances"])
    record(region, actor, "finding.accepted", delivery=locked.pk, finding=number, reason=text)


@transaction.atomic
def withdraw_acceptance(actor: Actor, region: Region, delivery: Delivery, *, number: str) -> None:
    """Take an acceptance back; possible until the delivery is taken over."""
    require(actor, "delivery.accept_finding")
    locked = _open_delivery(region, delivery)
    if locked.acceptances.pop(number, None) is None:
        raise refusal("finding.not_accepted", f"{number} war nicht angenommen.")
    locked.save(update_fields=["acceptances"])
    record(region, actor, "finding.acceptance_withdrawn", delivery=locked.pk, finding=number)


def _open_delivery(region: Region, delivery: Delivery) -> Delivery:
    locked: Delivery = Delivery.objects.of(region).select_for_update().get(pk=delivery.pk)
    if locked.state != Delivery.State.CHECKED:
        raise refusal("delivery.not_open", "Diese Lieferung ist schon abgeschlossen.")
    return locked
