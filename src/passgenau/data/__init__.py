"""Station Daten: what was delivered, for which areas, and can it be trusted?

Comes in: an area register and delivered figures as a long table. Goes out: checked values with a status each,
and the coverage of indicators by municipality and period. Refused: unknown areas, duplicate keys, counts that
cannot be; every finding is named with its place before anything is taken over.

Public: ``areas.AreaRegister``, ``long_table.long_table``, ``checks.check_figures``, ``area_checks.check_areas``,
``coverage.coverage``, ``grouping.grouped``.
"""
