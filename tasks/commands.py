"""The commands of ``./run`` and what each needs to be set up."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks import checks
from tasks.places import SCRATCH, program
from tasks.processes import TaskError, become, environment, say, show
from tasks.setup import prepare


@dataclass(frozen=True)
class Command:
    """One command: how it is called, what it does, whether it needs the tools of developers."""

    usage: str
    does: str
    work: Callable[[Sequence[str]], int]
    tools: bool = True


def demo(arguments: Sequence[str]) -> int:
    """Load the invented county into a folder of the checkout and serve it."""
    data = os.environ.get("PASSGENAU_DATA") or str(SCRATCH / "demo")
    become([program("passgenau"), "demo", *arguments], environment(PASSGENAU_DATA=data))


def passgenau(arguments: Sequence[str]) -> int:
    """Hand everything to the command line of the product, untouched."""
    become([program("passgenau"), *arguments], environment())


def bench(arguments: Sequence[str]) -> int:
    """Measure and print a table."""
    return show([program("python"), "-m", "bench", *arguments])


def fmt(arguments: Sequence[str]) -> int:
    """Put the code into its form."""
    paths = arguments or ["."]
    sorted_out = show([program("ruff"), "check", "--fix", "--quiet", *paths])
    return max(sorted_out, show([program("ruff"), "format", *paths]))


def assets(_: Sequence[str]) -> int:
    """Do nothing more: the set-up has built the static files."""
    say("styles, fonts and icons are built")
    return 0


COMMANDS = {
    "demo": Command("demo [--port N] [--host NAME] [--fresh]", "load the invented county and serve it", demo, False),
    "test": Command("test [PYTEST ARGUMENTS]", "run every check and every test, or just these", checks.test),
    "check": Command("check", "format, lint, types and layers, without tests", lambda _: checks.check()),
    "fmt": Command("fmt [PATHS]", "put the code into its form", fmt),
    "bench": Command("bench", "measure and print the table", bench),
    "assets": Command("assets", "build styles, fonts and icons, as a wheel needs them", assets, False),
    "passgenau": Command("passgenau ARGUMENTS", "the command line itself, in your folder", passgenau, False),
}


def guide() -> str:
    """Return what ``./run help`` prints."""
    lines = [f"  ./run {command.usage:42}{command.does}" for command in COMMANDS.values()]
    return "\n".join(["passgenau: the one command of this checkout", "", *lines, f"  ./run {'help':42}this text"])


def main(arguments: Sequence[str]) -> int:
    """Set up what the command needs and carry it out."""
    name = arguments[0] if arguments else "help"
    if name in {"help", "--help", "-h"}:
        print(guide())
        return 0
    if name not in COMMANDS:
        say(f"there is no command {name!r}; ./run help lists those there are.")
        return 2
    return _carry_out(COMMANDS[name], arguments)


def _carry_out(command: Command, arguments: Sequence[str]) -> int:
    again = " ".join(["./run", *arguments[:1]])
    try:
        prepare(tools=command.tools)
        return command.work(arguments[1:])
    except TaskError as refusal:
        say(f"{refusal} Then go on with: {again}")
        return 1
    except KeyboardInterrupt:
        print(file=sys.stderr)
        say(f"stopped. Go on with: {again}")
        return 130
