"""Acts that write the register, a file for each subject."""
