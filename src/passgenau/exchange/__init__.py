"""Station Austausch: not built yet.

Comes in: practice cases and requests of similar areas.
Goes out: what others can learn.
Refused: a case without its context.

The package holds the place in the flow, so that imports, navigation and handbook already agree on the order.
Nothing is computed here in this version.
"""
