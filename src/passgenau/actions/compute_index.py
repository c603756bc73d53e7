"""Compute and store how sure an index is on one state of a release."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db import transaction

from passgenau.actions.acting import Actor, record, require
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.index.result import RobustnessResult
from passgenau.index.robustness import run_robustness
from passgenau.store.models import IndexRun, Region, Release
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.index import fitting_periods, in_period, stored_robustness, table_for

REPLICATIONS = 3000
SEED = 20261123


def compute_index(actor: Actor, region: Region, release: Release, *, definition_id: str, period: str) -> bool:
    """Store the robustness of one definition and period; False where the definition does not ask for it."""
    require(actor, "index.compute")
    definition = in_period(load_index_definition(definition_id), period)
    if definition.robustness is None or definition.proposed_cut is None:
        return False
    if stored_robustness(region, release, definition, period) is not None:
        return True
    figures = figures_of(region, release)
    noise = {name: indicator.noise for name, indicator in indicator_catalogue().items()}
    result = run_robustness(
        table_for(figures, definition, period), definition,
        replications=REPLICATIONS, seed=SEED, top=definition.proposed_cut, noise=noise,
    )  # fmt: skip
    with transaction.atomic():
        IndexRun.objects.of(region).create(
            release=release, revision=release.revision, definition_id=definition.id,
            definition_digest=definition.digest, period=period, top=result.top,
            replications=result.replications, seed=result.seed, robustness=_as_json(result),
        )  # fmt: skip
        record(region, actor, "index.computed", definition=definition.id, period=period, release=release.number)
    return True


def compute_latest(actor: Actor, region: Region, release: Release, definition_ids: list[str]) -> None:
    """Compute each fitting definition for its latest period."""
    figures = figures_of(region, release)
    for definition_id in definition_ids:
        periods = fitting_periods(figures, load_index_definition(definition_id))
        if periods:
            compute_index(actor, region, release, definition_id=definition_id, period=periods[0])


def _as_json(result: RobustnessResult) -> dict[str, Any]:
    def plain(values: np.ndarray[Any, Any]) -> Any:
        return values.astype(object).tolist() if values.dtype.kind != "f" else _without_nan(values.tolist())

    return {
        "area_ids": list(result.area_ids), "rank": plain(result.rank), "rank_p05": plain(result.rank_p05),
        "rank_p50": plain(result.rank_p50), "rank_p95": plain(result.rank_p95), "p_top": plain(result.p_top),
        "p_class": plain(result.p_class), "failed": result.failed,
    }  # fmt: skip
