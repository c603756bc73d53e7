"""``passgenau check``: all findings of a data package."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    help="Alle Befunde eines Datenpakets nennen: jeder eine Zeile, mit Datei, Zeile und Spalte. Geschrieben wird nur "
    "auf Wunsch (--report)."
)
@click.argument("package", metavar="PAKET", type=click.Path(path_type=Path))
@click.option(
    "--report", metavar="DATEI", type=click.Path(path_type=Path), help="Befunde auch als CSV-Datei schreiben."
)
def check(package: Path, report: Path | None) -> int:
    """Print the findings; exit 2 if one of them is an error."""
    from passgenau.cli.speaking import say_findings, working
    from passgenau.common.findings import errors_in
    from passgenau.common.numbers_de import count
    from passgenau.files.definitions import indicator_catalogue
    from passgenau.files.findings_report import findings_csv
    from passgenau.files.package import read_package
    from passgenau.files.whole import write_one

    with working("Datenpaket prüfen"):
        read = read_package(package, rules=indicator_catalogue())
    say_findings(read.findings)
    if report is not None:
        write_one(report, findings_csv(read.findings))
    errors = len(errors_in(read.findings))
    periods = _amount(read.long["period"].nunique(), "Zeitraum", "Zeiträume")
    click.echo(
        f"{read.name}: {_amount(len(read.register.areas), 'Gebiet', 'Gebiete')}, "
        f"{_amount(read.long['indicator_id'].nunique(), 'Indikator', 'Indikatoren')}, "
        f"{periods}, {_amount(len(read.long), 'Wert', 'Werte')}."
    )
    click.echo(
        f"{count(errors) if errors else 'Kein'} Fehler, "
        f"{_amount(len(read.findings) - errors, 'Hinweis', 'Hinweise', none='kein Hinweis')}."
    )
    return 2 if errors else 0


def _amount(number: int, one: str, many: str, *, none: str = "") -> str:
    from passgenau.common.numbers_de import count

    if number == 0:
        return none or f"keine {many}"
    return f"1 {one}" if number == 1 else f"{count(number)} {many}"
