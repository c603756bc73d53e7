"""One verb per file: may I, is it allowed, do it, log it. Doors change state through these and nothing else."""
