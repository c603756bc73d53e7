"""In the stations a docstring is part of the contract: it names every parameter and says what comes back."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from numpydoc.docscrape import FunctionDoc

from passgenau.flow import FLOW
from tests.repository.tree import PACKAGE, files

STATIONS = [station.key for station in FLOW]


def _modules(package: str) -> Iterator[ModuleType]:
    for path in files(".py", below=PACKAGE / package):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        yield importlib.import_module(".".join(part for part in parts if part != "__init__"))


def _public_functions(package: str) -> Iterator[tuple[str, Callable[..., object]]]:
    for module in _modules(package):
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and value.__module__ == module.__name__:
                yield f"{module.__name__}.{name}", value


def _gaps(function: Callable[..., object]) -> list[str]:
    """Return what the docstring of one function leaves out."""
    documented = FunctionDoc(function)
    signature = inspect.signature(function)
    named = {word.strip(" *") for entry in documented["Parameters"] for word in entry.name.split(",")}
    gaps = [f"parameter {name}" for name in signature.parameters if name not in named]
    gaps += [f"{name} is no parameter" for name in sorted(named - signature.parameters.keys())]
    if signature.return_annotation not in {None, "None"} and not (documented["Returns"] or documented["Yields"]):
        gaps.append("what it returns")
    return gaps


@pytest.mark.parametrize("station", STATIONS)
def test_public_functions_of_a_station_document_what_goes_in_and_out(station: str) -> None:
    gaps = {name: missing for name, function in _public_functions(station) if (missing := _gaps(function))}
    assert gaps == {}
