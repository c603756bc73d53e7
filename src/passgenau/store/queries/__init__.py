"""Reading: models become the frozen values that stations and pages work with."""
