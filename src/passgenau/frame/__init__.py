"""What the planning half stands on: the table of rights, and later organisations, bodies and meetings. Pure."""
