"""Station Index: where do burdens coincide, and would another honest method say the same?

Comes in: an :class:`IndicatorTable` and an index definition that states every choice. Goes out: scores, ranks,
classes and contributions that add up, with the fitted reference. Refused: an unknown or constant indicator,
a definition with a key nobody knows, an area judged on too few values (it stays, without a rank and with a reason).
"""
