"""Light pages: every view as one small HTML answer that needs no script, and the form of its filters."""
