"""Which region and which area system a command means; needs a started installation."""

from __future__ import annotations

from passgenau.actions.acting import INSTALLATION
from passgenau.actions.create_region import create_region
from passgenau.common.errors import refusal
from passgenau.store.models import AreaSystem, Region


def region_called(slug: str, name: str) -> Region:
    """Return the region, creating it only when a name was given for it."""

    region = Region.objects.filter(slug=slug).first()
    if region is not None:
        return region
    if not name:
        known = ", ".join(Region.objects.values_list("slug", flat=True)) or "noch keine"
        raise refusal(
            "region.unknown",
            f"Eine Region „{slug}“ gibt es nicht (vorhanden: {known}).",
            advice="Mit --create-region NAME beziehungsweise --create NAME wird sie angelegt.",
        )
    return create_region(INSTALLATION, name, slug=slug)


def system_called(region: Region, key: str) -> AreaSystem:
    """Return the area system of that key, or the only one."""

    systems: list[AreaSystem] = list(AreaSystem.objects.of(region))
    found = [system for system in systems if system.key == key] if key else systems
    if len(found) != 1:
        known = ", ".join(system.key for system in systems) or "noch keine"
        raise refusal(
            "system.unknown",
            f"Welche Gebietsgliederung gemeint ist, steht nicht fest (vorhanden: {known}).",
            advice="Bitte mit --system nennen oder mit --areas eine Gebietsdatei mitgeben.",
        )
    return found[0]
