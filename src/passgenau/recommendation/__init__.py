"""Station Empfehlung: not built yet.

Comes in: needs and evidence.
Goes out: recommendations with their evidence.
Refused: a claim that hides that it has no figures.

The package holds the place in the flow, so that imports, navigation and handbook already agree on the order.
Nothing is computed here in this version.
"""
