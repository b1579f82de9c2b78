"""Forms of what we publish, a file for each subject."""
