"""Forms of the trust's settings."""
