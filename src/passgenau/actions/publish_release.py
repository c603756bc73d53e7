"""Publish the working release: from then on it never changes and the public may read it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from passgenau.actions.acting import Actor, lock_region, record, refuse_unfit, require
from passgenau.common.errors import refusal
from passgenau.store.models import IndexRun, Region, Release
from passgenau.store.queries.regions import published_release, working_release


@transaction.atomic
def publish_release(actor: Actor, region: Region, *, title: str, now: datetime) -> Release:
    """Publish; real figures are refused until disclosure control can certify that no single case shows."""
    require(actor, "release.publish")
    lock_region(region)
    release = working_release(region)
    if release is None:
        raise refusal("release.none", "Es gibt keinen Arbeitsstand, der freigegeben werden könnte.")
    if not region.invented:
        raise refusal(
            "release.unprotected",
            "Echte Zahlen lassen sich in dieser Fassung nicht öffentlich freigeben: "
            "Die Geheimhaltungsprüfung fehlt noch.",
            advice="Angemeldete Personen der Region sehen den Arbeitsstand.",
        )
    before = published_release(region)
    if before is not None:
        before.state = Release.State.SUPERSEDED
        before.save(update_fields=["state"])
    release.state = Release.State.PUBLISHED
    release.title = title
    refuse_unfit(release, ["title"])
    release.published_at = now
    release.save(update_fields=["state", "title", "published_at"])
    runs = IndexRun.objects.of(region).filter(release=release)
    record(region, actor, "release.published", release=release.number, title=title, index_runs=runs.count())
    return release
