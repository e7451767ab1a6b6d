"""Dated parameters, rules, quote, explanation: pure Python."""
