"""Disclosure control: what may be shown, so that nobody can compute what must stay hidden.

Comes in: the counts of all areas, geographies and periods, the thresholds that bind each indicator, and everything
published before. Goes out: the same figures with one sign for everything hidden, and a certificate made from the
protected figures alone. Refused: figures nobody can check, and a certificate that does not hold.

``thresholds`` (what a source demands), ``cells`` (the linear system), ``build`` (figures to system), ``eliminate``,
``moves``, ``protect`` (what is hidden), ``certify`` (proof from the published figures), ``verify`` (checks the proof
without any solver).
"""
