"""Bao Phủ measured against rivals on data it did not make.

``draws`` makes the data, ``measure`` judges decisions, ``run`` compares tools.
"""
