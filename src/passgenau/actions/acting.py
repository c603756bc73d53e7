"""Who acts, and the two things every verb does: ask for the right, and write down what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from passgenau.common.errors import refusal
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


def record(region: Region, actor: Actor, code: str, **detail: Any) -> None:
    """Write down what was done."""
    AuditEntry.objects.of(region).create(code=code, actor=actor.name, detail=detail)
