"""Pages as frozen values: what a template shows, already in German words and numbers."""
