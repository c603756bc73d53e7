"""Who stands where: the role in a region and the release that is seen with it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from passgenau.store.models import Region
from passgenau.store.queries.regions import regions_for, standing
from tests.django_cast import account
from tests.town import Town, deliver, found_town, rates


@pytest.fixture
def town(demo: Region) -> Town:
    """Return a real town with a working release."""
    town = found_town()
    deliver(town, rates())
    return town


def test_the_public_stands_only_where_something_is_published(demo: Region, town: Town) -> None:
    """A working release is nobody's business."""
    assert standing("demo", AnonymousUser()) is not None
    assert standing(town.region.slug, AnonymousUser()) is None
    assert standing("gibt-es-nicht", AnonymousUser()) is None


def test_a_stranger_with_an_account_sees_what_the_public_sees(demo: Region, town: Town) -> None:
    """An account elsewhere opens nothing here."""
    found = standing("demo", account("fremde"))
    assert found is not None
    assert (found.role, found.staff, found.may_import) == ("", False, False)
    assert found.release is not None
    assert found.release.state == "published"
    assert standing(town.region.slug, account("fremde")) is None


@pytest.mark.parametrize(("name", "may_import"), [("planerin", True), ("leserin", False)])
def test_people_of_the_region_stand_in_their_role(demo: Region, name: str, may_import: bool) -> None:
    """Readers read, planners deliver."""
    found = standing("demo", account(name))
    assert found is not None
    assert found.staff
    assert found.may_import is may_import


def test_each_visitor_is_offered_the_own_and_the_published_regions(demo: Region, elsewhere: Region) -> None:
    """Nobody reads the name of a region that is not theirs."""
    assert regions_for(AnonymousUser()) == [demo]
    assert regions_for(account("planerin")) == [demo]
    assert regions_for(account("fremde")) == [elsewhere, demo]


def test_the_migration_is_what_the_models_say(db: None) -> None:
    """Nobody changed a table without its migration."""
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert said.getvalue().strip() == "No changes detected"
