"""Station Maßnahme: not built yet.

Comes in: resolutions and goals.
Goes out: measures with carrier, target group, money and key figures.
Refused: participant registers; no person is ever stored.

The package holds the place in the flow, so that imports, navigation and handbook already agree on the order.
Nothing is computed here in this version.
"""
