"""The invented county as values: in comes a seed, out come areas, figures, deliveries and the truth behind them.

Nothing here is read or written, and no place is real. ``invented_county`` gives the whole; ``plain_long_csv`` turns
any long table into the bytes of the file an office would send.
"""

from passgenau.demo.county import NOTICE, SEED, SLUG, DemoCounty, DemoTruth, invented_county
from passgenau.demo.deliveries import DemoDelivery, plain_long_csv

__all__ = [
    "NOTICE",
    "SEED",
    "SLUG",
    "DemoCounty",
    "DemoDelivery",
    "DemoTruth",
    "invented_county",
    "plain_long_csv",
]
