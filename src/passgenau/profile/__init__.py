"""Station Steckbrief: what is there to say about this one area?

Comes in: indicator tables of now and earlier, county and municipality values, definitions, the area register and,
where there is one, an index run with its robustness. Goes out: one :class:`Profile` per area, from which page, PDF
and report are drawn; hidden fires of the county; and the answer sentences of the pages. Refused: indicators without
a definition. Hidden and missing values get no number, no interval, no trend and no position.

Public names: ``build`` (build_profile, build_profiles), ``inputs`` (ProfileInput), ``result`` (Profile and its parts),
``compare`` (compare), ``fires`` (hidden_fires), ``similar`` (similar_areas), ``standing`` (standings), ``certainty``
(certainty), ``trend`` (trend), ``words`` and ``sentences``.
"""
