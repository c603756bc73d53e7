"""Reading a delivered area file with what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.text import slugify

from passgenau.common.findings import error
from passgenau.files.geometry import AreaColumns, ReadAreas, read_areas
from passgenau.store.models import AreaSystem
from passgenau.store.queries.figures import register_of


def read_area_file(content: bytes, file_name: str, wishes: Mapping[str, str], joins: AreaSystem | None) -> ReadAreas:
    """Return the areas of a file; a key that the joined system already has is an error."""
    title = wishes.get("title") or (joins.title if joins else file_name)
    columns = AreaColumns(key=wishes.get("key_column", ""), name=wishes.get("name_column", ""))
    read = read_areas(
        content, file_name, columns=columns, level=wishes.get("level", ""),
        system=joins.key if joins else slugify(title)[:60], title=title,
    )  # fmt: skip
    dated = replace(read, register=replace(read.register, valid_from=wishes.get("valid_from", "")))
    if joins is None:
        return dated
    known = register_of(joins).by_id
    twice = [area for area in read.register.areas if area.area_id in known]
    findings = [
        error(
            "areas.key_taken",
            f"Der Schlüssel {area.area_id} („{area.name}“) gehört in „{joins.title}“ schon zu „{known[area.area_id].name}“.",
        )
        for area in twice
    ]
    if read.register.crs and joins.crs and read.register.crs != joins.crs:
        findings.append(error("areas.crs", f"Die Datei steht in {read.register.crs}, „{joins.title}“ in {joins.crs}."))
    return replace(dated, findings=(*dated.findings, *findings))
