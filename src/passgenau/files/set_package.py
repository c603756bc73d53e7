"""From the tables of a set to a data package: areas, figures and definitions, ready for every command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import Finding, errors_in
from passgenau.data.areas import AreaRegister
from passgenau.files.delivery_set import DeliverySet, load_set, propose_set
from passgenau.files.limits import LOCAL, Limits
from passgenau.files.package_writing import write_package
from passgenau.files.set_areas import set_register, with_populations
from passgenau.files.set_figures import read_set
from passgenau.files.set_source import packed, unpacked
from passgenau.indicators.definition import IndicatorDefinition


@dataclass(frozen=True)
class SetPackage:
    """A delivered set as understood: register, long table, the definitions of its indicators, every finding."""

    name: str
    title: str
    register: AreaRegister
    long: pd.DataFrame
    indicators: dict[str, IndicatorDefinition]
    findings: tuple[Finding, ...]

    def sound(self) -> SetPackage:
        """Return the package itself; refuse it with every error there is."""
        if wrong := errors_in(self.findings):
            raise PassgenauError(wrong)
        return self

    def write(self, path: Path) -> None:
        """Write the data package: a folder, or a zip where the path ends so."""
        self.sound()
        write_package(path, self.register, self.long, name=self.name, title=self.title, indicators=self.indicators)


def read_set_package(
    path: Path, name: str, *, catalogue: Mapping[str, IndicatorDefinition], limits: Limits = LOCAL
) -> SetPackage:
    """Return the folder or zip of tables as a package with all findings; its area file must be among them."""
    wanted, content = load_set(name), packed(path)
    files = unpacked(content, path.name, limits=limits)
    register = set_register(files, wanted, limits=limits)
    read = read_set(content, path.name, wanted, register=register, catalogue=catalogue, limits=limits)
    used = dict.fromkeys(read.long["indicator_id"])
    return SetPackage(
        wanted.id,
        wanted.name,
        with_populations(register, read.populations),
        read.long,
        {key: catalogue[key] for key in used if key in catalogue},
        read.findings,
    )


def set_in(path: Path) -> DeliverySet | None:
    """Return the set whose tables lie in a folder or zip; None for a data package and for anything else."""
    if not (path.is_dir() or path.suffix.lower() == ".zip"):
        return None
    return propose_set(unpacked(packed(path), path.name, limits=LOCAL).contents)
