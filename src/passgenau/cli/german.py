"""Click in German: the fixed words of help pages, and every way of calling a command wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

_HEADINGS = {"Options": "Angaben", "Commands": "Befehle", "Arguments": "Argumente"}
_WORDS = (
    ("Show this message and exit.", "Diese Hilfe zeigen."),
    ("Show the version and exit.", "Die Version zeigen."),
    ("[required]", "[nötig]"),
    ("[default: ", "[ohne Angabe: "),
    ("; required]", "; nötig]"),
)
_METAVARS = (
    ("[OPTIONS]", "[ANGABEN]"),
    ("COMMAND", "BEFEHL"),
    ("[ARGS]...", "[ARGUMENTE]..."),
)
_TYPES = (
    (re.compile(r"'(.*)' is not a valid integer( range)?\."), "„{0}“ ist keine ganze Zahl."),
    (re.compile(r"'(.*)' is not a valid float( range)?\."), "„{0}“ ist keine Zahl."),
    (re.compile(r"(.*) is not in the range (.*)\."), "{0} liegt nicht im erlaubten Bereich ({1})."),
    (re.compile(r"'(.*)' is not one of (.*)\."), "„{0}“ ist keines von {1}."),
    (re.compile(r"\w+ '(.*)' does not exist\."), "„{0}“ gibt es nicht."),
    (re.compile(r"Got unexpected extra arguments? \((.*)\)"), "Das ist zu viel: {0}."),
    (re.compile(r"Option '(.*)' requires (?:an argument|\d+ arguments)\."), "Hinter „{0}“ fehlt der Wert."),
    (re.compile(r"Option '(.*)' does not take a value\."), "„{0}“ hat keinen Wert."),
    (re.compile(r"Missing command\."), "Es fehlt der Befehl."),
)


class GermanFormatter(click.HelpFormatter):
    """Help pages with German headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is called."""
        for english, german in _METAVARS:
            args = args.replace(english, german)
        super().write_usage(prog, args, "Aufruf: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands with what they mean."""
        super().write_dl([(term, _translated(text)) for term, text in rows], col_max, col_spacing)


class GermanContext(click.Context):
    """A context whose help pages are German."""

    formatter_class = GermanFormatter


def _translated(text: str) -> str:
    for english, german in _WORDS:
        text = text.replace(english, german)
    return text


def sentence(problem: click.ClickException) -> str:
    """Return in one German sentence what is wrong with a call."""
    if isinstance(problem, click.NoSuchOption):
        near = f" Gemeint ist vielleicht „{problem.possibilities[0]}“." if problem.possibilities else ""
        return f"Die Angabe „{problem.option_name}“ gibt es nicht.{near}"
    if isinstance(problem, click.MissingParameter):
        name = _parameter(problem)
        return f"Es fehlt {name}."
    if isinstance(problem, click.BadParameter):
        return f"{_parameter(problem)}: {_by_pattern(problem.message)}"
    if isinstance(problem, click.FileError):
        return f"Die Datei „{problem.ui_filename}“ lässt sich nicht öffnen."
    return _by_pattern(problem.message)


def _parameter(problem: click.BadParameter) -> str:
    parameter = problem.param
    if parameter is None:
        return "eine Angabe"
    name = parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(_context(problem))
    return f"die Angabe „{name}“" if isinstance(parameter, click.Option) else f"das Argument „{name}“"


def _context(problem: click.UsageError) -> click.Context:
    return problem.ctx if problem.ctx is not None else click.Context(click.Command("passgenau"))


def _by_pattern(message: str) -> str:
    for pattern, german in _TYPES:
        if match := pattern.search(message):
            return german.format(*(group or "" for group in match.groups()))
    return f"Der Aufruf ist nicht verständlich ({message})"
