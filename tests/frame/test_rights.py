"""The table of rights: who may do what, and no silent answer for a verb that nobody placed."""

from __future__ import annotations

import pytest

from passgenau.frame.rights import EVERYONE, PLANNER, PUBLIC, READER, RIGHTS, TECHNICAL, may

REVIEWED = {
    "figures.read": {PUBLIC, READER, PLANNER},
    "delivery.read": {READER, PLANNER},
    "delivery.check": {PLANNER},
    "delivery.accept_finding": {PLANNER},
    "delivery.take_over": {PLANNER},
    "delivery.discard": {PLANNER},
    "areas.register": {PLANNER},
    "protection.read": {READER, PLANNER},
    "protection.preview": {PLANNER},
    "index.compute": {PLANNER},
    "release.publish": {PLANNER},
    "region.create": {TECHNICAL},
    "region.remove": {TECHNICAL},
    "user.create": {TECHNICAL},
}
ROLES = ("", PUBLIC, READER, PLANNER, TECHNICAL, "superuser")


def test_the_table_is_the_one_that_was_reviewed() -> None:
    """Whoever changes a right changes it in both places, and somebody reads it."""
    assert RIGHTS == REVIEWED


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", REVIEWED)
def test_a_role_may_only_what_the_table_says(role: str, verb: str) -> None:
    """The empty word is the public; a role that nobody knows may nothing."""
    assert may(role, verb) is ((role or PUBLIC) in REVIEWED[verb])


def test_the_public_only_reads() -> None:
    """Nothing that changes anything is open to everybody."""
    assert [verb for verb, roles in RIGHTS.items() if PUBLIC in roles] == ["figures.read"]
    assert RIGHTS["figures.read"] == EVERYONE


@pytest.mark.parametrize("role", ROLES)
def test_it_refuses_a_verb_that_is_not_in_the_table(role: str) -> None:
    """A forgotten verb must not look like a refusal."""
    with pytest.raises(KeyError):
        may(role, "figures.delete")
