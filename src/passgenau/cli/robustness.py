"""``passgenau robustness``: how sure a ranking is, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from passgenau.cli.choosing import Chosen
    from passgenau.files.results import Doubts
    from passgenau.index.result import RobustnessResult

# Shares of the spread need several samples of the index; more replications than these show nothing more.
SHARES_FROM, SHARES_TO = 100, 2_000


@click.command(
    help="Prüfen, wie sicher eine Rangfolge ist: Zufall in kleinen Zahlen, Gewichte und Rechenweg schwanken, so weit "
    "es die Definition erlaubt. In den Ordner ORDNER kommen robustness.csv, sources.csv (woher der Zweifel kommt), "
    "edges.csv (wer knapp an einer Grenze liegt), agreement.csv (was andere Rechenwege sagen) und run.json: alle oder "
    "keine."
)
@click.argument("package", metavar="PAKET", type=click.Path(path_type=Path))
@click.option(
    "--definition", metavar="NAME|DATEI", required=True, help="Mitgelieferte Indexdefinition oder TOML-Datei."
)
@click.option(
    "--period", metavar="ZEITRAUM", default="", help="Zeitraum, etwa 2021; nötig, wenn mehrere geliefert sind."
)
@click.option(
    "--replications", metavar="N", type=int, default=10_000, show_default=True, help="Zahl der Wiederholungen."
)
@click.option(
    "--seed", metavar="S", type=int, default=1, show_default=True, help="Startwert; derselbe ergibt dasselbe."
)
@click.option("--top", metavar="K", type=int, required=True, help="Um wie viele erste Plätze es geht.")
@click.option(
    "--out", metavar="ORDNER", required=True, type=click.Path(path_type=Path), help="Ordner für die Ergebnisse."
)
def robustness(package: Path, definition: str, period: str, replications: int, seed: int, top: int, out: Path) -> int:
    """Run the Monte Carlo and write it."""
    from passgenau.cli.choosing import choose
    from passgenau.cli.speaking import say_findings, working
    from passgenau.common.numbers_de import count
    from passgenau.config.machine import workers
    from passgenau.files.results import write_robustness
    from passgenau.index.robustness import run_robustness

    with working("Rangfolge prüfen"):
        chosen = choose(package, definition, period)
        result = run_robustness(
            chosen.table, chosen.definition, replications=replications, seed=seed, top=top, noise=chosen.noise,
            earlier=chosen.earlier, workers=workers(),
        )  # fmt: skip
        doubts = doubts_of(chosen, result)
        write_robustness(out, result, doubts, chosen.inputs, definition=chosen.definition, noise=chosen.noise)
    say_findings(chosen.package.findings)
    sources = "sources.csv, " if doubts.shares else ""
    click.echo(
        f"{chosen.definition.name}: {count(replications - result.failed)} Wiederholungen, {count(result.failed)} ohne "
        f"Ergebnis. Geschrieben nach {out}: robustness.csv, {sources}edges.csv, agreement.csv, run.json."
    )
    return 0


def doubts_of(chosen: Chosen, result: RobustnessResult) -> Doubts:
    """Return sources of doubt, areas near a cut, and what other ways to compute the index say."""
    from passgenau.config.machine import workers
    from passgenau.files.results import Doubts
    from passgenau.index.agreement import agreement
    from passgenau.index.cliff_edges import cliff_edges
    from passgenau.index.compute import run_index
    from passgenau.index.robustness import most_replications, rank_shares
    from passgenau.profile.certainty import EDGE_FROM

    table, definition, earlier = chosen.table, chosen.definition, chosen.earlier
    index = run_index(table, definition, earlier=earlier)
    sampled = min(max(result.replications // 5, SHARES_FROM), SHARES_TO, most_replications(len(table.area_ids)))
    shares = None
    if sampled >= SHARES_FROM:
        shares = rank_shares(
            table, definition, replications=sampled, seed=result.seed, noise=chosen.noise, earlier=earlier,
            workers=workers(),
        )  # fmt: skip
    classes = definition.classes
    limits = (index.reference.cuts or classes.cuts) if classes else ()
    edges = cliff_edges(index, result, limits=limits, threshold=EDGE_FROM)
    others = agreement(table, definition, methods=(), means=(), top=result.top, earlier=earlier)
    return Doubts(shares, edges, others)
