"""Counting: true rates become cases. The same recipe gives the expectation and the drawn figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from passgenau.demo.population import AGES, YEARS, Population, Whole
from passgenau.demo.traits import Floats

# Return cases out of trials, both of shape (years, n); memory is the share of cases kept from year to year.
Draw = Callable[[Floats, Floats, float], Floats]

COHORTS = 3
CARE_YEARS = (2021, 2023, 2025)
# Invented share of people in need of care by age group of the county, in the order of AGES.
CARE_NEED = np.array([0.010, 0.020, 0.026, 0.018, 0.014, 0.012, 0.017, 0.065, 0.115, 0.460])
CARE_GROWTH = {2021: 0.88, 2023: 0.95, 2025: 1.0}
# Share of the examined children with a valid result: finding -> share.
EXAMINED = {"motor": 0.95, "language": 0.87, "obesity": 0.97, "checkup": 0.88, "measles": 0.91}


@dataclass(frozen=True)
class Cases:
    """Numerator and denominator of one indicator, each of shape (6, n); a year without figures is NaN."""

    numerator: Floats
    denominator: Floats


def expectation(trials: Floats, rate: Floats, memory: float) -> Floats:
    """Return the expected cases; ``memory`` does not matter for an expectation."""
    return trials * rate


def _moving_on(before: Floats, now: Floats, memory: float) -> tuple[Floats, Floats]:
    """Return the chances to stay and to become a case that lead from rate ``before`` to rate ``now``."""
    enter = now * (1 - memory)
    stay = (now - (1 - before) * enter) / before
    too_many = stay > 1
    return np.where(too_many, 1.0, stay), np.where(too_many, (now - before) / (1 - before), enter)


def binomial_with_memory(rng: np.random.Generator) -> Draw:
    """Return a draw in which most of last year's cases are still there, each year's figure being binomial."""

    def next_year(cases: Whole, trials: tuple[Whole, Whole], rate: tuple[Floats, Floats], memory: float) -> Whole:
        lasting = np.minimum(*trials)
        kept = rng.hypergeometric(cases, trials[0] - cases, lasting)
        stay, enter = _moving_on(*rate, memory)
        newcomers = rng.binomial(trials[1] - lasting, rate[1])
        return np.asarray(rng.binomial(kept, stay) + rng.binomial(lasting - kept, enter) + newcomers)

    def draw(trials: Floats, rate: Floats, memory: float) -> Floats:
        whole = trials.astype(np.int64)
        cases = [np.asarray(rng.binomial(whole[0], rate[0]))]
        for year in range(1, len(whole)):
            pairs = (whole[year - 1], whole[year]), (rate[year - 1], rate[year])
            cases.append(next_year(cases[-1], *pairs, memory))
        return np.array(cases, dtype=np.float64)

    return draw


def _register(people: Population) -> dict[str, Cases]:
    everyone = people.total()
    return {
        "foreign_population_share": Cases(people.aged(0, 121, of="foreign"), everyone),
        "foreign_minors_share": Cases(people.aged(0, 18, of="foreign"), people.aged(0, 18)),
        "non_eu_population_share": Cases(people.aged(0, 121, of="non_eu"), everyone),
        "foreign_seniors_share": Cases(people.aged(65, 121, of="foreign"), people.aged(65, 121)),
        "minor_population_share": Cases(people.aged(0, 18), everyone),
        "population_65_plus_share": Cases(people.aged(65, 121), everyone),
        "population_80_plus_share": Cases(people.aged(80, 121), everyone),
    }


def _sgb2(people: Population, rates: Mapping[str, Floats], *, draw: Draw) -> dict[str, Cases]:
    """Return the SGB II indicators, drawn from the same children and adults so that they fit together."""
    young, foreign_young = people.aged(0, 15), people.aged(0, 15, of="foreign")
    teens, foreign_teens = people.aged(15, 18), people.aged(15, 18, of="foreign")
    german_small = draw(young - foreign_young, rates["german_children_sgb2"], 0.8)
    german_teens = draw(teens - foreign_teens, rates["german_children_sgb2"], 0.8)
    foreign_small = draw(foreign_young, rates["foreign_children_sgb2"], 0.8)
    foreign_older = draw(foreign_teens, rates["foreign_children_sgb2"], 0.8)
    receiving = np.full(young.shape, 0.97)
    not_employable = draw(german_small + foreign_small, receiving, 0.9)
    teens_employable = draw(german_teens + foreign_older, receiving, 0.9)
    employable_youth = teens_employable + draw(people.aged(18, 25), rates["young_adults_sgb2"], 0.7)
    employable = employable_youth + draw(people.aged(25, 67), rates["adults_sgb2"], 0.85)
    recipients = employable + not_employable
    communities = draw(recipients, np.full(young.shape, 0.51), 0.97)
    single = draw(communities, rates["single_parent_communities"], 0.85)
    unemployed = draw(employable, rates["unemployed_of_recipients"], 0.75)
    unemployed = unemployed + draw(people.aged(15, 65), rates["unemployed_sgb3"], 0.4)
    german_minors = people.aged(0, 18) - people.aged(0, 18, of="foreign")
    return {
        "sgb2_recipient_share": Cases(recipients, people.aged(0, 67)),
        "sgb2_employable_share": Cases(employable, people.aged(15, 67)),
        "sgb2_youth_share": Cases(employable_youth, people.aged(15, 25)),
        "sgb2_german_minors_share": Cases(german_small + german_teens, german_minors),
        "sgb2_foreign_minors_share": Cases(foreign_small + foreign_older, people.aged(0, 18, of="foreign")),
        "sgb2_single_parent_community_share": Cases(single, communities),
        "unemployment_share": Cases(unemployed, people.aged(15, 65)),
    }


def _social_office(people: Population, rates: Mapping[str, Floats], *, draw: Draw) -> dict[str, Cases]:
    everyone = people.total()
    old, working, seniors = people.aged(67, 121), people.aged(18, 67), people.aged(65, 121)
    at_home = draw(seniors, np.full(seniors.shape, 0.965), 0.95)
    return {
        "sgb12_old_age_security_share": Cases(draw(old, rates["old_age_security"], 0.9), old),
        "sgb12_reduced_earning_security_share": Cases(draw(working, rates["reduced_earning_security"], 0.92), working),
        "sgb12_subsistence_aid_share": Cases(draw(everyone, rates["subsistence_aid"], 0.75), everyone),
        "severe_disability_share": Cases(draw(everyone, rates["disability"], 0.95), everyone),
        "seniors_living_alone_share": Cases(draw(at_home, rates["alone"], 0.93), at_home),
        "care_assistance_sgb12_share_65_plus": Cases(draw(seniors, rates["care_assistance"], 0.8), seniors),
    }


def _pooled(per_cohort: Floats) -> Floats:
    """Return sums over three cohorts, shape (6, n), from eight cohorts; each sum bears the last year."""
    return per_cohort[:-2] + per_cohort[1:-1] + per_cohort[2:]


def _school_entry(people: Population, rates: Mapping[str, Floats], *, draw: Draw) -> dict[str, Cases]:
    """Return the five school entry indicators, three cohorts pooled; the two cohorts before 2020 are like 2020."""
    first = np.zeros(COHORTS - 1, dtype=np.int64)
    cohort_years = np.concatenate([first, np.arange(len(YEARS))])
    children = np.rint(people.aged(3, 6)[cohort_years] / 3)
    names = {
        "motor": "school_entry_motor_deficit_share",
        "language": "school_entry_language_deficit_share",
        "obesity": "school_entry_obesity_share",
        "checkup": "checkup_u8_u9_incomplete_share",
        "measles": "measles_vaccination_incomplete_share",
    }
    result = {}
    for key, indicator in names.items():
        valid = draw(children, np.full(children.shape, EXAMINED[key]), 0.0)
        result[indicator] = Cases(_pooled(draw(valid, rates[key][cohort_years], 0.0)), _pooled(valid))
    return result


def _youth_office(people: Population, rates: Mapping[str, Floats], *, draw: Draw) -> dict[str, Cases]:
    """Return day care and youth welfare; six-year-olds still in day care can lift the rate above 100 %."""
    toddlers, children, minors = people.aged(0, 3), people.aged(3, 6), people.aged(0, 21)
    inside = draw(children, 0.96 * rates["care_3_to_6"], 0.5)
    older = draw(np.rint(children / 3), 0.12 * rates["care_3_to_6"], 0.0)
    return {
        "childcare_rate_under_3": Cases(draw(toddlers, rates["care_under_3"], 0.4), toddlers),
        "childcare_rate_3_to_under_6": Cases(inside + older, children),
        "hze_share_under_21": Cases(draw(minors, rates["hze"], 0.6), minors),
        "integration_aid_sgb8_share_under_21": Cases(draw(minors, rates["aid_sgb8"], 0.65), minors),
    }


def _expected_care(people: Population) -> dict[str, Cases]:
    """Return the modelled need of care: people by age times the county's rate of the age, odd years only."""
    growth = np.array([CARE_GROWTH.get(year, np.nan) for year in YEARS])
    need = (people.people * CARE_NEED[None, None, : len(AGES)]).sum(axis=2) * growth[:, None]
    everyone = np.where(np.isnan(growth)[:, None], np.nan, people.total())
    return {"expected_care_need_share": Cases(np.round(need, 1), everyone)}


def count_cases(people: Population, rates: Mapping[str, Floats], *, draw: Draw) -> dict[str, Cases]:
    """Return numerators and denominators of all 30 indicators by id, each of shape (6, n)."""
    return {
        **_register(people),
        **_sgb2(people, rates, draw=draw),
        **_social_office(people, rates, draw=draw),
        **_school_entry(people, rates, draw=draw),
        **_youth_office(people, rates, draw=draw),
        **_expected_care(people),
    }
