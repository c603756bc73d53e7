"""The certificate: rules, structure and tables from which anybody can check a protected package without a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from passgenau.indicators.disclosure.cells import Ints
from passgenau.indicators.disclosure.figures import Demands, FigureKey, Structure
from passgenau.indicators.disclosure.thresholds import Audience


@dataclass(frozen=True)
class Certificate:
    """Proof that every hidden count is uncertain by at least the width its rule demands.

    ``tables`` has shape (k, h): for each of the h counts that nobody knows exactly, in the order of the layout, k
    whole numbers. Every table fits everything shown. They are made from the published figures and the rules alone, so
    that the certificate tells nothing that the figures do not. ``audience``: for whom the figures were protected.
    ``earlier``: counts that an earlier release has shown and this one does not, with their value. ``limited``: counts
    (area, quantity, period) that earlier releases have left less uncertain than the rule of today demands, with what
    is left; no later release can mend that.
    """

    audience: Audience
    demands: Demands
    structure: Structure
    tables: Ints
    earlier: Mapping[FigureKey, int]
    limited: Mapping[FigureKey, int] = field(default_factory=dict)
