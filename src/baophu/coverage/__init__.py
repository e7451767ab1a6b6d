"""Populations, targets, indicators, results."""
