"""What comes out for an area: scores by each method, rank, class, domains, frequency and intensity."""

from __future__ import annotations

import math

import numpy as np
import pytest

from passgenau.common.errors import PassgenauError
from passgenau.index.compute import run_index
from tests.index.figures import definition, indicators, standardisation, table_of

# One invented indicator of five areas: mean 4, population spread sqrt(8), median 3, MAD 2.
COLUMN = [[1.0], [3.0], [3.0], [9.0], [4.0]]
SPREAD = math.sqrt((9 + 1 + 1 + 25 + 0) / 5)

BY_HAND = {
    "zscore": [-3 / SPREAD, -1 / SPREAD, -1 / SPREAD, 5 / SPREAD, 0.0],
    "difference": [-3.0, -1.0, -1.0, 5.0, 0.0],
    "relative": [-0.75, -0.25, -0.25, 1.25, 0.0],
    "robust_z": [-2 / 1.4826, 0.0, 0.0, 6 / 1.4826, 1 / 1.4826],
    "minmax": [0.0, 0.25, 0.25, 1.0, 0.375],
    "rank": [1.0, 2.5, 2.5, 5.0, 4.0],
    "borda": [0.0, 1.0, 1.0, 4.0, 3.0],
    "percentile_rank": [0.0, 0.25, 0.25, 1.0, 0.75],
}
REVERSED = {
    "minmax": [1.0, 0.75, 0.75, 0.0, 0.625],
    "rank": [5.0, 3.5, 3.5, 1.0, 2.0],
    "borda": [4.0, 2.0, 2.0, 0.0, 1.0],
    "percentile_rank": [1.0, 0.5, 0.5, 0.0, 0.25],
}


@pytest.mark.parametrize(("method", "wanted"), BY_HAND.items())
def test_it_standardises_as_computed_by_hand(method: str, wanted: list[float]) -> None:
    result = run_index(table_of(COLUMN), definition(1, standardise__method=method))
    np.testing.assert_allclose(result.standardised[:, 0], wanted, rtol=1e-12)
    np.testing.assert_allclose(result.score, wanted, rtol=1e-12)


@pytest.mark.parametrize("method", BY_HAND)
def test_direction_minus_one_negates_deviations_and_reverses_every_other_order(method: str) -> None:
    chosen = definition(1, standardise__method=method, indicators=indicators(1, direction=-1))
    wanted = REVERSED.get(method) or [-value for value in BY_HAND[method]]
    result = run_index(table_of(COLUMN), chosen)
    np.testing.assert_allclose(result.standardised[:, 0], wanted, rtol=1e-12)


@pytest.mark.parametrize("method", BY_HAND)
def test_absolute_ignores_the_direction(method: str) -> None:
    for direction in (1, -1):
        entries = indicators(1, direction=direction)
        chosen = definition(1, standardise__method=method, combine__direction="absolute", indicators=entries)
        result = run_index(table_of(COLUMN), chosen)
        np.testing.assert_allclose(result.score, np.abs(BY_HAND[method]), rtol=1e-12)


def exponential(share: float, decay: float = 23.0) -> float:
    return -decay * math.log(1 - share * (1 - math.exp(-100 / decay)))


@pytest.mark.parametrize(
    ("offset", "ties", "shares"),
    [
        (1.0, "average", [1 / 5, 2.5 / 5, 2.5 / 5, 5 / 5, 4 / 5]),
        (1.0, "min", [1 / 5, 3 / 5, 3 / 5, 5 / 5, 4 / 5]),
        (0.0, "average", [0 / 5, 1.5 / 5, 1.5 / 5, 4 / 5, 3 / 5]),
    ],
)
def test_the_exponential_of_ranks_follows_its_formula(offset: float, ties: str, shares: list[float]) -> None:
    chosen = definition(1, standardise={"method": "exponential_rank", "decay": 23.0, "offset": offset, "ties": ties})
    result = run_index(table_of(COLUMN), chosen)
    np.testing.assert_allclose(result.score, [exponential(share) for share in shares], rtol=1e-12, atol=1e-12)


