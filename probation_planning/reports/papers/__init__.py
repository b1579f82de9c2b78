"""Reports that can be had of a year: what each says, read once as plain data, drawn on screen and as PDF."""
