"""Bao Phủ: who is not yet insured, reached in a campaign, with the result proven."""

__version__ = "0.1.0"
