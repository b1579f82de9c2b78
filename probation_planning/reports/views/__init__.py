"""Pages of what we publish."""
