"""Whom an index from published figures alone would have missed: never naming what is withheld."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.published_alone import published_alone
from passgenau.index.released import OutputKind, ReleasedOutputs, outputs_of
from tests.index.counter_tables import protected
from tests.index.figures import counted, definition

LABELS = ["niedrig", "mittel", "hoch"]
RULES = {"combine__restandardise": True, "classes": {"cuts": [-0.5, 0.5], "labels": LABELS}}
CHOSEN = definition(2, combine__missing={"rule": "rescale", "min_share": 0.5}, **RULES)
STRICT = definition(2, combine__missing={"rule": "exclude_area"}, **RULES)
TRUE = counted([[2, 90], [40, 50], [30, 40], [10, 30], [5, 20]], [[100, 100]] * 5)
FIRST_HIDDEN = np.array([[False, True], [False, False], [False, False], [False, False], [False, False]])
BOTH: tuple[OutputKind, ...] = ("class", "rank")


def official(*kinds: OutputKind) -> ReleasedOutputs:
    """Return the official outputs, nothing withheld."""
    return outputs_of(TRUE, CHOSEN, show=kinds or BOTH, decimals=1)


def test_it_names_who_would_have_been_missed_and_who_named_instead() -> None:
    assert official().class_words() == ("hoch", "hoch", "mittel", "niedrig", "niedrig")
    found = published_alone(official(), protected(TRUE, FIRST_HIDDEN), CHOSEN, top=2)
    by_class, by_rank = found.first
    assert (by_class.label, by_class.official) == ("hoch", 2)
    assert [one.area_id for one in by_class.missed] == ["a00"]
    assert (by_class.missed[0].official_class, by_class.missed[0].alone_class) == ("hoch", "niedrig")
    assert [one.area_id for one in by_class.instead] == ["a02"]
    assert [one.area_id for one in by_rank.missed] == ["a00"]
    assert [one.area_id for one in by_rank.instead] == ["a02"]
    assert (found.scored, found.compared) == (5, 5)


def test_an_area_whose_figures_are_hidden_may_get_no_score_at_all() -> None:
    found = published_alone(official(), protected(TRUE, FIRST_HIDDEN), STRICT, top=1)
    assert (found.areas, found.scored, found.compared) == (5, 4, 4)
    missed = found.first[0].missed[0]
    assert (missed.area_id, missed.alone_class, missed.scored_alone) == ("a00", "", False)


def test_with_nothing_hidden_the_two_say_the_same() -> None:
    found = published_alone(official(), TRUE, CHOSEN, top=2)
    assert (found.scored, found.same_class, found.compared) == (5, 5, 5)
    assert all(group.missed == group.instead == () for group in found.first)


def test_nothing_withheld_is_named_or_counted_as_missed() -> None:
    whole = official()
    hidden = np.zeros_like(whole.hidden)
    hidden[[0, 2]] = True
    withheld = replace(whole, hidden=hidden, values=np.where(hidden, np.nan, whole.values))
    found = published_alone(withheld, protected(TRUE, FIRST_HIDDEN), CHOSEN, top=2)
    named = [one.area_id for group in found.first for one in (*group.missed, *group.instead)]
    assert not {"a00", "a02"} & set(named)
    assert (found.classes_shown, found.classes_withheld, found.compared) == (3, 2, 3)


def test_it_speaks_of_ranks_or_classes_only_where_the_release_does() -> None:
    assert [group.by for group in published_alone(official("class"), TRUE, CHOSEN, top=2).first] == ["class"]
    assert [group.by for group in published_alone(official("rank"), TRUE, CHOSEN, top=2).first] == ["rank"]


def test_where_the_definition_refuses_the_published_figures_it_says_why() -> None:
    refusing = definition(2, **RULES)
    found = published_alone(official(), protected(TRUE, FIRST_HIDDEN), refusing, top=2)
    assert (found.scored, found.compared) == (0, 0)
    assert "Werte fehlen" in found.reason
    assert len(found.first[0].missed) == found.first[0].official == 2


def test_it_refuses_other_areas_and_no_first_place() -> None:
    with pytest.raises(PassgenauError, match="dieselben Gebiete"):
        published_alone(official(), TRUE.rows(np.array([True] * 4 + [False])), CHOSEN, top=2)
    with pytest.raises(PassgenauError, match="mindestens 1"):
        published_alone(official(), TRUE, CHOSEN, top=0)
