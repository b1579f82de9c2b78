"""Acts that write the plan, a file for each subject."""
