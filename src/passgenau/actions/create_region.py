"""Create a planning region."""

from __future__ import annotations

from django.db import transaction
from django.utils.text import slugify

from passgenau.actions.acting import Actor, record, refuse_unfit, require
from passgenau.common.errors import refusal
from passgenau.store.models import Region

RESERVED = frozenset({"anmelden", "abmelden", "hilfe", "methoden", "gesund", "static"})

TOWN_WORDS = frozenset({"Stadt", "Bundesstadt", "Hansestadt", "Landeshauptstadt", "Universitätsstadt", "Berlin"})


@transaction.atomic
def create_region(actor: Actor, name: str, *, slug: str = "", invented: bool = False) -> Region:
    """Create a region with a short name for its address."""
    require(actor, "region.create")
    short = slug or slugify(name)
    if not short:
        raise refusal("region.slug", f"Aus „{name}“ lässt sich kein Kürzel für die Adresse bilden.")
    if short in RESERVED:
        raise refusal("region.reserved", f"Das Kürzel „{short}“ ist für Seiten der Anwendung vergeben.")
    if Region.objects.filter(slug=short).exists():
        raise refusal("region.exists", f"Eine Region mit dem Kürzel „{short}“ gibt es schon.")
    kind = Region.Kind.TOWN if TOWN_WORDS & set(name.split()[:1]) else Region.Kind.COUNTY
    region = Region(slug=short, name=name, kind=kind, invented=invented)
    refuse_unfit(region, ["slug", "name"])
    region.save()
    record(region, actor, "region.created", name=name)
    return region
