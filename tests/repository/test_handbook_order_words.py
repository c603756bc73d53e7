"""The handbook lists the words for alike orders with their limits."""

from __future__ import annotations

import pytest

from passgenau.profile.change import ORDER_WORDS, order_words
from passgenau.web.pages.index_words import plain
from tests.repository.tree import ROOT

PAGE = (ROOT / "docs" / "handbuch" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("limit", "words"), ORDER_WORDS)
def test_every_word_for_alike_orders_stands_in_its_row(limit: float, words: str) -> None:
    assert f"| ab {plain(limit)} | {words} |" in PAGE


def test_the_word_below_all_limits_stands_last() -> None:
    assert f"| darunter | {order_words(-1.0)} |" in PAGE
