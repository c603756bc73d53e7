"""Who delivers what, and what is not there: the plan behind the fourteen invented deliveries."""

from __future__ import annotations

from dataclasses import dataclass

from passgenau.demo.places import (
    ERLENRATH,
    HASSELWERTH,
    KRESSENAU,
    LICHTENBECK,
    MUNICIPALITIES,
    TIEFENLOHE,
    ULMENFURT,
    WIELENBRUCH,
    Municipality,
    key_of,
)

FOREIGN = (
    "foreign_population_share",
    "foreign_minors_share",
    "non_eu_population_share",
    "foreign_seniors_share",
)
REGISTER = (*FOREIGN, "minor_population_share", "population_65_plus_share", "population_80_plus_share")
SGB2 = (
    "sgb2_recipient_share",
    "sgb2_employable_share",
    "sgb2_youth_share",
    "sgb2_german_minors_share",
    "sgb2_foreign_minors_share",
    "sgb2_single_parent_community_share",
    "unemployment_share",
)
SGB12 = (
    "sgb12_old_age_security_share",
    "sgb12_reduced_earning_security_share",
    "sgb12_subsistence_aid_share",
    "care_assistance_sgb12_share_65_plus",
)
SCHOOL_ENTRY = (
    "school_entry_motor_deficit_share",
    "school_entry_language_deficit_share",
    "school_entry_obesity_share",
    "checkup_u8_u9_incomplete_share",
    "measles_vaccination_incomplete_share",
)
CHILDCARE = ("childcare_rate_under_3", "childcare_rate_3_to_under_6")
YOUTH_WELFARE = (*CHILDCARE, "hze_share_under_21", "integration_aid_sgb8_share_under_21")


@dataclass(frozen=True)
class Shipment:
    """One delivery as planned: which institution (``source``) sends which indicators for whom, and when.

    ``hides_below``: the source replaces cases from 1 to below this number by a sign (0: it hides nothing).
    """

    title: str
    source: str
    file_name: str
    received: str
    indicators: tuple[str, ...]
    municipalities: tuple[Municipality, ...]
    hides_below: int = 0


@dataclass(frozen=True)
class Gap:
    """Figures that did not come, with the reason told in the documentation.

    ``area_prefix`` is the beginning of the area keys. ``said`` means that the file names the cell as missing;
    otherwise the row is simply not there.
    """

    area_prefix: str
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    said: bool = False


def _others(*without: Municipality) -> tuple[Municipality, ...]:
    return tuple(municipality for municipality in MUNICIPALITIES if municipality not in without)


ALL_PERIODS = ("2020", "2021", "2022", "2023", "2024", "2025")

