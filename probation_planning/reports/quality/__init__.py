"""What is missing, late, contradictory or impossible in a year: a small function for each check, a file a register."""
