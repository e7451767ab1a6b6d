"""Turfs, work lists, visits, the offline app."""
