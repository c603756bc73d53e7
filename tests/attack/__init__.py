"""An attacker who holds the published files and nothing else, and tries to compute what they hide."""