def test_the_exponential_of_ranks_reaches_100_and_a_tenth_of_the_areas_exceeds_50() -> None:
    """Both are published properties of the English index."""
    result = run_index(
        table_of(np.arange(1000.0)[:, None]), definition(1, standardise=standardisation("exponential_rank"))
    )
    assert result.score.max() == pytest.approx(100.0)
    assert (result.score > 50).sum() == pytest.approx(100, abs=5)


def test_arithmetic_divides_by_the_total_weight_and_sum_does_not() -> None:
    values = [[1.0, 5.0], [2.0, 1.0], [6.0, 3.0]]
    entries = indicators(2, weight=[3.0, 1.0])
    total = run_index(table_of(values), definition(indicators=entries))
    mean = run_index(table_of(values), definition(indicators=entries, combine__aggregate="arithmetic"))
    np.testing.assert_allclose(total.score, mean.score * 4.0)
    np.testing.assert_allclose(total.score, total.standardised @ [3.0, 1.0])


def test_a_value_on_a_cut_belongs_to_the_lower_class() -> None:
    classes = {"cuts": [-1.0, 0.0, 5.0], "labels": ["A", "B", "C", "D"]}
    result = run_index(table_of(COLUMN), definition(1, standardise__method="difference", classes=classes))
    assert result.klass == ("A", "A", "A", "C", "B")


def test_the_arithmetic_of_the_machine_moves_nobody_over_a_cut() -> None:
    """In binary fractions 0.3 lies 5.6e-17 beyond 0.2 + 0.1; on paper it lies on the cut."""
    table = table_of([[0.1 + 0.2], [0.0], [0.6], [0.3]])
    assert table.value[0, 0] > table.value[3, 0]
    classes = {"cuts": [0.075], "labels": ["unten", "oben"]}
    result = run_index(table, definition(1, standardise__method="difference", classes=classes))
    assert result.rank.tolist() == [2, 4, 1, 2]
    assert result.klass == ("unten", "unten", "oben", "unten")


def test_classes_cut_the_final_score() -> None:
    classes = {"cuts": [1.5], "labels": ["unten", "oben"]}
    values = np.array(COLUMN) * 100
    raw = definition(1, standardise__method="difference", classes=classes)
    again = definition(1, standardise__method="difference", classes=classes, combine__restandardise=True)
    assert run_index(table_of(values), raw).klass == ("unten", "unten", "unten", "oben", "unten")
    result = run_index(table_of(values / 400), again)
    assert result.klass == ("unten", "unten", "unten", "oben", "unten")
    assert result.score.max() == pytest.approx(1.25)
    np.testing.assert_allclose(result.score_standardised, BY_HAND["zscore"])


def test_ties_share_the_smaller_rank() -> None:
    result = run_index(table_of([[1.0], [5.0], [5.0], [3.0], [5.0]]), definition(1))
    assert result.rank.tolist() == [5, 1, 1, 4, 1]


def test_domains_add_up_their_indicators() -> None:
    values = [[1.0, 5.0, 2.0], [2.0, 1.0, 9.0], [6.0, 3.0, 4.0]]
    domains = [{"id": "d", "name": "D"}, {"id": "e", "name": "E"}]
    chosen = definition(3, domains=domains, indicators=indicators(3, domain=["d", "e", "d"], weight=[1.0, 2.0, 3.0]))
    result = run_index(table_of(values), chosen)
    z = result.standardised
    assert result.domain_ids == ("d", "e")
    np.testing.assert_allclose(result.domain_scores[:, 0], z[:, 0] + 3 * z[:, 2])
    np.testing.assert_allclose(result.domain_scores.sum(axis=1), result.score)


