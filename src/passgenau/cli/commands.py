"""Every command with its place in the flow; a command's module is only loaded when it runs or shows its own help."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.flow import STATION_BY_KEY


@dataclass(frozen=True)
class CommandEntry:
    """One command: where it is built, what it does in a line, and the station of the flow it belongs to (or none)."""

    target: str
    summary: str
    station: str = ""

    @property
    def hint(self) -> str:
        """Return the line shown in the list of commands."""
        station = STATION_BY_KEY.get(self.station)
        return f"Station {station.number} {station.name}: {self.summary}" if station else self.summary


COMMANDS: dict[str, CommandEntry] = {
    "check": CommandEntry("passgenau.cli.check:check", "alle Befunde eines Datenpakets nennen", "data"),
    "package": CommandEntry(
        "passgenau.cli.package:package", "Tabellen einer Quelle zu einem Datenpaket machen", "data"
    ),
    "protect": CommandEntry(
        "passgenau.cli.protect:protect", "kleine Zahlen verbergen und nachweisen, dass sie es bleiben", "indicators"
    ),
    "verify": CommandEntry("passgenau.cli.verify:verify", "den Nachweis eines geschützten Pakets prüfen", "indicators"),
    "index": CommandEntry("passgenau.cli.index:index", "einen Index aus einem Datenpaket berechnen", "index"),
    "robustness": CommandEntry("passgenau.cli.robustness:robustness", "prüfen, wie sicher die Rangfolge ist", "index"),
    "explain": CommandEntry("passgenau.cli.explain:explain", "erklären, warum ein Gebiet steht, wo es steht", "index"),
    "demo": CommandEntry("passgenau.cli.installation:demo", "erfundenen Beispielkreis laden und im Browser zeigen"),
    "serve": CommandEntry("passgenau.cli.installation:serve", "Anwendung im Browser bereitstellen"),
    "import": CommandEntry("passgenau.cli.installation:import_", "Datenpaket oder Lieferung in eine Region übernehmen"),
    "user": CommandEntry("passgenau.cli.installation:user", "Konto anlegen"),
}
