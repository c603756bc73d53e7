"""A real town for every test of this folder."""

from __future__ import annotations

import pytest

from tests.town import Town, found_town


@pytest.fixture
def town(db: None) -> Town:
    """Return a real town with six areas and no figures."""
    return found_town()


@pytest.fixture
def invented_town(db: None) -> Town:
    """Return an invented town, which alone may publish."""
    return found_town("Stadt Erfunden", "erfunden", invented=True)
