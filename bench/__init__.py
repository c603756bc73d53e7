"""Measurements of what people wait for; ``./run bench`` prints them."""
