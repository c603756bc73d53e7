"""Compute and store how sure an index is on one state of a release."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction

from passgenau.actions.acting import Actor, record, require
from passgenau.common.errors import PassgenauError
from passgenau.config.machine import workers
from passgenau.files.definitions import indicator_catalogue, load_index_definition
from passgenau.index.compute import run_index
from passgenau.index.proposal import proposed_top
from passgenau.index.result import RobustnessResult, SourceShares
from passgenau.index.robustness import rank_shares, run_robustness
from passgenau.store.models import IndexRun, Region, Release
from passgenau.store.queries.figures import figures_of
from passgenau.store.queries.index import definitions_for, earlier_table, in_period, stored_robustness, table_for
from passgenau.store.queries.regions import working_release

REPLICATIONS = 3000
SHARES = 500
SEED = 20261123


def compute_index(actor: Actor, region: Region, release: Release, *, definition_id: str, period: str) -> bool:
    """Store the robustness of one definition and period; False where the definition does not ask for it."""
    require(actor, "index.compute")
    definition = in_period(load_index_definition(definition_id), period)
    if definition.robustness is None:
        return False
    if stored_robustness(region, release, definition, period)[0] is not None:
        return True
    figures = figures_of(region, release)
    table, earlier = table_for(figures, definition, period), earlier_table(figures, definition)
    top = proposed_top(run_index(table, definition, earlier=earlier))
    if not top:
        return False
    noise = {name: indicator.noise for name, indicator in indicator_catalogue().items()}
    common: Any = {"seed": SEED, "noise": noise, "earlier": earlier, "workers": workers()}
    result = run_robustness(table, definition, replications=REPLICATIONS, top=top, **common)
    shares = rank_shares(table, definition, replications=SHARES, **common)
    with contextlib.suppress(IntegrityError), transaction.atomic():  # somebody stored the same run meanwhile
        IndexRun.objects.of(region).create(
            release=release, revision=release.revision, definition_id=definition.id,
            definition_digest=definition.digest, period=period, top=result.top,
            replications=result.replications, seed=result.seed, robustness=_as_json(result, shares),
        )  # fmt: skip
        record(region, actor, "index.computed", definition=definition.id, period=period, release=release.number)
    return True


def compute_latest(actor: Actor, region: Region) -> None:
    """Compute every definition that fits the working release in its latest period, so that no rank stands alone.

    A definition that cannot be computed on these figures is left unchecked; its page says so.
    """
    release = working_release(region)
    if release is None:
        return
    for definition_id, periods in definitions_for(region, release).items():
        with contextlib.suppress(PassgenauError):
            compute_index(actor, region, release, definition_id=definition_id, period=periods[0])


def _as_json(result: RobustnessResult, shares: SourceShares) -> dict[str, Any]:
    def plain(values: np.ndarray[Any, Any]) -> Any:
        cells = values.astype(object)
        cells[np.isnan(values)] = None
        return cells.tolist()

    return {
        "area_ids": list(result.area_ids), "rank": plain(result.rank), "rank_p05": plain(result.rank_p05),
        "rank_p50": plain(result.rank_p50), "rank_p95": plain(result.rank_p95), "p_top": plain(result.p_top),
        "p_class": plain(result.p_class), "p_ahead": plain(result.p_ahead), "failed": result.failed,
        "shares": {
            "sources": list(shares.sources), "replications": shares.replications, "failed": shares.failed,
            "seed": shares.seed, "first": plain(shares.first), "total": plain(shares.total),
            "overall_first": plain(shares.overall_first), "overall_total": plain(shares.overall_total),
        },
    }  # fmt: skip
