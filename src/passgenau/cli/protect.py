"""``passgenau protect``: from all counts to a package that may be shown, with its certificate and two reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from passgenau.indicators.disclosure.thresholds import Audience


@click.command(
    help="Ein Datenpaket mit allen Zahlen so schützen, dass sich keine verborgene Zahl errechnen lässt. In den Ordner "
    "ORDNER kommen paket (das geschützte Datenpaket), certificate.json (der Nachweis, den „verify“ prüft), "
    "bericht_datenschutz.html und bericht_planung.html: alle oder keine."
)
@click.argument("package", metavar="PAKET", type=click.Path(path_type=Path))
@click.option("--rule", metavar="NAME|DATEI", required=True, help="Mitgeliefertes Schutzprofil oder TOML-Datei.")
@click.option(
    "--audience",
    type=click.Choice(["public", "planning", "statistics_office"]),
    default="public",
    show_default=True,
    help="Für wen: public = Öffentlichkeit, planning = Planung, statistics_office = Statistikstelle.",
)
@click.option(
    "--earlier",
    metavar="PAKET",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Früher veröffentlichtes geschütztes Datenpaket aus denselben Zahlen; mehrfach möglich.",
)
@click.option(
    "--out", metavar="ORDNER", required=True, type=click.Path(path_type=Path), help="Ordner für die Ergebnisse."
)
def protect(package: Path, rule: str, audience: Audience, earlier: tuple[Path, ...], out: Path) -> int:
    """Protect a package, check the proof, and write both."""
    from passgenau.cli.protecting import Wish, protect_package
    from passgenau.cli.speaking import say_findings, working

    with working("Zahlen schützen und Nachweis prüfen"):
        done = protect_package(Wish(package, rule, audience, earlier, out))
    say_findings(done.findings)
    click.echo(done.checked.sentence())
    click.echo(f"Geschrieben nach {out}: paket, certificate.json, bericht_datenschutz.html, bericht_planung.html.")
    return 0
