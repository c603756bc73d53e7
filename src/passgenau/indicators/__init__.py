"""Station Indikatoren: how many of whom, how sure, and may it be shown?

Comes in: the checked long table and reviewed definitions. Goes out: an :class:`IndicatorTable` with rates from
counts, Wilson intervals where noise is declared, and roll-ups from counts. Refused: percentages averaged over areas.

Public names: ``definition`` (IndicatorDefinition, parse_indicator, DOMAINS_DE), ``table`` (IndicatorTable), ``build``
(build_table, period_list, periods_by_indicator), ``intervals`` (wilson_interval, garwood_interval, table_intervals),
``rollup`` (roll_up, total, coverage). An indicator is one file in ``definitions/`` and one case in
``tests/cases/indicators/``.
"""
