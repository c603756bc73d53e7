"""Station Indikatoren: how many of whom, how sure, and may it be shown?

Comes in: the checked long table and reviewed definitions. Goes out: an :class:`IndicatorTable` with rates from
counts, Wilson intervals where noise is declared, and roll-ups from counts. Refused: percentages averaged over areas.
"""
