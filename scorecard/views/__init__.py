"""Pages of the scorecard."""
