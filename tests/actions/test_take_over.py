"""A delivery is taken over whole or not at all, and only as it was shown in the check."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from passgenau.actions import take_over_delivery as verb
from passgenau.actions.accept_finding import accept_finding, withdraw_acceptance
from passgenau.actions.check_delivery import recheck_delivery
from passgenau.actions.discard_delivery import discard_delivery
from passgenau.actions.register_areas import add_level
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.common.errors import PassgenauError
from passgenau.data.areas import Area, AreaRegister
from passgenau.store.models import Delivery, DeliveryFile, Release, ReleaseDelivery, Value
from passgenau.store.queries.regions import working_release
from passgenau.store.scoping import ScopedQuerySet
from tests.actions.asking import codes, refused
from tests.django_cast import NOW
from tests.town import KEYS, Town, check, deliver, rates, table


def _take_over(town: Town, delivery: Delivery) -> Delivery:
    return take_over_delivery(town.planner, town.region, delivery, now=NOW)


def _with_a_warning(town: Town) -> Delivery:
    rows = [(key, "unemployment_share", "2019", 20 + place, 400, None) for place, key in enumerate(KEYS[:5])]
    delivery = check(town, table(rows))
    assert [(entry["number"], entry["level"]) for entry in delivery.findings] == [("F1", "warning")]
    return delivery


def _nothing_was_written(town: Town) -> None:
    assert not Value.objects.of(town.region).exists()
    assert not Release.objects.of(town.region).exists()
    assert not ReleaseDelivery.objects.of(town.region).exists()
    assert "delivery.taken_over" not in codes(town.region)


def test_it_goes_from_check_over_acceptance_to_the_working_release(town: Town) -> None:
    """The whole way of a file."""
    delivery = _with_a_warning(town)
    assert delivery.state == Delivery.State.CHECKED
    _nothing_was_written(town)
    accept_finding(town.planner, town.region, delivery, number="F1", reason="leer seit 2018", now=NOW)
    delivery.refresh_from_db()
    taken = _take_over(town, delivery)
    assert (taken.state, taken.taken_over_by, taken.taken_over_at) == ("taken_over", "petra", NOW)
    assert Value.objects.of(town.region).count() == 5
    release = working_release(town.region)
    assert release is not None
    assert [row.delivery_id for row in ReleaseDelivery.objects.of(town.region).filter(release=release)] == [delivery.pk]


def test_it_refuses_errors_and_unanswered_warnings_and_names_each(town: Town) -> None:
    """Both kinds at once, so that nobody has to come back twice."""
    rows = [(key, "unemployment_share", "2019", 20 + place, 400, None) for place, key in enumerate(KEYS[:5])]
    delivery = check(town, table([*rows, ("9999", "unemployment_share", "2019", 1, 10, None)]))
    assert refused(lambda: _take_over(town, delivery)) == ["delivery.error_left", "delivery.warning_left"]
    _nothing_was_written(town)


def test_it_refuses_the_same_file_again_and_says_when_it_came_in_local_time(town: Town) -> None:
    """Half past eleven in the evening in UTC is the next day here."""
    first, second = check(town, rates()), check(town, rates())
    take_over_delivery(town.planner, town.region, first, now=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    with pytest.raises(PassgenauError, match=r"schon übernommen: „zahlen.csv“ am 02\.07\.2026\."):
        _take_over(town, second)
    assert Value.objects.of(town.region).count() == 18


def test_it_refuses_a_second_time(town: Town) -> None:
    """A double click changes nothing; the page still holds the delivery as it was."""
    delivery = check(town, rates())
    before = Delivery.objects.of(town.region).get(pk=delivery.pk)
    _take_over(town, delivery)
    assert refused(lambda: _take_over(town, before)) == ["delivery.same_file"]
    assert codes(town.region).count("delivery.taken_over") == 1
    assert Release.objects.of(town.region).get().revision == 1


def test_the_same_file_may_come_again_after_it_was_discarded(town: Town) -> None:
    """Only what was taken over counts as there."""
    discard_delivery(town.planner, town.region, check(town, rates()))
    deliver(town, rates())
    assert Value.objects.of(town.region).count() == 18


@pytest.mark.parametrize("where", ["first", "last"])
def test_it_writes_nothing_where_the_database_fails_in_the_middle(
    town: Town, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """Whether the first row or the last step breaks: no figure, no release, and the delivery stays open."""

    def break_down(*_: Any, **__: Any) -> None:
        raise IntegrityError("broken on purpose")

    if where == "first":
        monkeypatch.setattr(ScopedQuerySet, "bulk_create", break_down)
    else:
        monkeypatch.setattr(verb, "record", break_down)
    delivery = check(town, rates())
    assert refused(lambda: _take_over(town, delivery)) == ["delivery.changed_meanwhile"]
    monkeypatch.undo()
    _nothing_was_written(town)
    assert Delivery.objects.of(town.region).get(pk=delivery.pk).state == Delivery.State.CHECKED
    _take_over(town, delivery)
    assert Value.objects.of(town.region).count() == 18


def test_it_lets_an_unforeseen_failure_through_and_still_writes_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is known is translated."""

    def break_down(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    delivery = check(town, rates())
    monkeypatch.setattr(verb, "add_delivery", break_down)
    with pytest.raises(OSError, match="disk full"):
        _take_over(town, delivery)
    _nothing_was_written(town)


def test_it_refuses_when_an_acceptance_was_withdrawn_meanwhile(town: Town) -> None:
    """What counts is the state at the moment of taking over, not the one on somebody's screen."""
    delivery = _with_a_warning(town)
    accept_finding(town.planner, town.region, delivery, number="F1", reason="leer seit 2018", now=NOW)
    seen = Delivery.objects.of(town.region).select_related("system").get(pk=delivery.pk)
    withdraw_acceptance(town.planner, town.region, delivery, number="F1")
    assert refused(lambda: _take_over(town, seen)) == ["delivery.warning_left"]
    _nothing_was_written(town)


def test_it_refuses_when_the_delivery_was_read_differently_meanwhile(town: Town) -> None:
    """Another period would put the figures into another year."""
    rows = "".join(f"{key};S1;{20 + place};400\n" for place, key in enumerate(KEYS))
    content = ("area_id;indicator_id;numerator;denominator\n" + rows).encode()
    from passgenau.actions.check_delivery import check_delivery

    delivery = check_delivery(
        town.planner, town.region, town.system, content=content, file_name="s1.csv", profile="plain_long", period="2018"
    )
    seen = Delivery.objects.of(town.region).select_related("system").get(pk=delivery.pk)
    recheck_delivery(town.planner, town.region, delivery, profile="plain_long", period="2019")
    assert refused(lambda: _take_over(town, seen)) == ["delivery.checked_again"]
    _take_over(town, Delivery.objects.of(town.region).select_related("system").get(pk=delivery.pk))
    assert set(Value.objects.of(town.region).values_list("period", flat=True)) == {"2019"}


def test_it_refuses_findings_that_nobody_saw(town: Town) -> None:
    """New areas since the check make gaps in the file that nobody accepted."""
    rows = [(key, "S1", "2019", 20 + place, 400, None) for place, key in enumerate(("01", "02"))]
    delivery = check(town, table(rows))
    assert delivery.findings == []
    more = AreaRegister("orte", (Area("03", "Mitte", "Viertel"),), "EPSG:25832")
    add_level(town.planner, town.region, town.system, more, file_name="mitte.geojson")
    seen = Delivery.objects.of(town.region).select_related("system").get(pk=delivery.pk)
    assert refused(lambda: _take_over(town, seen)) == ["delivery.check_again"]
    _nothing_was_written(town)


def test_checking_again_forgets_the_earlier_acceptances(town: Town) -> None:
    """They were given for what was read then."""
    delivery = _with_a_warning(town)
    accept_finding(town.planner, town.region, delivery, number="F1", reason="leer seit 2018", now=NOW)
    again = recheck_delivery(town.planner, town.region, delivery, profile="plain_long", period="")
    assert again.acceptances == {}
    assert refused(lambda: _take_over(town, again)) == ["delivery.warning_left"]


def test_a_discarded_delivery_is_closed_and_its_file_forgotten(town: Town) -> None:
    """The record stays, the content goes."""
    delivery = check(town, rates())
    discard_delivery(town.planner, town.region, delivery)
    assert not DeliveryFile.objects.of(town.region).exists()
    stored = Delivery.objects.of(town.region).select_related("system").get(pk=delivery.pk)
    assert stored.state == Delivery.State.DISCARDED
    assert refused(lambda: _take_over(town, stored)) == ["delivery.not_open"]
    assert refused(lambda: discard_delivery(town.planner, town.region, stored)) == ["delivery.not_open"]
    again = refused(lambda: recheck_delivery(town.planner, town.region, stored, profile="plain_long", period=""))
    assert again == ["delivery.not_open"]


def test_what_was_taken_over_cannot_be_discarded(town: Town) -> None:
    """Figures leave a release by a later delivery, never by deletion."""
    delivery = deliver(town, rates())
    assert refused(lambda: discard_delivery(town.planner, town.region, delivery)) == ["delivery.not_open"]
    assert Value.objects.of(town.region).count() == 18


def test_a_delivery_for_another_area_system_is_refused_while_a_release_is_being_worked_on(town: Town) -> None:
    """A release speaks of one way of cutting the region."""
    from passgenau.actions.register_areas import register_areas

    deliver(town, rates())
    others = AreaRegister("bezirke", (Area("A", "Alt", "Bezirk"), Area("N", "Neu", "Bezirk")), "", "Bezirke")
    system = register_areas(town.planner, town.region, others, file_name="bezirke.csv", digest="")
    other = Town(town.region, system, town.planner, town.reader)
    delivery = check(other, table([("A", "S1", "2019", 3, 40, None), ("N", "S1", "2019", 4, 40, None)]))
    assert refused(lambda: _take_over(other, delivery)) == ["release.other_system"]
    assert Value.objects.of(town.region).count() == 18
