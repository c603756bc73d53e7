"""Who belongs to whom: indicators, domains, sub-indices and the index as a tree of any depth."""

from __future__ import annotations

from collections.abc import Mapping

from passgenau.common.errors import refusal
from passgenau.common.findings import enumerate_de


def ancestors(parents: Mapping[str, str], element: str) -> tuple[str, ...]:
    """Return what an element belongs to, from its domain up to the index.

    Parameters
    ----------
    parents
        Parent by element; what is a parent and has none itself stands at the top.
    element
        Where to start.

    Returns
    -------
    tuple of str
        Nearest first, empty for the top.

    Raises
    ------
    PassgenauError
        Where the way up leads back to itself.
    """
    way = [element]
    while (parent := parents.get(way[-1])) is not None:
        if parent in way:
            text = f"Die Gliederung führt im Kreis: {' → '.join([*way, parent])}."
            raise refusal("multivariate.circle", text)
        way.append(parent)
    return tuple(way[1:])


def top_of(parents: Mapping[str, str]) -> str:
    """Return the one element at the top.

    Parameters
    ----------
    parents
        Parent by element.

    Returns
    -------
    str
        The element that is a parent and has none itself.

    Raises
    ------
    PassgenauError
        Where there is none, more than one, or a way up leads back to itself.
    """
    tops = sorted({([element, *ancestors(parents, element)])[-1] for element in parents})
    if len(tops) != 1:
        shown = enumerate_de(tops) or "keines"
        raise refusal("multivariate.top", f"Die Gliederung braucht genau ein oberstes Element, es kam: {shown}.")
    return tops[0]
