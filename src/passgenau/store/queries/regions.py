"""Which regions somebody may open, and which state of the figures they then see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from passgenau.store.models import Membership, Region, Release

Visitor = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """What a visitor is in a region: ``role`` is empty for the public."""

    region: Region
    role: str
    release: Release | None

    @property
    def staff(self) -> bool:
        """Return whether the visitor belongs to the region."""
        return bool(self.role)

    @property
    def may_import(self) -> bool:
        """Return whether the visitor may deliver and take over figures."""
        return self.role == Membership.Role.PLANNER


def published_release(region: Region) -> Release | None:
    """Return the release the public sees."""
    found: Release | None = (
        Release.objects.of(region).filter(state=Release.State.PUBLISHED).select_related("system").first()
    )
    return found


def working_release(region: Region) -> Release | None:
    """Return the state people of the region are working on."""
    found: Release | None = (
        Release.objects.of(region).filter(state=Release.State.WORKING).select_related("system").first()
    )
    return found


def role_in(region: Region, visitor: Visitor) -> str:
    """Return the visitor's role in the region, empty for strangers."""
    if not visitor.is_authenticated:
        return ""
    membership: Any = Membership.objects.of(region).filter(user_id=visitor.pk).first()
    return str(membership.role) if membership else ""


def standing(slug: str, visitor: Visitor) -> Standing | None:
    """Return what the visitor is in the region and sees of it; None where a stranger must get 404."""
    region = Region.objects.filter(slug=slug).first()
    if region is None:
        return None
    role = role_in(region, visitor)
    if role:
        return Standing(region, role, working_release(region) or published_release(region))
    release = published_release(region)
    return Standing(region, "", release) if release else None


def regions_for(visitor: Visitor) -> list[Region]:
    """Return the regions a visitor may open, by name."""
    candidates = Region.objects.all()
    return [region for region in candidates if standing(region.slug, visitor) is not None]
