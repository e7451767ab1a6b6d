"""What coverage is measured with, in plain Python: schemes, indicators, populations, targets, results."""
