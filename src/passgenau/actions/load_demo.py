"""Load the invented county through the same verbs that people use."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from passgenau.actions.accept_finding import accept_findings
from passgenau.actions.acting import INSTALLATION
from passgenau.actions.check_delivery import check_delivery
from passgenau.actions.compute_index import compute_index
from passgenau.actions.create_region import create_region
from passgenau.actions.publish_release import publish_release
from passgenau.actions.register_areas import register_areas
from passgenau.actions.take_over_delivery import take_over_delivery
from passgenau.common.errors import refusal
from passgenau.demo import SLUG, invented_county
from passgenau.files.definitions import load_index_definition
from passgenau.store.models import Region
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.index import fitting_periods
from passgenau.store.queries.regions import working_release

REASON = "erfundene Lieferung, so erzeugt"
DEFINITION = "rbk_gesamtindex"


@transaction.atomic
def load_demo(*, now: datetime, progress: Callable[[str, int, int], None]) -> Region:
    """Create the demo region with all its deliveries, compute the index, publish; an existing one stays as it is."""
    existing = Region.objects.filter(slug=SLUG).first()
    if existing is not None and not existing.invented:
        raise refusal("demo.taken", f"Das Kürzel „{SLUG}“ gehört der Region „{existing.name}“ mit echten Zahlen.")
    if existing is not None:
        return existing
    progress("Erfundener Kreis wird erzeugt", 0, 1)
    county = invented_county()
    region = create_region(INSTALLATION, county.title, slug=county.slug, invented=True)
    digest = hashlib.sha256(repr(county.register.ids).encode()).hexdigest()
    system = register_areas(INSTALLATION, region, county.register, file_name="beispielkreis", digest=digest)
    for place, part in enumerate(county.deliveries, start=1):
        progress(f"Lieferung {part.title}", place, len(county.deliveries))
        delivery = check_delivery(
            INSTALLATION, region, system, content=part.csv, file_name=part.file_name, profile="plain_long",
            title=part.title, source=part.source,
        )  # fmt: skip
        warnings = [finding["number"] for finding in delivery.findings if finding["level"] == "warning"]
        if warnings:
            accept_findings(INSTALLATION, region, delivery, numbers=warnings, reason=REASON, now=now)
            delivery.refresh_from_db()
        take_over_delivery(INSTALLATION, region, delivery, now=now)
    release = working_release(region)
    if release is None:
        raise RuntimeError("the demo deliveries made no working release")
    periods = fitting_periods(figures_of(region, release), load_index_definition(DEFINITION))
    progress("Sicherheit der Rangfolge wird geprüft", 0, 1)
    compute_index(INSTALLATION, region, release, definition_id=DEFINITION, period=periods[0])
    publish_release(INSTALLATION, region, title=f"Datenstand {periods[0]}", now=now)
    return region
