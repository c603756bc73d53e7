"""Station Beschluss: not built yet.

Comes in: recommendations and the release they rest on.
Goes out: resolutions: who decided what, entitled how, knowing what.
Refused: a vote of someone who is not entitled.

The package holds the place in the flow, so that imports, navigation and handbook already agree on the order.
Nothing is computed here in this version.
"""
