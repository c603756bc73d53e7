"""A preview is computed once for exactly one state of the figures; nothing is decided by it and no count is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from passgenau.actions.preview_protection import preview_protection
from passgenau.actions.previewing import PreviewOutcome, PreviewTask, computed_outcome
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Place, error
from passgenau.indicators.disclosure.choice import FREE, ChosenDemands, ProtectionChoice, demands_of
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.store.models import PreviewRun, Release
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.profile import official_reading
from passgenau.store.queries.protection import (
    LONGEST,
    as_json,
    from_json,
    latest_figures,
    protection_profiles,
    stored_previews,
)
from passgenau.store.queries.regions import working_release
from tests.actions.asking import refused
from tests.django_cast import NOW
from tests.town import KEYS, Town, deliver, rates, table

INDICATORS = ("S1", "S3", "S4")
PREVIEW = ProfilePreview(
    ("Ort", "Viertel"), INDICATORS, np.array([[6, 6, 6], [2, 2, 2]]), np.array([[6, 3, 0], [2, 2, 2]]),
    KEYS, np.full(6, 3), np.array([2, 1, 1, 2, 2, 1]),
)  # fmt: skip
CHOICE = ProtectionChoice("public", dict.fromkeys(INDICATORS, "own_3"))


class Counted:
    """A computation that counts how often it was asked."""

    def __init__(self, answer: ProfilePreview | BaseException = PREVIEW) -> None:
        self.answer, self.asked = answer, list[ChosenDemands]()

    def __call__(self, task: PreviewTask) -> PreviewOutcome:
        self.asked.append(task.demands)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return PreviewOutcome(self.answer, ("Kaum etwas.",))


@pytest.fixture
def filled(town: Town) -> Town:
    """Return a town with three indicators of one year."""
    deliver(town, rates())
    return town


def _release(town: Town) -> Release:
    release = working_release(town.region)
    assert release is not None
    return release


def _start(town: Town, compute: Counted, choice: ProtectionChoice = CHOICE, *, after: timedelta = timedelta()) -> None:
    preview_protection(town.planner, town.region, _release(town), choice=choice, now=NOW + after, compute=compute)


def test_a_preview_comes_back_as_it_was_stored(filled: Town) -> None:
    _start(filled, Counted())
    (found,) = stored_previews(filled.region, _release(filled), audience="public")
    assert found.preview is not None
    assert as_json(found.preview) == as_json(PREVIEW)
    assert as_json(from_json(as_json(PREVIEW))) == as_json(PREVIEW)
    assert (found.choice, found.state, found.problems) == (CHOICE, PreviewRun.State.DONE, ())
    assert found.index_alone == ("Kaum etwas.",)
    assert stored_previews(filled.region, _release(filled), audience="planning") == ()


def test_the_same_demands_are_computed_once(filled: Town) -> None:
    compute = Counted()
    _start(filled, compute)
    _start(filled, compute)
    _start(filled, compute, replace(CHOICE, profiles={**CHOICE.profiles, "S1": "own_10"}))
    assert [demands.thresholds["S1"].minimum_count for demands in compute.asked] == [3, 10]


def test_new_figures_make_the_old_preview_disappear(filled: Town) -> None:
    compute = Counted()
    _start(filled, compute)
    deliver(filled, rates(period="2020"))
    assert stored_previews(filled.region, _release(filled), audience="public") == ()
    _start(filled, compute)
    assert len(compute.asked) == 2
    assert PreviewRun.objects.of(filled.region).count() == 1


def test_what_was_refused_says_why_and_may_be_tried_again(filled: Town) -> None:
    _start(filled, Counted(refusal("protect.impossible", "Das geht nicht.", advice="Gröber zeigen.")))
    (found,) = stored_previews(filled.region, _release(filled), audience="public")
    assert (found.state, found.problems, found.preview) == (
        PreviewRun.State.REFUSED, ("Das geht nicht. Gröber zeigen.",), None,
    )  # fmt: skip
    _start(filled, Counted())
    (again,) = stored_previews(filled.region, _release(filled), audience="public")
    assert (again.state, again.problems) == (PreviewRun.State.DONE, ())


def test_a_computation_that_breaks_is_not_left_running(filled: Town) -> None:
    with pytest.raises(ZeroDivisionError):
        _start(filled, Counted(ZeroDivisionError()))
    (found,) = stored_previews(filled.region, _release(filled), audience="public")
    assert found.state == PreviewRun.State.FAILED


@pytest.mark.parametrize(("after", "times"), [(LONGEST - timedelta(seconds=1), 0), (LONGEST, 1)])
def test_only_a_computation_that_died_is_started_anew(filled: Town, after: timedelta, times: int) -> None:
    _start(filled, Counted())
    PreviewRun.objects.of(filled.region).update(state=PreviewRun.State.RUNNING, result={})
    compute = Counted()
    _start(filled, compute, after=after)
    assert len(compute.asked) == times


def test_an_indicator_without_a_profile_is_refused_by_name(filled: Town) -> None:
    with pytest.raises(PassgenauError, match="ohne sind S4"):
        _start(filled, Counted(), ProtectionChoice("public", {"S1": "own_3", "S3": FREE}))


def test_a_profile_that_does_not_exist_is_refused_by_name(filled: Town) -> None:
    choice = ProtectionChoice("public", dict.fromkeys(INDICATORS, "nichts"))
    with pytest.raises(PassgenauError, match="unbekannt: nichts"):
        _start(filled, Counted(), choice)
    assert not PreviewRun.objects.of(filled.region).exists()


def test_a_reader_may_look_and_not_compute(filled: Town) -> None:
    release = _release(filled)
    asked = refused(lambda: preview_protection(filled.reader, filled.region, release, choice=CHOICE, now=NOW))
    assert asked == ["right.missing"]


SMALL = (1, 20, 30, 40, 50, 60)


def _outcome(town: Town, demands: ChosenDemands) -> PreviewOutcome:
    figures = latest_figures(figures_of(town.region, _release(town)))
    return computed_outcome(PreviewTask(figures, demands, official_reading(town.region, _release(town))))


def test_a_small_count_takes_a_second_one_of_its_quarter_along(town: Town) -> None:
    """The quarter's total stays: one count of one could be worked out from it, were it alone."""
    deliver(town, table((key, "S1", "2019", SMALL[place], 400, None) for place, key in enumerate(KEYS)))
    found = _outcome(town, demands_of(ProtectionChoice("public", {"S1": "own_3"}), protection_profiles())).preview
    assert found.levels == ("Ort", "Viertel")
    assert (found.known.tolist(), found.shown.tolist()) == ([[6], [2]], [[4], [2]])
    assert found.area_shown[0] == 0
    assert found.area_shown[3:].tolist() == [1, 1, 1]


