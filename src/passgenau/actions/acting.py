"""Who acts, and what every verb does: ask for the right, hold what it changes, write down what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model
from django.utils import timezone

from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import error
from passgenau.common.numbers_de import date_de
from passgenau.frame.rights import TECHNICAL, may
from passgenau.store.models import AuditEntry, Region
from passgenau.store.queries.regions import Visitor, role_in


@dataclass(frozen=True)
class Actor:
    """A person with the role held in the region acted upon, or the installation itself."""

    name: str
    role: str


INSTALLATION = Actor("Installation", TECHNICAL)


def actor_in(region: Region, visitor: Visitor) -> Actor:
    """Return the visitor as an actor in the region."""
    name = visitor.get_username() if visitor.is_authenticated else ""
    return Actor(name, role_in(region, visitor))


def require(actor: Actor, verb: str) -> None:
    """Refuse when the actor's role does not hold the right; the installation may what planners may."""
    if actor.role == TECHNICAL and actor == INSTALLATION:
        return
    if not may(actor.role, verb):
        raise refusal("right.missing", f"Für diesen Schritt fehlt {actor.name or 'Ihnen'} die Berechtigung.")


def lock_region(region: Region) -> None:
    """Let nobody else take over or publish in this region until the transaction ends."""
    Region.objects.select_for_update().get(pk=region.pk)


def refuse_unfit(row: Model, names: Sequence[str]) -> None:
    """Refuse a row whose texts do not fit their columns, with the German name of each; nothing is cut off."""
    others = {field.name for field in row._meta.fields} - set(names)
    problems = [
        error("text.unfit", f"{_label(row, name)}: das Zeichen NUL darf nicht vorkommen.")
        for name in names
        if "\x00" in str(getattr(row, name))
    ]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as found:
        problems += [
            error("text.unfit", f"{_label(row, name)}: {text.removesuffix('.')}.")
            for name, texts in found.message_dict.items()
            for text in texts
        ]
    if problems:
        raise PassgenauError(problems)


def _label(row: Model, name: str) -> str:
    field = row._meta.get_field(name)
    return str(field.verbose_name) if isinstance(field, CharField) else name


def day_words(moment: datetime | None) -> str:
    """Return the local day of a moment as 12.10.2026, empty for none."""
    return date_de(timezone.localdate(moment)) if moment is not None else ""


def record(region: Region, actor: Actor, code: str, **detail: Any) -> None:
    """Write down what was done."""
    AuditEntry.objects.of(region).create(code=code, actor=actor.name, detail=detail)
