"""One prepared county for all tests of drawings."""

from __future__ import annotations

import pytest

from passgenau.data.areas import AreaRegister
from passgenau.render.geometry import MapGeometry, prepare_map
from tests.render.tessellation import LEVEL, invented_register


@pytest.fixture(scope="session")
def register() -> AreaRegister:
    return invented_register()


@pytest.fixture(scope="session")
def geometry(register: AreaRegister) -> MapGeometry:
    return prepare_map(register, LEVEL)
