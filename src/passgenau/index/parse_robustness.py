"""The parts of a definition about methods: parameters of the standardisation, and what may vary in the Monte Carlo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast, get_args

from passgenau.common.entries import Entries
from passgenau.common.findings import enumerate_de
from passgenau.index.definition import Aggregate, Mean, Method, Robustness
from passgenau.index.methods_known import AGGREGATES, METHODS, OPTIONAL_PARAMETERS, PARAMETERS

COUNTS = ("none", "binomial", "poisson")
TIES = ("average", "min")


def read_parameters(entries: Entries, methods: Sequence[Method]) -> dict[str, float | str | bool]:
    """Return the parameters that the methods require, refusing every other key by name.

    Parameters
    ----------
    entries
        The ``[standardise]`` table.
    methods
        The chosen method and those that the robustness check may choose instead.

    Returns
    -------
    dict
        Parameter name to value; empty for methods without parameters.
    """
    wanted = {key for method in methods for key in PARAMETERS.get(method, ())}
    possible = [OPTIONAL_PARAMETERS[method] for method in methods if method in OPTIONAL_PARAMETERS]
    wanted |= {key for keys in possible if any(key in entries for key in keys) for key in keys}
    for key in entries.raw:
        if key != "method" and key not in wanted:
            entries.say(
                "unknown_key",
                f"Der Eintrag „{entries.name(key)}“ gehört nicht zur Standardisierung "
                f"„{entries.raw.get('method', '')}“.",
            )
    readers: dict[str, Callable[[], float | str | bool | None]] = {
        "decay": lambda: entries.positive("decay"),
        "offset": lambda: entries.number("offset", "eine Zahl von 0 bis 1", 0.0, 1.0),
        "ties": lambda: entries.choice("ties", TIES),
        "factor": lambda: entries.positive("factor"),
        "truncate": lambda: entries.boolean("truncate"),
        "cap": lambda: entries.boolean("cap"),
        "reference_area": lambda: entries.text("reference_area"),
        **{key: _finite(entries, key) for key in ("low", "high", "lower", "upper")},
    }
    found = {key: readers[key]() for key in sorted(wanted)}
    _ascending(entries, found, "low", "high")
    _ascending(entries, found, "lower", "upper")
    return {key: value for key, value in found.items() if value is not None}


def _finite(entries: Entries, key: str) -> Callable[[], float | None]:
    return lambda: entries.number(key, "eine endliche Zahl")


def _ascending(entries: Entries, found: Mapping[str, object], lower: str, upper: str) -> None:
    low, high = found.get(lower), found.get(upper)
    if isinstance(low, float) and isinstance(high, float) and not low < high:
        entries.wrong(upper, f"größer als {lower} ({low:g})")


def read_robustness(entries: Entries | None) -> Robustness | None:
    """Return what may vary; whatever the table leaves out does not vary.

    Parameters
    ----------
    entries
        The ``[robustness]`` table.

    Returns
    -------
    Robustness or None
        None where the table could not be read.
    """
    if entries is None:
        return None
    entries.only(("counts", "weights", "choices"))
    counts = entries.choice("counts", COUNTS) if "counts" in entries else "none"
    spread = _weights(entries.table("weights")) if "weights" in entries else 0.0
    choices = entries.table("choices") if "choices" in entries else None
    if choices is not None:
        choices.only(("method", "mean", "aggregate"))
    return Robustness(
        cast(Any, counts or "none"),
        spread,
        cast("tuple[Method, ...]", _choices(choices, "method", METHODS)),
        cast("tuple[Mean, ...]", _choices(choices, "mean", get_args(Mean))),
        cast("tuple[Aggregate, ...]", _choices(choices, "aggregate", AGGREGATES)),
    )


def _weights(entries: Entries | None) -> float:
    if entries is None:
        return 0.0
    entries.only(("law", "spread"))
    entries.choice("law", ("uniform",))
    return entries.number("spread", "eine Zahl von 0 bis 1", 0.0, 1.0) or 0.0


def _choices(entries: Entries | None, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
    found = entries.texts(key) if entries is not None and key in entries else None
    if entries is None or found is None:
        return ()
    for word in found:
        if word not in allowed:
            possible = enumerate_de(list(allowed), 20)
            entries.say("wrong_value", f"„{entries.name(key)}“ kennt „{word}“ nicht; möglich sind {possible}.")
    return found
