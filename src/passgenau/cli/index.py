"""``passgenau index``: an index from a data package, as files."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    help="Einen Index berechnen. In den Ordner ORDNER kommen index.csv (jedes Gebiet eine Zeile), contributions.csv "
    "(was jeder Indikator beiträgt) und run.json (woraus, wie und womit gerechnet wurde): alle oder keine. "
    "Ein Rang ist keine Entscheidung."
)
@click.argument("package", metavar="PAKET", type=click.Path(path_type=Path))
@click.option(
    "--definition", metavar="NAME|DATEI", required=True, help="Mitgelieferte Indexdefinition oder TOML-Datei."
)
@click.option(
    "--period", metavar="ZEITRAUM", default="", help="Zeitraum, etwa 2021; nötig, wenn mehrere geliefert sind."
)
@click.option(
    "--out", metavar="ORDNER", required=True, type=click.Path(path_type=Path), help="Ordner für die Ergebnisse."
)
def index(package: Path, definition: str, period: str, out: Path) -> int:
    """Compute the index and write it."""
    from passgenau.cli.choosing import choose
    from passgenau.cli.speaking import say_findings, working
    from passgenau.common.numbers_de import count
    from passgenau.files.results import write_index
    from passgenau.index.compute import run_index

    with working("Index berechnen"):
        chosen = choose(package, definition, period)
        result = run_index(chosen.table, chosen.definition, earlier=chosen.earlier)
        write_index(out, result, chosen.inputs)
    say_findings((*chosen.package.findings, *result.findings))
    ranked = int((result.rank > 0).sum())
    click.echo(
        f"{chosen.definition.name}: {count(len(result.area_ids))} Gebiete, davon {count(ranked)} mit Rang. "
        f"Geschrieben nach {out}: index.csv, contributions.csv, run.json."
    )
    return 0
