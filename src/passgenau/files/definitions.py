"""Definitions from TOML: those that ship with the house by name, others from a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from passgenau.common.errors import refusal
from passgenau.common.findings import Place, enumerate_de
from passgenau.index.class_grid import ClassGrid, parse_class_grid
from passgenau.index.definition import IndexDefinition
from passgenau.index.parse import parse_index_definition
from passgenau.indicators.definition import IndicatorDefinition, parse_indicator

Definition = TypeVar("Definition")
Parser = Callable[[Mapping[str, Any], str], Definition]

INDEX_DEFINITION = "index_definition.toml"
LARGEST_FILE = 1_000_000
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def load_index_definition(name_or_path: str | Path | bytes) -> IndexDefinition:
    """Return an index definition that ships with the house, the one in a TOML file, or the one in these bytes."""
    if isinstance(name_or_path, bytes):
        return parse_index_definition(_read(name_or_path, INDEX_DEFINITION), INDEX_DEFINITION)
    return load_definition(name_or_path, "passgenau.index", "Eine Indexdefinition", parse=parse_index_definition)


def definition_bytes(name_or_path: str | Path) -> bytes:
    """Return the TOML of an index definition as it stands in its file."""
    shipped = shipped_files("passgenau.index")
    name = str(name_or_path)
    return shipped[name].read_bytes() if name in shipped else _content(Path(name_or_path))


def load_indicator(name_or_path: str | Path) -> IndicatorDefinition:
    """Return an indicator definition that ships with the house, or the one in a TOML file."""
    return load_definition(name_or_path, "passgenau.indicators", "Eine Indikatordefinition", parse=parse_indicator)


def load_class_grid(name_or_path: str | Path) -> ClassGrid:
    """Return a grid of two classifications that ships with the house, or the one in a TOML file."""
    return load_definition(
        name_or_path, "passgenau.index", "Eine Rasterdefinition", folder="class_grids", parse=parse_class_grid
    )


def shipped_class_grids() -> tuple[str, ...]:
    """Return the names of the class grids that ship with the house, in alphabetical order."""
    return tuple(shipped_files("passgenau.index", "class_grids"))


def shipped_index_definitions() -> tuple[str, ...]:
    """Return the names of the index definitions that ship with the house, in alphabetical order."""
    return tuple(shipped_files("passgenau.index"))


def shipped_indicators() -> tuple[str, ...]:
    """Return the names of the indicators that ship with the house, in alphabetical order."""
    return tuple(shipped_files("passgenau.indicators"))


@lru_cache(maxsize=1)
def _catalogue() -> tuple[IndicatorDefinition, ...]:
    return tuple(load_indicator(name) for name in shipped_indicators())


def indicator_catalogue() -> dict[str, IndicatorDefinition]:
    """Return every shipped indicator by id."""
    return {definition.id: definition for definition in _catalogue()}


@lru_cache(maxsize=1)
def map_cuts() -> tuple[float, ...]:
    """Return the reviewed cuts, in spreads, at which maps and cells change their colour."""
    source = files("passgenau.indicators") / "map_scale.toml"
    return tuple(float(cut) for cut in _read(source.read_bytes(), source.name)["cuts"])


def load_definition(
    name_or_path: str | Path, package: str, what: str, *, parse: Parser[Definition], folder: str = "definitions"
) -> Definition:
    """Return what ships under this name, or what stands in this file; ``what`` names it with its article."""
    shipped = shipped_files(package, folder)
    name = str(name_or_path)
    if isinstance(name_or_path, str) and name in shipped:
        source = shipped[name]
        return parse(_read(source.read_bytes(), source.name), source.name)
    path = Path(name_or_path)
    if not (path.suffix == ".toml" or path.is_file()):
        raise refusal(
            "definition.unknown",
            f"{what} „{name}“ gibt es nicht; mitgeliefert sind {enumerate_de(list(shipped), 100)}.",
            advice="Eine eigene Definition wird mit ihrem Pfad genannt, etwa meine.toml.",
        )
    return parse(_read(_content(path), path.name), path.name)


def shipped_files(package: str, folder: str = "definitions") -> dict[str, Traversable]:
    """Return the TOML files of a package's folder and its subfolders by their name, in alphabetical order."""
    found: dict[str, Traversable] = {}
    folders = [files(package) / folder]
    while folders:
        for entry in folders.pop().iterdir():
            if entry.is_dir():
                folders.append(entry)
            elif entry.name.endswith(".toml"):
                found[entry.name.removesuffix(".toml")] = entry
    return dict(sorted(found.items()))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            text = f"Eine Definition darf höchstens {LARGEST_FILE // 1_000_000} MB groß sein."
            raise refusal("definition.size", text, Place(file=path.name))
        return path.read_bytes()
    except OSError as problem:
        reason = "gibt es nicht" if isinstance(problem, FileNotFoundError) else "lässt sich nicht lesen"
        raise refusal("definition.file", f"Die Datei {path} {reason}.") from problem


def _read(content: bytes, file: str) -> dict[str, Any]:
    """Return the content of a TOML file; a German refusal with line and column where it is none."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        row = content[: problem.start].count(b"\n") + 1
        text = "Eine Definition muss als UTF-8 gespeichert sein; hier steht ein anderes Zeichen."
        raise refusal("definition.encoding", text, Place(file=file, row=row)) from problem
    except tomllib.TOMLDecodeError as problem:
        found = _TOML_PLACE.search(str(problem))
        place = Place(file=file, row=int(found[1]), column=found[2]) if found else Place(file=file)
        text = f"Die Datei muss gültiges TOML sein; gemeldet wird: {_TOML_PLACE.sub('', str(problem)).strip()}."
        raise refusal("definition.toml", text, place) from problem
    except RecursionError as problem:
        raise refusal("definition.toml", "Die Datei ist zu tief verschachtelt.", Place(file=file)) from problem
