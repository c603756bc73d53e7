"""What every test may ask for: the reference data, the refusal to skip in CI, and the people of the demo county."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("PASSGENAU_DATA", tempfile.mkdtemp(prefix="passgenau-test-"))

from tests.django_cast import (
    _settings_for_tests,
    cast,
    demo,
    django_db_setup,
    elsewhere,
)

__all__ = ["_settings_for_tests", "cast", "demo", "django_db_setup", "elsewhere"]

# Machines here are noisy and often shared: how long something takes is measured by ./run bench, not by a test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent


def absent(reason: str) -> None:
    """Skip with the reason; in CI the same absence is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Return the folder with open data and published results beside the checkout."""
    folder = Path(os.environ.get("PASSGENAU_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        absent(f"the reference data folder {folder.name}/ does not stand beside the checkout")
    return folder
