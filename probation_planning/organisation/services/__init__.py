"""Acts by which the performance officer sets the trust up."""
