"""A command or option that the handbook does not explain does not exist."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from tests.repository.tree import ROOT

PAGE = (ROOT / "docs" / "handbuch" / "befehle.md").read_text(encoding="utf-8")


def _commands() -> Iterator[tuple[str, click.Command]]:
    from passgenau.cli.main import passgenau

    context = click.Context(passgenau)
    for name in passgenau.list_commands(context):
        command = passgenau.get_command(context, name)
        assert command is not None
        yield name, command


def _section(name: str) -> str:
    """Return what the handbook says under the heading of one command."""
    _, _, rest = PAGE.partition(f"\n### `{name}`")
    return rest.partition("\n##")[0]


def test_every_command_has_a_section_in_the_handbook() -> None:
    assert [name for name, _ in _commands() if not _section(name)] == []


def test_every_option_is_named_in_the_section_of_its_command() -> None:
    silent = []
    for name, command in _commands():
        options = [word for part in command.params if isinstance(part, click.Option) for word in part.opts]
        silent += [f"{name} {word}" for word in options if word.startswith("--") and word not in _section(name)]
    assert silent == []


def test_the_handbook_explains_no_command_that_does_not_exist() -> None:
    told = [line[5:].split("`")[0] for line in PAGE.splitlines() if line.startswith("### `")]
    assert told
    assert sorted(told) == sorted(name for name, _ in _commands())


@pytest.mark.parametrize("word", ["stderr", "Rückgabewert"])
def test_the_handbook_says_how_commands_end(word: str) -> None:
    assert word in PAGE
