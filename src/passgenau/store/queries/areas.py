"""Reading a delivered area file with what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.text import slugify

from passgenau.common.findings import Finding, error
from passgenau.data.areas import AreaRegister
from passgenau.files.content import suffix_of
from passgenau.files.geometry import AreaColumns, ReadAreas, read_areas
from passgenau.files.package_areas import read_area_table
from passgenau.files.tables import TABLE_SUFFIXES
from passgenau.store.models import Area as AreaRow
from passgenau.store.models import AreaSystem
from passgenau.store.queries.figures import register_of

NAMELESS = "gebiete"
TEXTS = {
    field.name: (str(field.verbose_name), field.max_length or 0)
    for field in AreaRow._meta.fields
    if field.name in {"area_id", "name", "level", "parent_id"}
}


def read_area_file(content: bytes, file_name: str, wishes: Mapping[str, str], joins: AreaSystem | None) -> ReadAreas:
    """Return the areas of a file; a key that the joined system already has is an error."""
    title = wishes.get("title") or (joins.title if joins else file_name)
    columns = AreaColumns(key=wishes.get("key_column", ""), name=wishes.get("name_column", ""))
    system, level = joins.key if joins else slugify(title)[:60] or NAMELESS, wishes.get("level", "")
    if suffix_of(file_name) in TABLE_SUFFIXES:
        read = read_area_table(content, file_name, level=level, system=system, title=title)
    else:
        read = read_areas(content, file_name, columns=columns, level=level, system=system, title=title)
    dated = replace(read.register, valid_from=wishes.get("valid_from", ""))
    findings = [*read.findings, *_unfit_texts(dated)]
    if joins is not None:
        findings = [finding for finding in findings if finding.code != "area.unknown_parent"]
        findings += [*_clashes(dated, joins), *_lost_parents(dated, joins)]
    return replace(read, register=dated, findings=tuple(findings))


def _unfit_texts(register: AreaRegister) -> list[Finding]:
    findings = []
    for area in register.areas:
        for name, (label, longest) in TEXTS.items():
            text = str(getattr(area, name))
            where = f"Gebiet „{area.area_id[:40]}“, {label}"
            if len(text) > longest:
                findings.append(error("areas.too_long", f"{where}: {len(text)} Zeichen, Platz ist für {longest}."))
            if "\x00" in text:
                findings.append(error("areas.sign", f"{where}: enthält ein unsichtbares Zeichen (U+0000)."))
    return findings


def _lost_parents(register: AreaRegister, joins: AreaSystem) -> list[Finding]:
    """A further level may belong to areas of the file or of the system it joins."""
    known = set(register_of(joins).ids) | set(register.ids)
    return [
        error(
            "area.unknown_parent",
            f"„{area.name}“ soll zu „{area.parent_id}“ gehören; dieses Gebiet gibt es weder hier "
            f"noch in „{joins.title}“.",
        )
        for area in register.areas
        if area.parent_id and area.parent_id not in known
    ]


def _clashes(register: AreaRegister, joins: AreaSystem) -> list[Finding]:
    known = register_of(joins).by_id
    findings = [
        error(
            "areas.key_taken",
            f"Der Schlüssel {area.area_id} („{area.name}“) gehört in „{joins.title}“ "
            f"schon zu „{known[area.area_id].name}“.",
        )
        for area in register.areas
        if area.area_id in known
    ]
    if register.crs and joins.crs and register.crs != joins.crs:
        findings.append(error("areas.crs", f"Die Datei steht in {register.crs}, „{joins.title}“ in {joins.crs}."))
    return findings
