"""The tools that are compared: ours, the floor, and peers; each module has ``link(task)`` and writes decisions.

All but the naive merge read the same standardised Parquet (``standard``) and decide by the same rule (``decide``).
"""
