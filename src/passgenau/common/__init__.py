"""What every room of the house uses: errors, findings, periods, German numbers. Knows nothing of the domain."""
