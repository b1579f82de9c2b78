"""Pages of the plan, a file for each subject."""