def test_weighted_domains_are_combined_from_their_own_scores() -> None:
    values = [[1.0, 5.0, 2.0], [2.0, 1.0, 9.0], [6.0, 3.0, 4.0]]
    domains = [{"id": "d", "name": "D", "weight": 10.0}, {"id": "e", "name": "E", "weight": 1.0}]
    entries = indicators(3, domain=["d", "e", "d"], weight=[1.0, 2.0, 3.0])
    for aggregate, factor in (("sum", [10.0, 1.0]), ("arithmetic", [10 / 11, 1 / 11])):
        chosen = definition(3, domains=domains, indicators=entries, combine__aggregate=aggregate)
        result = run_index(table_of(values), chosen)
        np.testing.assert_allclose(result.domain_scores @ factor, result.score)
    np.testing.assert_allclose(
        result.domain_scores[:, 0], (result.standardised[:, 0] + 3 * result.standardised[:, 2]) / 4
    )


def test_a_domain_without_any_value_of_an_area_has_no_score_there() -> None:
    values = [[1.0, 5.0, np.nan], [2.0, 1.0, 9.0], [6.0, 3.0, 4.0]]
    domains = [{"id": "d", "name": "D"}, {"id": "e", "name": "E"}]
    chosen = definition(
        3,
        domains=domains,
        indicators=indicators(3, domain=["d", "d", "e"]),
        combine__missing={"rule": "rescale", "min_share": 0.5},
    )
    result = run_index(table_of(values), chosen)
    assert np.isnan(result.domain_scores[0, 1])
    assert result.domain_scores[0, 0] == pytest.approx(result.score[0])


@pytest.mark.parametrize("method", ["zscore", "rank", "minmax", "difference"])
def test_frequency_and_intensity_mean_the_same_with_every_method(method: str) -> None:
    """Often or especially strongly: the fourth area exceeds one spread in x0, the first one in the reversed x1."""
    values = [[1.0, 0.0], [3.0, 6.0], [3.0, 6.0], [9.0, 7.0], [4.0, 6.0]]
    chosen = definition(standardise__method=method, indicators=indicators(2, direction=[1, -1]))
    result = run_index(table_of(values), chosen)
    assert result.frequency.tolist() == [1, 0, 0, 1, 0]
    assert result.intensity[3] == pytest.approx(5 / SPREAD - 1)
    assert result.intensity[0] == pytest.approx(5 / math.sqrt((25 + 1 + 1 + 4 + 1) / 5) - 1)
    assert np.isnan(result.intensity[[1, 2, 4]]).all()


def test_exactly_one_spread_worse_is_not_more_than_one() -> None:
    """Of two areas each lies one spread from the mean; the arithmetic of the machine must not make it more."""
    for low in np.linspace(0.01, 0.9, 40):
        result = run_index(table_of([[low], [low + 0.1], [low], [low + 0.1]]), definition(1))
        assert result.frequency.tolist() == [0, 0, 0, 0]


def test_an_area_without_score_has_neither_frequency_nor_class() -> None:
    values = [[1.0, np.nan], [2.0, 1.0], [3.0, 2.0]]
    classes = {"cuts": [0.0], "labels": ["unten", "oben"]}
    result = run_index(table_of(values), definition(combine__missing={"rule": "exclude_area"}, classes=classes))
    assert np.isnan([result.frequency[0], result.intensity[0], result.score[0]]).all()
    assert result.klass[0] == ""
    assert np.isnan(result.contributions[0]).all()


def test_it_refuses_an_unknown_indicator_naming_all_of_them() -> None:
    with pytest.raises(PassgenauError, match="X0, x2 und x3") as refused:
        run_index(
            table_of([[1.0, 2.0], [2.0, 3.0]]),
            definition(indicators=[{"id": name, "direction": 1, "weight": 1.0} for name in ("X0", "x1", "x2", "x3")]),
        )
    assert "Groß- und Kleinschreibung" in str(refused.value)


def test_indicators_that_the_definition_does_not_name_take_no_part() -> None:
    values = np.array([[1.0, 5.0, 2.0], [2.0, 1.0, np.nan], [6.0, 3.0, 4.0]])
    alone = run_index(table_of(values[:, :2]), definition(2))
    np.testing.assert_array_equal(run_index(table_of(values), definition(2)).score, alone.score)
