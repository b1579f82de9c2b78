"""Acts on the scorecard."""