def test_without_any_demand_everything_stays(filled: Town) -> None:
    free = demands_of(ProtectionChoice("public", dict.fromkeys(INDICATORS, FREE)), protection_profiles())
    found = _outcome(filled, free).preview
    assert found.known.tolist() == found.shown.tolist() == [[6, 6, 6]]


def test_what_is_withheld_is_gone_altogether(filled: Town) -> None:
    found = _outcome(filled, ChosenDemands({}, frozenset({"S3"})))
    assert found.preview.shown.tolist() == [[6, 0, 6]]
    assert found.index_alone == ()  # the index of the town asks for the indicator that nobody sees


def test_the_index_is_run_on_what_is_shown(filled: Town) -> None:
    found = _outcome(filled, ChosenDemands({}, frozenset()))
    assert found.index_alone[0] == "Aus den veröffentlichten Werten allein bekämen alle Gebiete einen Indexwert."


def test_the_same_fault_in_many_areas_is_told_once(filled: Town) -> None:
    faults = [error("x", f"Fehler {area}.", Place(area_id=area, indicator_id="S1")) for area in KEYS]
    _start(filled, Counted(PassgenauError([*faults, error("y", "Anderes.", advice="Rat.")])))
    (found,) = stored_previews(filled.region, _release(filled), audience="public")
    assert found.problems[0].endswith("Fehler 0101. So auch bei 5 weiteren Werten.")
    assert found.problems[1:] == ("Anderes. Rat.",)