SHIPMENTS: tuple[Shipment, ...] = (
    Shipment(
        "Einwohner Ulmenfurt",
        "Statistikstelle Ulmenfurt",
        "ulmenfurt_melderegister_2020-2025.csv",
        "2026-02-03",
        REGISTER,
        (ULMENFURT,),
    ),
    Shipment(
        "Einwohner der übrigen Kommunen",
        "Kommunales Rechenzentrum Harkenland",
        "krz_melderegister_2020-2025.csv",
        "2026-02-11",
        REGISTER,
        _others(ULMENFURT),
    ),
    Shipment(
        "Haushalte älterer Menschen",
        "Kommunales Rechenzentrum Harkenland, Haushaltegenerierung",
        "krz_haushalte_65plus_2020-2025.csv",
        "2026-03-02",
        ("seniors_living_alone_share",),
        MUNICIPALITIES,
    ),
    Shipment(
        "SGB II und Arbeitslose",
        "Statistik der Bundesagentur für Arbeit, kleinräumig",
        "ba_sgb2_arbeitslose_2020-2025.csv",
        "2026-04-22",
        SGB2,
        MUNICIPALITIES,
        hides_below=3,
    ),
    Shipment(
        "SGB XII Ulmenfurt",
        "Sozialamt Ulmenfurt",
        "ulmenfurt_sgb12_2020-2025.csv",
        "2026-03-17",
        SGB12,
        (ULMENFURT,),
        hides_below=3,
    ),
    Shipment(
        "SGB XII Lichtenbeck",
        "Sozialamt Lichtenbeck",
        "lichtenbeck_sgb12_2020-2025.csv",
        "2026-05-06",
        SGB12,
        (LICHTENBECK,),
        hides_below=10,
    ),
    Shipment(
        "SGB XII übrige Kommunen",
        "Sozialamt des Kreises Harkenland",
        "kreis_sgb12_2020-2025.csv",
        "2026-03-24",
        SGB12,
        _others(ULMENFURT, LICHTENBECK),
        hides_below=3,
    ),
    Shipment(
        "Schuleingangsuntersuchung, drei Jahrgänge",
        "Kinder- und Jugendgesundheitsdienst des Kreises Harkenland",
        "kjgd_schuleingang_2020-2025.csv",
        "2026-06-30",
        SCHOOL_ENTRY,
        MUNICIPALITIES,
        hides_below=3,
    ),
    Shipment(
        "Schwerbehinderte Menschen",
        "Schwerbehindertenstelle des Kreises Harkenland",
        "kreis_schwerbehinderung_2020-2025.csv",
        "2026-04-09",
        ("severe_disability_share",),
        MUNICIPALITIES,
        hides_below=3,
    ),
    Shipment(
        "Jugendhilfe Ulmenfurt",
        "Jugendamt Ulmenfurt",
        "ulmenfurt_jugendhilfe_2020-2025.csv",
        "2026-05-19",
        YOUTH_WELFARE,
        (ULMENFURT,),
        hides_below=3,
    ),
    Shipment(
        "Jugendhilfe Kressenau",
        "Jugendamt Kressenau",
        "kressenau_jugendhilfe_2020-2025.csv",
        "2026-06-08",
        YOUTH_WELFARE,
        (KRESSENAU,),
        hides_below=3,
    ),
    Shipment(
        "Jugendhilfe Wielenbruch",
        "Jugendamt Wielenbruch",
        "wielenbruch_jugendhilfe_2020-2025.csv",
        "2026-07-14",
        YOUTH_WELFARE,
        (WIELENBRUCH,),
        hides_below=3,
    ),
    Shipment(
        "Jugendhilfe übrige Kommunen",
        "Kreisjugendamt Harkenland",
        "kreis_jugendhilfe_2020-2025.csv",
        "2026-05-28",
        YOUTH_WELFARE,
        _others(ULMENFURT, KRESSENAU, WIELENBRUCH),
        hides_below=3,
    ),
    Shipment(
        "Erwarteter Pflegebedarf, Modellrechnung",
        "Pflegeplanung des Kreises Harkenland",
        "kreis_pflegebedarf_2021-2025.csv",
        "2026-10-08",
        ("expected_care_need_share",),
        MUNICIPALITIES,
    ),
)

EVERYTHING = tuple(dict.fromkeys(indicator for shipment in SHIPMENTS for indicator in shipment.indicators))

GAPS: tuple[Gap, ...] = (
    Gap(ERLENRATH.key, EVERYTHING, ("2020",)),
    Gap(TIEFENLOHE.key, SCHOOL_ENTRY, ("2023", "2024", "2025")),
    Gap(KRESSENAU.key, ("integration_aid_sgb8_share_under_21",), ALL_PERIODS),
    Gap(WIELENBRUCH.key, ("hze_share_under_21",), ("2022", "2023", "2024", "2025")),
    Gap(HASSELWERTH.key, ("care_assistance_sgb12_share_65_plus",), ALL_PERIODS),
    Gap(key_of(TIEFENLOHE, "Neue Höfe"), CHILDCARE, ALL_PERIODS, said=True),
)

PROVISIONAL: tuple[tuple[str, str, str], ...] = (
    (ULMENFURT.key, "hze_share_under_21", "2025"),
    (ULMENFURT.key, "integration_aid_sgb8_share_under_21", "2025"),
    (LICHTENBECK.key, "sgb12_old_age_security_share", "2025"),
)
