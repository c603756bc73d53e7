"""The working release: made when it is first needed, moved on whenever its figures change."""

from __future__ import annotations

from django.db.models import Max

from passgenau.common.errors import refusal
from passgenau.store.models import AreaSystem, Delivery, Region, Release, ReleaseDelivery
from passgenau.store.queries.regions import published_release, working_release


def release_to_work_on(region: Region, system: AreaSystem) -> Release:
    """Return the working release; a new one starts with the deliveries of the published one."""
    release = working_release(region)
    if release is not None:
        if release.system_id != system.pk:
            raise refusal(
                "release.other_system",
                f"Der Arbeitsstand rechnet mit „{release.system.title}“, die Lieferung mit „{system.title}“.",
                advice="Bitte erst den Arbeitsstand freigeben oder die Lieferung der passenden Gliederung zuordnen.",
            )
        return release
    number = (Release.objects.of(region).aggregate(last=Max("number"))["last"] or 0) + 1
    opened: Release = Release.objects.of(region).create(number=number, title=f"Datenstand {number}", system=system)
    before = published_release(region)
    if before is not None and before.system_id == system.pk:
        earlier = ReleaseDelivery.objects.of(region).filter(release=before).order_by("pk")
        ReleaseDelivery.objects.of(region).bulk_create(
            ReleaseDelivery(region=region, release=opened, delivery_id=row.delivery_id) for row in earlier
        )
    return opened


def add_delivery(region: Region, release: Release, delivery: Delivery) -> None:
    """Let the delivery's figures belong to the release and mark the release as changed."""
    ReleaseDelivery.objects.of(region).create(release=release, delivery=delivery)
    release.revision += 1
    release.save(update_fields=["revision"])
