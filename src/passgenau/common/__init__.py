"""What every room uses: errors, findings, entries, periods, German numbers. Knows nothing of the domain."""
