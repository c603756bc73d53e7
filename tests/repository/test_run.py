"""`./run`: one command, its own words on stderr, nothing done twice, every failure says how to go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tasks import node, postgres, processes, setup, stamp
from tasks.checks import PURE
from tasks.commands import COMMANDS, main
from tasks.processes import TaskError
from tasks.report import Counts, closing_line, read
from tests.repository.tree import ROOT

RUN = ROOT / "run"


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help"]) == 0
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if f"./run {name}" not in said] == []


@pytest.mark.parametrize("path", [RUN, ROOT / ".ci" / "run"], ids=["run", "ci"])
def test_it_can_be_started_without_naming_an_interpreter(path: Path) -> None:
    assert path.stat().st_mode & 0o111
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env ")


def test_an_unknown_command_ends_with_2_and_one_line_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dmeo"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_run_needs_nothing_but_the_standard_library() -> None:
    """Isolated and without site packages, so that a missing virtual environment is no obstacle."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import tasks.commands"
    subprocess.run([sys.executable, "-I", "-S", "-c", script], check=True)


@pytest.mark.skipif(not stamp.FILE.exists(), reason="this checkout was not set up by ./run")
def test_the_command_line_gets_folder_arguments_and_exit_code_untouched(tmp_path: Path) -> None:
    done = subprocess.run(
        [RUN, "passgenau", "check", "no-such-package"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "no-such-package" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_stamp_notices_a_changed_lock_file(tmp_path: Path) -> None:
    lock = tmp_path / "uv.lock"
    lock.write_text("a", encoding="utf-8")
    before = stamp.digest([lock])
    lock.write_text("b", encoding="utf-8")
    assert stamp.digest([lock]) != before


def test_a_broken_stamp_counts_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "stamp.json"
    broken.write_text('{"root": "/elsewhere", "surprise": 1}', encoding="utf-8")
    monkeypatch.setattr(stamp, "FILE", broken)
    assert stamp.last() == stamp.Stamp()


def test_the_tools_of_developers_serve_the_demo_too_but_not_the_other_way_round() -> None:
    with_tools = stamp.wanted(tools=True)
    without = stamp.wanted(tools=False)
    assert setup._packages_ready(with_tools, without) == setup.program("python").exists()
    assert not setup._packages_ready(without, with_tools)


def test_a_step_on_the_network_is_tried_three_times(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(processes, "PAUSES", (0, 0))
    tries = tmp_path / "tries"
    script = f"open({str(tries)!r}, 'a').write('x'); raise SystemExit(1)"
    with pytest.raises(TaskError, match="fetching did not work three times"):
        processes.fetch([sys.executable, "-c", script], "fetching")
    assert tries.read_text(encoding="utf-8") == "xxx"


def test_certificates_of_the_machine_are_used_unless_somebody_decided(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundle = tmp_path / "office.pem"
    bundle.touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    for name in ("UV_SYSTEM_CERTS", "UV_NATIVE_TLS", "NODE_EXTRA_CA_CERTS", "PIP_CERT"):
        monkeypatch.delenv(name, raising=False)
    first, again = processes.network(), processes.network(again=True)
    assert (first["UV_SYSTEM_CERTS"], first["NODE_EXTRA_CA_CERTS"]) == ("1", str(bundle))
    assert "PIP_CERT" not in first
    assert again["PIP_CERT"] == str(bundle)
    monkeypatch.setenv("UV_SYSTEM_CERTS", "0")
    monkeypatch.setenv("PIP_CERT", "/of/the/person.pem")
    assert processes.network()["UV_SYSTEM_CERTS"] == "0"
    assert processes.network(again=True)["PIP_CERT"] == "/of/the/person.pem"


def test_proxies_reach_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert processes.network()["HTTPS_PROXY"] == "http://proxy.example:3128"


def test_a_failure_names_the_command_that_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*, tools: bool) -> None:
        raise TaskError(f"No space left (tools: {tools}).")

    monkeypatch.setattr("tasks.commands.prepare", refuse)
    assert main(["demo", "--port", "9"]) == 1
    assert capsys.readouterr().err == "run: No space left (tools: False). Then go on with: ./run demo\n"


def test_a_python_without_venv_is_told_which_package_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "call", lambda words: 1)
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(TaskError, match="python3-venv"):
        setup._virtual_environment(moved=False)


def test_an_npm_that_cannot_read_our_lock_file_is_not_used(tmp_path: Path) -> None:
    old = tmp_path / "npm"
    old.write_text("#!/bin/sh\necho 6.14.4\n", encoding="utf-8")
    old.chmod(0o755)
    assert not node._is_usable(old)
    old.write_text("#!/bin/sh\necho 10.8.2\n", encoding="utf-8")
    assert node._is_usable(old)


def test_the_newest_postgresql_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version in ("9.6", "15", "13"):
        programs = tmp_path / version / "bin"
        programs.mkdir(parents=True)
        (programs / "initdb").touch()
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    assert postgres.binaries() == tmp_path / "15" / "bin"


def test_counts_of_several_runs_add_up_to_one_closing_line(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    suite = '<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>'
    report.write_text(suite, encoding="utf-8")
    assert read(report) == Counts(failed=2, passed=4, skipped=3, errors=1)
    line = closing_line(read(report) + Counts(passed=6), 12.345)
    assert line.strip("= ") == "2 failed, 10 passed, 3 skipped, 1 error in 12.35s"


def test_a_run_that_never_wrote_its_counts_adds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "none.xml") == Counts()
    assert closing_line(Counts(), 0.5).strip("= ") == "no tests ran in 0.50s"


def test_pure_folders_hold_no_test_that_needs_the_database() -> None:
    for name in PURE:
        for path in (ROOT / "tests" / name).glob("**/*.py"):
            assert "django_db" not in path.read_text(encoding="utf-8"), path
