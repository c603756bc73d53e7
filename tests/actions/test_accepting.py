"""Warnings are accepted with a reason by somebody; errors never."""

from __future__ import annotations

import pytest

from passgenau.actions.accept_finding import accept_finding, accept_findings, withdraw_acceptance
from passgenau.store.models import AuditEntry, Delivery
from tests.actions.asking import codes, refused
from tests.django_cast import NOW
from tests.town import KEYS, Town, check, table

REASON = "Camp ist erst 2020 entstanden"


@pytest.fixture
def delivery(town: Town) -> Delivery:
    """Return a checked delivery with an unknown area (F1), no difference (F2) and two areas left out (F3)."""
    rows = [(key, "unemployment_share", "2019", 20, 400, None) for key in KEYS[:4]]
    found = check(town, table([*rows, ("9999", "unemployment_share", "2019", 2, 40, None)]))
    assert [entry["level"] for entry in found.findings] == ["error", "warning", "warning"]
    return found


def _stored(town: Town, delivery: Delivery) -> dict[str, dict[str, str]]:
    stored: dict[str, dict[str, str]] = Delivery.objects.of(town.region).get(pk=delivery.pk).acceptances
    return stored


def test_it_keeps_who_accepted_when_and_why(town: Town, delivery: Delivery) -> None:
    """Spaces are tidied, words are not."""
    accept_finding(town.planner, town.region, delivery, number="F2", reason=f"  {REASON}\n ", now=NOW)
    assert _stored(town, delivery) == {"F2": {"by": "petra", "on": "2026-11-23", "reason": REASON}}


def test_it_accepts_several_with_one_entry_in_the_record(town: Town, delivery: Delivery) -> None:
    """One act, one line."""
    accept_findings(town.planner, town.region, delivery, numbers=["F2", "F3", "F2"], reason=REASON, now=NOW)
    assert list(_stored(town, delivery)) == ["F2", "F3"]
    entry = AuditEntry.objects.of(town.region).get(code="finding.accepted")
    assert entry.detail == {"delivery": delivery.pk, "findings": ["F2", "F3"], "reason": REASON}


def test_it_accepts_all_or_none(town: Town, delivery: Delivery) -> None:
    """One that cannot be accepted stops the others, and every obstacle is named."""
    wanted = ["F1", "F2", "F9"]
    found = refused(
        lambda: accept_findings(town.planner, town.region, delivery, numbers=wanted, reason=REASON, now=NOW)
    )
    assert found == ["finding.error", "finding.unknown"]
    assert _stored(town, delivery) == {}
    assert "finding.accepted" not in codes(town.region)


@pytest.mark.parametrize(
    ("number", "reason", "code"),
    [
        ("F1", REASON, "finding.error"),
        ("F9", REASON, "finding.unknown"),
        ("", REASON, "finding.unknown"),
        ("F2", "", "finding.reason"),
        ("F2", " \n\t ", "finding.reason"),
        ("F2", "x" * 301, "finding.reason"),
    ],
)
def test_it_refuses(town: Town, delivery: Delivery, number: str, reason: str, code: str) -> None:
    """Errors, findings that are not there, and reasons that are none or too long."""
    found = refused(lambda: accept_finding(town.planner, town.region, delivery, number=number, reason=reason, now=NOW))
    assert found == [code]
    assert _stored(town, delivery) == {}


def test_it_refuses_to_accept_nothing(town: Town, delivery: Delivery) -> None:
    """An empty list is a mistake of whoever asks."""
    found = refused(lambda: accept_findings(town.planner, town.region, delivery, numbers=[], reason=REASON, now=NOW))
    assert found == ["finding.none"]


def test_a_reason_may_have_three_hundred_characters(town: Town, delivery: Delivery) -> None:
    """The limit itself is allowed."""
    accept_finding(town.planner, town.region, delivery, number="F2", reason="x" * 300, now=NOW)
    assert len(_stored(town, delivery)["F2"]["reason"]) == 300


def test_an_acceptance_can_be_taken_back_once(town: Town, delivery: Delivery) -> None:
    """What was not accepted cannot be taken back."""
    accept_finding(town.planner, town.region, delivery, number="F2", reason=REASON, now=NOW)
    withdraw_acceptance(town.planner, town.region, delivery, number="F2")
    assert _stored(town, delivery) == {}
    found = refused(lambda: withdraw_acceptance(town.planner, town.region, delivery, number="F2"))
    assert found == ["finding.not_accepted"]
    assert codes(town.region)[-2:] == ["finding.accepted", "finding.acceptance_withdrawn"]


def test_nothing_is_accepted_once_the_delivery_is_closed(town: Town, delivery: Delivery) -> None:
    """The record of a closed delivery does not move."""
    delivery.state = Delivery.State.TAKEN_OVER
    delivery.save()
    found = refused(lambda: accept_finding(town.planner, town.region, delivery, number="F2", reason=REASON, now=NOW))
    assert found == ["delivery.not_open"]
    assert refused(lambda: withdraw_acceptance(town.planner, town.region, delivery, number="F2")) == [
        "delivery.not_open"
    ]
