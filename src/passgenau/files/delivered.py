"""Any delivery of figures: one table by its import profile, or the tables of a set together."""

from __future__ import annotations

from collections.abc import Mapping

from passgenau.common.errors import refusal
from passgenau.data.areas import AreaRegister
from passgenau.data.figure_rules import FigureRule
from passgenau.files.delivery_set import available_sets, load_set, propose_set
from passgenau.files.figures import ReadFigures, read_figures
from passgenau.files.import_profiles import available_profiles, load_profile, propose_profile
from passgenau.files.limits import UPLOAD, Limits
from passgenau.files.set_figures import read_set
from passgenau.files.set_source import is_archive, unpacked
from passgenau.files.tables import read_table


def known_mappings() -> dict[str, str]:
    """Return the ids of all shipped profiles and delivery sets with their German names."""
    profiles = {name: load_profile(name).name for name in available_profiles()}
    return dict(sorted({**profiles, **{name: load_set(name).name for name in available_sets()}}.items()))


def recognised_mapping(content: bytes, file_name: str, *, limits: Limits = UPLOAD) -> str:
    """Return what fits: a set by the names of its tables, else a profile by the head; refused where nothing does."""
    names = unpacked(content, file_name, limits=limits).contents if is_archive(content) else [file_name]
    tables = propose_set(names)
    if tables is not None:
        return tables.id
    if is_archive(content):
        text = f"In „{file_name}“ liegt keine Tabelle eines bekannten Satzes."
        raise refusal("delivery.profile_unknown", text, advice="Bitte die Tabellen einzeln liefern.")
    found = propose_profile(read_table(content, file_name).header)
    if found is None:
        raise refusal(
            "delivery.profile_unknown", f"Am Kopf von „{file_name}“ ist keine bekannte Zuordnung zu erkennen.",
            advice="Bitte die Zuordnung der Spalten selbst wählen.",
        )  # fmt: skip
    return found.id


def read_delivered(
    content: bytes,
    file_name: str,
    mapping: str,
    *,
    register: AreaRegister,
    catalogue: Mapping[str, FigureRule],
    period: str | None = None,
    limits: Limits = UPLOAD,
) -> ReadFigures:
    """Return the figures of a delivery by the profile or set of this name, with all findings."""
    read = read_set if mapping in available_sets() else read_figures
    return read(content, file_name, mapping, register=register, catalogue=catalogue, period=period, limits=limits)
