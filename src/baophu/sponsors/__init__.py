"""Pledges, earmarks, allocation, letters."""
