"""Compute and store what a choice of protection profiles would leave visible; nothing is decided by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from passgenau.actions.acting import Actor, lock_region, record, require
from passgenau.actions.background import later
from passgenau.actions.previewing import PreviewOutcome, PreviewTask, computed_outcome
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import Finding, enumerate_de
from passgenau.common.numbers_de import count
from passgenau.files.definitions import indicator_catalogue
from passgenau.indicators.disclosure.choice import ChosenDemands, ProtectionChoice, demands_of
from passgenau.store.models import PreviewRun, Region, Release
from passgenau.store.queries.figures import Figures, figures_of
from passgenau.store.queries.profile import official_reading
from passgenau.store.queries.protection import (
    as_json,
    latest_figures,
    protection_profiles,
    still_running,
)

Compute = Callable[[PreviewTask], PreviewOutcome]


def preview_protection(
    actor: Actor,
    region: Region,
    release: Release,
    *,
    choice: ProtectionChoice,
    now: datetime,
    compute: Compute = computed_outcome,
) -> PreviewRun:
    """Start the computation for exactly this state of the figures; what is computed or under way stays as it is."""
    require(actor, "protection.preview")
    figures = latest_figures(figures_of(region, release))
    demands = _checked(choice, figures)
    task = PreviewTask(figures, demands, official_reading(region, release))
    with transaction.atomic():
        lock_region(region)
        runs = PreviewRun.objects.of(region).filter(release=release)
        runs.exclude(revision=release.revision).delete()  # nobody will see figures of an earlier state again
        run: PreviewRun | None = runs.filter(audience=choice.audience, digest=demands.digest).first()
        if run is not None and (run.state == PreviewRun.State.DONE or still_running(run, now)):
            return run
        if run is not None:
            run.delete()
        run = PreviewRun.objects.of(region).create(
            release=release, revision=release.revision, audience=choice.audience, profiles=dict(choice.profiles),
            digest=demands.digest, started_at=now, started_by=actor.name,
        )  # fmt: skip
        record(region, actor, "protection.previewed", release=release.number, audience=choice.audience)
    started = run
    later(lambda: _carry_out(started, task, compute))
    run.refresh_from_db()
    return run


def _checked(choice: ProtectionChoice, figures: Figures) -> ChosenDemands:
    """Return what the choice asks for; an indicator without a profile is refused by name."""
    left = [name for name in figures.indicator_ids if name not in choice.profiles]
    if left:
        text = f"Jeder Indikator braucht ein Schutzprofil; ohne sind {enumerate_de(left)}."
        raise refusal("protection.no_profile", text)
    return demands_of(choice, protection_profiles())


def _carry_out(run: PreviewRun, task: PreviewTask, compute: Compute) -> None:
    """Compute and store what comes out, or why nothing does."""
    _store(run, state=PreviewRun.State.RUNNING)
    begin = time.monotonic()
    try:
        found = compute(task)
    except PassgenauError as problem:
        _store(run, state=PreviewRun.State.REFUSED, problems=_reasons(problem))
        return
    except BaseException:
        _store(run, state=PreviewRun.State.FAILED)
        raise
    result = as_json(found.preview) | {"index_alone": list(found.index_alone)}
    _store(run, state=PreviewRun.State.DONE, result=result, seconds=time.monotonic() - begin)


def _reasons(problem: PassgenauError) -> list[str]:
    """Return each kind of finding once per indicator; of hundreds of areas with the same fault one is enough."""
    catalogue, alike = indicator_catalogue(), dict[tuple[str, str], list[Finding]]()
    for finding in problem.findings:
        alike.setdefault((finding.code, finding.place.indicator_id), []).append(finding)
    sentences = []
    for (_, indicator), found in alike.items():
        head = f"{catalogue[indicator].short_name if indicator in catalogue else indicator}: " if indicator else ""
        more = f" So auch bei {count(len(found) - 1)} weiteren Werten." if len(found) > 1 else ""
        sentences.append(f"{head}{found[0].text}{more} {found[0].advice}".strip())
    return sentences


def _store(run: PreviewRun, **fields: object) -> None:
    """Change a run that is still there; somebody may have started anew or removed the region meanwhile."""
    PreviewRun.objects.of(run.region).filter(pk=run.pk).update(**fields)
