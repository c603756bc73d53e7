"""``passgenau``: one word, then a command; errors are German sentences on stderr and exit code 2."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from passgenau import __version__
from passgenau.cli.commands import COMMANDS
from passgenau.cli.german import GermanContext, sentence
from passgenau.cli.speaking import complain, say_findings
from passgenau.common.errors import PassgenauError
from passgenau.flow import FLOW

REFUSED, BROKEN, INTERRUPTED = 2, 1, 130


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one only when it is called."""

    context_class = GermanContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, loaded now."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        command.context_class = GermanContext
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of a call; an unknown one is refused with what there is."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"unknown command {args[0]}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their station, and the flow itself."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.hint) for name, entry in COMMANDS.items()])
        with formatter.section("Die Stationen"):
            formatter.write_dl([(f"{station.number} {station.name}", station.question) for station in FLOW])


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    help="passgenau: von Daten zu Taten. Was ein Kreis über seine Gebiete weiß, geht den Weg der neun Stationen.",
    epilog="Hilfe zu einem Befehl: passgenau BEFEHL --help",
)
@click.version_option(__version__, message="passgenau %(version)s", help="Die Version zeigen.")
@click.pass_context
def passgenau(ctx: click.Context) -> None:
    """Show the help where no command is named."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one call and return its exit code; whatever goes wrong is said in German, never as a traceback."""
    try:
        result: Any = passgenau.main(args=arguments, prog_name="passgenau", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except PassgenauError as refused:
        say_findings(refused.findings)
        return REFUSED
    except click.UsageError as problem:
        complain(f"Fehler: {_unknown_command(problem) or _capital(sentence(problem))} {_where_help(problem)}")
        return REFUSED
    except click.ClickException as problem:
        complain(f"Fehler: {_capital(sentence(problem))}")
        return REFUSED
    except (KeyboardInterrupt, click.Abort):
        complain("Abgebrochen.")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN
    except MemoryError:
        complain("Fehler: Der Arbeitsspeicher reicht für diese Datei nicht aus.")
        return REFUSED
    except Exception as problem:
        complain(f"Fehler im Programm ({type(problem).__name__}: {problem}). Bitte melden; geschrieben wurde nichts.")
        return BROKEN


def _unknown_command(problem: click.UsageError) -> str:
    if not problem.message.startswith("unknown command "):
        return ""
    name = problem.message.removeprefix("unknown command ")
    return f"Den Befehl „{name}“ gibt es nicht; es gibt {', '.join(COMMANDS)}."


def _where_help(problem: click.UsageError) -> str:
    path = problem.ctx.command_path if problem.ctx is not None else "passgenau"
    return f"Hilfe: {path} --help"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def main() -> None:
    """Entry point of the program."""
    sys.exit(run())


if __name__ == "__main__":
    main()
