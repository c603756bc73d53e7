"""Station Wirkung: not built yet.

Comes in: measures, reports and later releases.
Goes out: what was done and whether it helped, or that no sound finding is possible.
Refused: an effect claimed from two time points.

The package holds the place in the flow, so that imports, navigation and handbook already agree on the order.
Nothing is computed here in this version.
"""
