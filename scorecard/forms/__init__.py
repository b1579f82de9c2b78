"""Forms of the scorecard."""
