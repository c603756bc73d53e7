"""No file of the oracle is forgotten in silence: it is compared, left out for a reason, or compared with the engine."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from tests.index.coinr_oracle import CATEGORIES, COMPARED, ELSEWHERE, LEFT_OUT, Oracle

TESTS = Path(__file__).resolve().parent


def _sources() -> str:
    paths = [*TESTS.glob("test_multivariate_*.py"), TESTS / "test_variance_shares.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.shared
def test_every_file_of_weights_analysis_uncertainty_and_panels_has_its_place(shared_folder: Path) -> None:
    files = [name for name in Oracle(shared_folder).file("MANIFEST.csv")["file"] if name.startswith(CATEGORIES)]
    placed = [*chain.from_iterable(COMPARED.values()), *LEFT_OUT, *ELSEWHERE]
    assert sorted(placed) == sorted(files)


@pytest.mark.parametrize("topic", COMPARED)
def test_every_topic_of_the_table_is_read_by_a_test(topic: str) -> None:
    assert f'COMPARED["{topic}"]' in _sources()


def test_what_is_left_out_says_why() -> None:
    assert [name for name, reason in LEFT_OUT.items() if len(reason.split()) < 5] == []
