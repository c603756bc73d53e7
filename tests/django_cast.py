"""Settings for tests with a database, the demo county loaded once, and the people who visit it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

    from passgenau.store.models import Region

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD = "sieben-kleine-Wohnplaetze"
ELSEWHERE = "anderswo"


@dataclass(frozen=True)
class Cast:
    """Who visits: the public, reader and planner of the demo county, and the planner of another region."""

    public: Client
    leserin: Client
    planerin: Client
    fremde: Client

    def everyone(self) -> dict[str, Client]:
        """Return all visitors by name."""
        return {"public": self.public, "leserin": self.leserin, "planerin": self.planerin, "fremde": self.fremde}


@pytest.fixture(scope="session", autouse=True)
def _settings_for_tests() -> Iterator[None]:
    """Serve static files under their plain names and hash passwords fast; hashed names need collectstatic."""
    from django.conf import settings
    from django.test import override_settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": plain}},
        COMPUTE_IN_BACKGROUND=False,
    ):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Make the test database, with county and people, once; every test runs in a transaction on top of it.

    The one of pytest-django makes no database where no test is marked, and would leave the real one in its place.
    """
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        people_the_database()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def people_the_database() -> None:
    """Load the demo county, another region, and the accounts of the cast; what is there already stays."""
    from passgenau.actions.acting import INSTALLATION
    from passgenau.actions.create_region import create_region
    from passgenau.actions.create_user import create_user
    from passgenau.actions.load_demo import load_demo
    from passgenau.store.models import Region

    demo = load_demo(now=NOW, progress=lambda text, done, total: None)
    elsewhere = Region.objects.filter(slug=ELSEWHERE).first()
    if elsewhere is not None:
        return
    elsewhere = create_region(INSTALLATION, "Kreis Anderswo", slug=ELSEWHERE)
    create_user(INSTALLATION, "planerin", password=PASSWORD, region=demo, role="planner")
    create_user(INSTALLATION, "leserin", password=PASSWORD, region=demo, role="reader")
    create_user(INSTALLATION, "fremde", password=PASSWORD, region=elsewhere, role="planner")


@pytest.fixture
def demo(db: None) -> Region:
    """Return the invented county with its published release."""
    from passgenau.store.models import Region

    people_the_database()  # a test that had to empty the database leaves it empty
    return Region.objects.get(slug="demo")


@pytest.fixture
def elsewhere(demo: Region) -> Region:
    """Return another region: real, so nothing of it is public."""
    from passgenau.store.models import Region

    return Region.objects.get(slug=ELSEWHERE)


def account(name: str) -> User:
    """Return an account of the cast."""
    from django.contrib.auth.models import User

    return User.objects.get(username=name)


@pytest.fixture
def cast(demo: Region) -> Cast:
    """Return a browser for each visitor, signed in where they have an account."""
    from django.test import Client

    browsers = {name: Client() for name in ("leserin", "planerin", "fremde")}
    for name, browser in browsers.items():
        browser.force_login(account(name))
    return Cast(public=Client(), **browsers)
