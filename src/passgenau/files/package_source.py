"""Opening a data package: a folder, a zip, or the path of its ``datapackage.json``; nothing outside it is read."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, Place, enumerate_de, error, warning
from passgenau.files.archives import guarded_archive
from passgenau.files.limits import Limits, refuse_too_large
from passgenau.files.whole import reason_de

DESCRIPTOR = "datapackage.json"
RESOURCES = ("areas", "values", "indicators", "crosswalk", "index")
REQUIRED = ("areas", "values")


@dataclass(frozen=True)
class Resource:
    """One described file: its path inside the package and what the descriptor says about reading it."""

    name: str
    path: str
    encoding: str = "utf-8"
    separator: str = ""
    decimal_comma: bool = False
    missing: tuple[str, ...] = ()


@dataclass
class PackageSource:
    """The files of a package; ``digests`` remembers the SHA-256 of every file that was read."""

    title: str
    folder: Path | None
    archive: zipfile.ZipFile | None
    prefix: str
    limits: Limits
    digests: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file of the package; a file that is not there or lies outside is refused."""
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or "\\" in name or "://" in name:
            text = f"Der Pfad „{name}“ führt aus dem Datenpaket hinaus; gelesen wird nur, was darin liegt."
            raise refusal("package.path", text, Place(file=DESCRIPTOR))
        content = self._from_archive(name) if self.archive is not None else self._from_folder(name)
        self.digests[name] = hashlib.sha256(content).hexdigest()
        return content

    def names(self) -> tuple[str, ...]:
        """Return every file that lies in the package, described or not, in alphabetical order."""
        if self.archive is not None:
            inside = (name for name in self.archive.namelist() if name.startswith(self.prefix))
            return tuple(sorted(name.removeprefix(self.prefix) for name in inside if not name.endswith("/")))
        assert self.folder is not None  # noqa: S101  (narrowing for the type checker)
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in files))

    def _from_archive(self, name: str) -> bytes:
        assert self.archive is not None  # noqa: S101  (narrowing for the type checker)
        try:
            return self.archive.read(self.prefix + name)
        except KeyError:
            raise _absent(name) from None

    def _from_folder(self, name: str) -> bytes:
        assert self.folder is not None  # noqa: S101  (narrowing for the type checker)
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            text = f"„{name}“ verweist auf eine Datei außerhalb des Datenpakets."
            raise refusal("package.path", text, Place(file=DESCRIPTOR))
        try:
            refuse_too_large(path.stat().st_size, name, limits=self.limits)
            return path.read_bytes()
        except FileNotFoundError:
            raise _absent(name) from None
        except OSError as problem:
            raise refusal(
                "package.unreadable", f"Die Datei lässt sich nicht lesen ({reason_de(problem)}).", Place(name)
            ) from problem


def _absent(name: str) -> PassgenauError:
    text = "Die Datei steht in der Beschreibung, liegt aber nicht im Datenpaket."
    return refusal("package.file_missing", text, Place(file=name))


def open_source(path: Path, *, limits: Limits) -> PackageSource:
    """Return the files of a package; what is no package is refused."""
    if path.is_dir():
        return PackageSource(path.name, path, None, "", limits)
    if path.name == DESCRIPTOR and path.is_file():
        return PackageSource(path.parent.resolve().name, path.parent, None, "", limits)
    if not path.exists():
        raise refusal("package.absent", "Das Datenpaket gibt es nicht.", Place(file=str(path)))
    if path.suffix.lower() != ".zip":
        text = f"Ein Datenpaket ist ein Ordner, eine ZIP-Datei oder die Datei {DESCRIPTOR} darin."
        raise refusal("package.kind", text, Place(file=path.name))
    refuse_too_large(path.stat().st_size, path.name, limits=limits)
    archive = guarded_archive(path.read_bytes(), path.name, limits=limits)
    found = [name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR]
    outermost = min(found, key=lambda name: len(PurePosixPath(name).parts), default=DESCRIPTOR)
    return PackageSource(path.stem, None, archive, outermost.removesuffix(DESCRIPTOR), limits)


def described(source: PackageSource) -> tuple[dict[str, Any], dict[str, Resource], list[Finding]]:
    """Return the descriptor, the resources by name, and every finding about them."""
    try:
        descriptor = json.loads(source.read(DESCRIPTOR).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refusal("package.encoding", "Die Beschreibung muss UTF-8 sein.", Place(file=DESCRIPTOR)) from None
    except json.JSONDecodeError as problem:
        text = f"Die Beschreibung ist kein gültiges JSON (Zeichen {problem.colno})."
        raise refusal("package.json", text, Place(file=DESCRIPTOR, row=problem.lineno)) from problem
    except RecursionError:
        raise refusal("package.json", "Die Beschreibung ist zu tief verschachtelt.", Place(file=DESCRIPTOR)) from None
    entries = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(entries, list):
        text = "Die Liste „resources“ fehlt; sie nennt mindestens „areas“ und „values“."
        raise refusal("package.resources", text, Place(file=DESCRIPTOR))
    findings: list[Finding] = []
    resources: dict[str, Resource] = {}
    for entry in entries:
        resource, some = _resource(entry)
        findings += some
        if resource is not None and resource.name in resources:
            findings.append(
                error("package.twice", f"„{resource.name}“ ist zweimal beschrieben.", Place(file=DESCRIPTOR))
            )
        elif resource is not None:
            resources[resource.name] = resource
    wrong = {finding.place.column for finding in findings}
    for name in REQUIRED:
        if name not in resources and name not in wrong:
            came = enumerate_de([f"„{one}“" for one in resources]) or "nichts"
            text = f"Die Ressource „{name}“ fehlt; beschrieben ist {came}."
            findings.append(error("package.resource_missing", text, Place(file=DESCRIPTOR)))
    return descriptor, resources, findings


def _resource(entry: Any) -> tuple[Resource | None, list[Finding]]:
    place = Place(file=DESCRIPTOR)
    if not isinstance(entry, Mapping) or not isinstance(entry.get("name"), str):
        return None, [error("package.resource", "Ein Eintrag in „resources“ hat keinen „name“.", place)]
    name, path = entry["name"], entry.get("path")
    if name not in RESOURCES:
        text = f"Die Ressource „{name}“ wird nicht gelesen; gelesen werden {enumerate_de(RESOURCES)}."
        return None, [warning("package.resource_unread", text, place)]
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    if not isinstance(path, str) or not path:
        text = f"Zur Ressource „{name}“ gehört genau eine Datei („path“)."
        return None, [error("package.resource_path", text, Place(file=DESCRIPTOR, column=name))]
    dialect, schema = _mapping(entry, "dialect"), _mapping(entry, "schema")
    fields = [one for one in schema.get("fields", []) if isinstance(one, Mapping)]
    return Resource(
        name,
        path,
        str(entry.get("encoding") or "utf-8"),
        str(dialect.get("delimiter") or ""),
        any(one.get("decimalChar") == "," for one in fields),
        tuple(str(text) for text in schema.get("missingValues", []) if str(text)),
    ), []


def _mapping(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = entry.get(key)
    return value if isinstance(value, Mapping) else {}
