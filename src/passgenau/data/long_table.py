"""The long table: the one shape in which delivered figures move through the house."""

from __future__ import annotations

import pandas as pd

TEXT_COLUMNS = ("area_id", "indicator_id", "period", "status", "source")
NUMBER_COLUMNS = ("numerator", "denominator", "value")
ORIGIN_COLUMNS = ("row", "column")
COLUMNS = (*TEXT_COLUMNS, *NUMBER_COLUMNS, *ORIGIN_COLUMNS)
KEY = ["area_id", "indicator_id", "period"]


def long_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame in the long-table contract: these columns, this order, these types.

    Parameters
    ----------
    frame
        One row per area, indicator and period with at least ``area_id``, ``indicator_id``, ``period``.
        ``numerator``/``denominator`` are counts (>= 0), ``value`` is the delivered figure where there are no
        counts (shares as 0-1); absent columns are filled with "not given".

    Returns
    -------
    pandas.DataFrame
        ``area_id, indicator_id, period, status, source`` as text (never missing; ``status`` is one of
        :class:`ValueStatus`), the three numbers as float64 with NaN for "no number", and where in the source
        the figure stood: ``row`` (1-based line as in the file, 0 unknown) and ``column`` (letter, may be empty).
        Where ``status`` is absent it follows from the numbers: ``value`` if a value or both counts are given,
        else ``missing``. A missing number is never turned into 0.

    Raises
    ------
    KeyError
        If a key column is absent.
    """
    result = pd.DataFrame(index=pd.RangeIndex(len(frame)))
    for name in KEY:
        result[name] = frame[name].astype("str").to_numpy()
    for name in NUMBER_COLUMNS:
        result[name] = frame[name].astype("float64").to_numpy() if name in frame else float("nan")
    has_number = result["value"].notna() | (result["numerator"].notna() & result["denominator"].notna())
    derived = has_number.map({True: "value", False: "missing"})
    if "status" in frame:
        given = pd.Series(frame["status"].to_numpy(), dtype="object")
        blank = given.isna() | (given.astype("str") == "")
        result["status"] = given.where(~blank, derived).astype("str")
    else:
        result["status"] = derived.astype("str")
    result["source"] = frame["source"].fillna("").astype("str").to_numpy() if "source" in frame else ""
    result["row"] = frame["row"].fillna(0).astype("int64").to_numpy() if "row" in frame else 0
    result["column"] = frame["column"].fillna("").astype("str").to_numpy() if "column" in frame else ""
    return result[list(COLUMNS)]
