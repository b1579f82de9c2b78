"""Sets up what is missing, then serves or tests: the hands behind ./run, with nothing but Python's standard library."""
