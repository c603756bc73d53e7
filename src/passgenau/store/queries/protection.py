"""Protection profiles, and the stored previews of what they would leave visible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from passgenau.files.protection_rules import load_profile_named, shipped_profiles
from passgenau.indicators.disclosure.choice import ProtectionChoice
from passgenau.indicators.disclosure.preview import ProfilePreview
from passgenau.indicators.disclosure.thresholds import ProtectionProfile
from passgenau.store.models import PreviewRun, Region, Release
from passgenau.store.queries.figures import Figures
from passgenau.store.queries.profile import latest_periods

LONGEST = timedelta(minutes=10)
"""After so long without a result a computation has died with its process and may be started anew."""
ARRAYS = ("known", "shown", "area_known", "area_shown")
TEXTS = ("levels", "indicator_ids", "area_ids")


@dataclass(frozen=True)
class StoredPreview:
    """One stored computation: for which choice, in which state, and what came out."""

    choice: ProtectionChoice
    digest: str
    state: PreviewRun.State
    started_at: datetime
    seconds: float | None
    problems: tuple[str, ...]
    preview: ProfilePreview | None
    index_alone: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def protection_profiles() -> Mapping[str, ProtectionProfile]:
    """Return the profiles that ship with the house, by id."""
    return MappingProxyType({name: load_profile_named(name) for name in shipped_profiles()})


def latest_figures(figures: Figures) -> Figures:
    """Return only the latest period of each indicator, which is what a preview looks at."""
    latest = latest_periods(figures.long)
    wanted = figures.long["period"] == figures.long["indicator_id"].map(latest)
    return replace(figures, long=figures.long[wanted].reset_index(drop=True))


def still_running(run: PreviewRun, now: datetime) -> bool:
    """Return whether a result may still come."""
    return run.state in {PreviewRun.State.WAITING, PreviewRun.State.RUNNING} and now - run.started_at < LONGEST


def stored_previews(region: Region, release: Release, *, audience: str) -> tuple[StoredPreview, ...]:
    """Return the previews of exactly this state of the figures for one audience, oldest first."""
    runs = PreviewRun.objects.of(region).filter(release=release, revision=release.revision, audience=audience)
    return tuple(_stored(run) for run in runs.order_by("pk"))


def _stored(run: Any) -> StoredPreview:
    return StoredPreview(
        ProtectionChoice(run.audience, run.profiles), run.digest, PreviewRun.State(run.state), run.started_at,
        run.seconds, tuple(run.problems), from_json(run.result) if run.result else None,
        tuple(run.result.get("index_alone", ())),
    )  # fmt: skip


def as_json(preview: ProfilePreview) -> dict[str, Any]:
    """Return a preview as it is stored."""
    return {name: getattr(preview, name).tolist() for name in ARRAYS} | {
        name: list(getattr(preview, name)) for name in TEXTS
    }


def from_json(stored: Mapping[str, Any]) -> ProfilePreview:
    """Return a stored preview."""
    fields: dict[str, Any] = {name: np.array(stored[name], dtype=np.int64) for name in ARRAYS}
    fields |= {name: tuple(stored[name]) for name in TEXTS}
    return ProfilePreview(**fields)
