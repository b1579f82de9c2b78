"""Pages that belong to no room above, and the trust's settings."""
