"""What ``./run`` does, on Python's standard library alone; no part of the product."""
