"""Treatment of outliers before anything is standardised: is there one, move it inwards, or change the scale."""

from passgenau.index.treatment.outliers import Treated, treat
from passgenau.index.treatment.shape import kurtosis, shape_of, skewness
from passgenau.index.treatment.winsorising import (
    HIGH,
    LOW,
    TRANSFORMED,
    UNTOUCHED,
    Winsorised,
    passes,
    shape_passes,
    winsorise,
)

__all__ = [
    "HIGH",
    "LOW",
    "TRANSFORMED",
    "UNTOUCHED",
    "Treated",
    "Winsorised",
    "kurtosis",
    "passes",
    "shape_of",
    "shape_passes",
    "skewness",
    "treat",
    "winsorise",
]
