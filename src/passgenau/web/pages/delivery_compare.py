"""What taking a delivery over would change in the figures that are already there."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from passgenau.common.errors import PassgenauError
from passgenau.common.findings import error
from passgenau.common.numbers_de import count, number
from passgenau.common.periods import parse_period, period_de
from passgenau.data.long_table import KEY
from passgenau.data.status import STATUS_DE, ValueStatus
from passgenau.files.definitions import indicator_catalogue
from passgenau.store.models import Delivery
from passgenau.store.queries.deliveries import read_again
from passgenau.store.queries.figures import figures_of, register_of
from passgenau.store.queries.regions import Standing
from passgenau.web.pages.delivery import Step, error_count, steps, unanswered

MOST_CHANGES = 50


@dataclass(frozen=True)
class Change:
    """One figure that the delivery replaces by another."""

    area: str
    indicator: str
    period: str
    before: str
    after: str


@dataclass(frozen=True)
class Content:
    """What is delivered for one indicator."""

    name: str
    periods: str
    values: str
    hidden: str
    missing: str


@dataclass(frozen=True)
class ComparePage:
    """Everything the comparison shows."""

    pk: str
    title: str
    steps: tuple[Step, ...]
    answer: tuple[str, str]
    changes: tuple[Change, ...]
    changes_note: str
    content: tuple[Content, ...]
    effect: str


def compare_page(where: Standing, delivery: Delivery) -> ComparePage:
    """Return the comparison; refused while errors or unanswered warnings are left."""
    if delivery.state != Delivery.State.CHECKED or error_count(delivery) or unanswered(delivery):
        raise PassgenauError(
            [
                error(
                    "compare.not_ready",
                    "Erst wenn kein Fehler mehr da ist und jeder Hinweis eine Begründung hat, geht es weiter.",
                )
            ]
        )
    if delivery.kind == Delivery.Kind.AREAS:
        return _areas(delivery)
    new = read_again(where.region, delivery).long
    names = {key: definition.name for key, definition in indicator_catalogue().items()}
    changed, fresh, same = _difference(where, delivery, new)
    register = register_of(delivery.system) if delivery.system else None
    areas = {area.area_id: area.name for area in register.areas} if register else {}
    rows = tuple(_change(row, areas, names) for row in changed.head(MOST_CHANGES).to_dict("records"))
    note = f"{count(len(changed))} Werte ändern sich" + (
        f", hier die ersten {count(MOST_CHANGES)}." if len(changed) > MOST_CHANGES else "."
    )
    return ComparePage(
        str(delivery.pk),
        delivery.title,
        steps(delivery, 4),
        _answer(len(fresh), len(changed), len(same)),
        rows,
        note,
        _content(new, names),
        f"{count(len(new))} Zeilen werden Teil des Arbeitsstands.",
    )


def _areas(delivery: Delivery) -> ComparePage:
    areas = delivery.counts.get("areas", 0)
    return ComparePage(
        str(delivery.pk),
        delivery.title,
        steps(delivery, 4),
        (f"{count(areas)} Gebiete kommen hinzu.", "Bestehende Gebiete ändern sich nicht."),
        (),
        "",
        (),
        f"{count(areas)} Gebiete werden angelegt.",
    )


def _difference(
    where: Standing, delivery: Delivery, new: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    empty = new.head(0)
    if where.release is None or where.release.system_id != delivery.system_id:
        return empty, new, empty
    old = figures_of(where.region, where.release).long
    both = new.merge(old, on=KEY, how="left", suffixes=("", "_old"), indicator=True)
    known = both[both["_merge"] == "both"]
    equal = known["status"].eq(known["status_old"])
    for name in ("numerator", "denominator", "value"):
        equal &= known[name].eq(known[f"{name}_old"]) | (known[name].isna() & known[f"{name}_old"].isna())
    return known[~equal], both[both["_merge"] != "both"], known[equal]


def _change(row: dict[Hashable, Any], areas: dict[str, str], names: dict[str, str]) -> Change:
    area, indicator = str(row["area_id"]), str(row["indicator_id"])
    return Change(
        areas.get(area, area),
        names.get(indicator, indicator),
        period_de(str(row["period"])),
        _figure(row, "_old"),
        _figure(row, ""),
    )


def _figure(row: dict[Hashable, Any], suffix: str) -> str:
    status = ValueStatus(str(row["status" + suffix]))
    value, top, base = (row[name + suffix] for name in ("value", "numerator", "denominator"))
    if not pd.isna(top) and not pd.isna(base):
        return f"{number(top, decimals=0)} von {number(base, decimals=0)}"
    return STATUS_DE[status] if pd.isna(value) else number(value, decimals=4)


def _answer(fresh: int, changed: int, same: int) -> tuple[str, str]:
    if not changed:
        head = f"{count(fresh)} Werte kommen hinzu, keiner wird ersetzt."
        return (
            head,
            f"{count(same)} sind schon gleich da."
            if same
            else "Zu diesen Gebieten, Indikatoren und Zeiträumen gab es noch nichts.",
        )
    return (
        "Ein Wert wird ersetzt." if changed == 1 else f"{count(changed)} Werte werden ersetzt.",
        (
            f"{count(fresh)} kommen hinzu, {count(same)} bleiben gleich. "
            "Die bisherigen bleiben bei ihrer Lieferung erhalten."
        ),
    )


def _content(new: pd.DataFrame, names: dict[str, str]) -> tuple[Content, ...]:
    rows = []
    for indicator_id, part in new.groupby("indicator_id", sort=True):
        periods = sorted(part["period"].unique(), key=parse_period)
        words = period_de(periods[0]) if len(periods) == 1 else f"{period_de(periods[0])} bis {period_de(periods[-1])}"
        tally = part["status"].value_counts()
        hidden, missing = int(tally.get("suppressed", 0)), int(tally.get("missing", 0))
        rows.append(
            Content(
                names.get(str(indicator_id), str(indicator_id)),
                words,
                count(len(part) - hidden - missing),
                count(hidden),
                count(missing),
            )
        )
    return tuple(rows)
