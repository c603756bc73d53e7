"""passgenau: strategic social planning, from data to deeds."""

__version__ = "0.1.0"
