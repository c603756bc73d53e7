"""Every way of calling: help in German, wrong calls in one German line with exit code 2, never a traceback."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import click
import pytest

from passgenau.cli import main as main_module
from passgenau.cli.commands import COMMANDS
from passgenau.flow import FLOW
from tests.cli.calls import call, in_process

ENGLISH = ("Usage", "Options", "Commands", "Show this", "exit.", "required", "default:", "Error", "No such", "Missing")


def test_help_lists_every_command_and_station(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ((), ("--help",)):
        shown = call(capsys, *arguments)
        assert shown.code == 0
        assert all(name in shown.out for name in COMMANDS)
        assert all(station.name in shown.out for station in FLOW)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_german(capsys: pytest.CaptureFixture[str], name: str) -> None:
    shown = call(capsys, *([name] if name else []), "--help")
    assert shown.code == 0
    assert shown.out.startswith("Aufruf: passgenau")
    assert "Angaben:" in shown.out
    assert "Diese Hilfe zeigen." in shown.out
    assert not [word for word in ENGLISH if word in shown.out]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_loaded_and_says_what_it_does(name: str) -> None:
    module, _, attribute = COMMANDS[name].target.partition(":")
    command = getattr(importlib.import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.help
    assert COMMANDS[name].summary


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "--version").out.startswith("passgenau ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["indx"], "Den Befehl „indx“ gibt es nicht"),
        (["--foo"], "Die Angabe „--foo“ gibt es nicht"),
        (["index"], "Es fehlt das Argument „PAKET“"),
        (["index", "p"], "Es fehlt die Angabe „--definition“"),
        (["index", "p", "--definition", "x"], "Es fehlt die Angabe „--out“"),
        (["index", "p", "--definition"], "Hinter „--definition“ fehlt der Wert"),
        (["index", "p", "--definitoin", "x"], "Gemeint ist vielleicht „--definition“"),
        (["index", "p", "q", "--definition", "x", "--out", "o"], "Das ist zu viel: q"),
        (["robustness", "p", "--definition", "x", "--out", "o"], "Es fehlt die Angabe „--top“"),
        (["robustness", "p", "--definition", "x", "--out", "o", "--top", "neun"], "„neun“ ist keine ganze Zahl"),
        (["check", "nirgends"], "Das Datenpaket gibt es nicht"),
        (["index", "nirgends", "--definition", "gibtsnicht", "--out", "o"], "gibtsnicht"),
    ],
)
def test_a_wrong_call_is_told_in_one_german_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    wrong = call(capsys, *arguments)
    assert wrong.code == 2
    assert len(wrong.complaints) == 1
    assert wrong.err.startswith("Fehler")
    assert says in wrong.err
    assert not [word for word in ENGLISH if word in wrong.err]
    assert wrong.out == ""


def test_a_fault_of_the_program_itself_is_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("unerwartet\nzweite Zeile")

    monkeypatch.setattr(main_module.passgenau, "main", broken)
    wrong = call(capsys, "check", "p")
    assert wrong.code == 1
    assert len(wrong.complaints) == 1
    assert "RuntimeError" in wrong.err
    assert "Traceback" not in wrong.err


def test_an_interruption_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main_module.passgenau, "main", interrupted)
    assert call(capsys, "check", "p").code == 130


def test_nothing_a_file_contains_can_write_over_the_screen(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wrong = call(capsys, "check", str(tmp_path / "\x1b[2Jboese\nzeile"))
    assert "\x1b" not in wrong.err
    assert len(wrong.complaints) == 1


def test_help_comes_without_loading_the_figures_machinery() -> None:
    code = (
        "import sys; from passgenau.cli.main import run; run(['index', '--help']); "
        "print(sorted({'pandas', 'numpy', 'django', 'pyogrio'} & set(sys.modules)))"
    )
    shown = in_process(code)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of this kind")
def test_a_reader_who_leaves_early_is_no_fault() -> None:
    program = [sys.executable, "-m", "passgenau.cli.main", "--help"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
