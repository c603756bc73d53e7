"""Accept warnings of a checked delivery with a reason, or take an acceptance back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from passgenau.actions.acting import Actor, record, require
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, error
from passgenau.store.models import Delivery, Region

LONGEST_REASON = 300


def accept_finding(
    actor: Actor, region: Region, delivery: Delivery, *, number: str, reason: str, now: datetime
) -> None:
    """Accept the warning ``F<n>``; an error can never be accepted, a reason is required."""
    accept_findings(actor, region, delivery, numbers=(number,), reason=reason, now=now)


@transaction.atomic
def accept_findings(
    actor: Actor, region: Region, delivery: Delivery, *, numbers: Iterable[str], reason: str, now: datetime
) -> None:
    """Accept several warnings with one reason: all of them or, where one cannot be accepted, none."""
    require(actor, "delivery.accept_finding")
    locked = _open_delivery(region, delivery)
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise refusal("finding.none", "Es ist kein Befund genannt, der angenommen werden soll.")
    known = {entry["number"]: entry for entry in locked.findings}
    problems = [problem for number in wanted for problem in _not_acceptable(number, known.get(number))]
    if problems:
        raise PassgenauError(problems)
    text = _reason(reason, wanted)
    answer = {"by": actor.name, "on": timezone.localdate(now).isoformat(), "reason": text}
    locked.acceptances.update(dict.fromkeys(wanted, answer))
    locked.save(update_fields=["acceptances"])
    record(region, actor, "finding.accepted", delivery=locked.pk, findings=wanted, reason=text)


@transaction.atomic
def withdraw_acceptance(actor: Actor, region: Region, delivery: Delivery, *, number: str) -> None:
    """Take an acceptance back; possible until the delivery is taken over."""
    require(actor, "delivery.accept_finding")
    locked = _open_delivery(region, delivery)
    if locked.acceptances.pop(number, None) is None:
        raise refusal("finding.not_accepted", f"{number or 'Der Befund'} war nicht angenommen.")
    locked.save(update_fields=["acceptances"])
    record(region, actor, "finding.acceptance_withdrawn", delivery=locked.pk, findings=[number])


def _not_acceptable(number: str, finding: dict[str, Any] | None) -> list[Finding]:
    if finding is None:
        return [error("finding.unknown", f"Den Befund „{number}“ gibt es in dieser Lieferung nicht.")]
    if finding["level"] == "error":
        return [error("finding.error", f"{number} ist ein Fehler; er lässt sich nur in der Datei beheben.")]
    return []


def _reason(given: str, numbers: list[str]) -> str:
    text = " ".join(given.split())
    if not text:
        what = numbers[0] if len(numbers) == 1 else f"die {len(numbers)} Hinweise"
        raise refusal("finding.reason", f"Für {what} fehlt die Begründung.")
    if len(text) > LONGEST_REASON:
        raise refusal(
            "finding.reason", f"Die Begründung darf höchstens {LONGEST_REASON} Zeichen haben, hat aber {len(text)}."
        )
    return text


def _open_delivery(region: Region, delivery: Delivery) -> Delivery:
    locked: Delivery = Delivery.objects.of(region).select_for_update().get(pk=delivery.pk)
    if locked.state != Delivery.State.CHECKED:
        raise refusal("delivery.not_open", "Diese Lieferung ist schon abgeschlossen.")
    return locked
