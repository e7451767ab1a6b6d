"""The law as dated data: what anyone pays, who pays the rest, and why. Pure Python.

``parameters/*.yaml`` hold every value with its dates, legal text and status; :mod:`~baophu.law.loading` refuses what is
not cited; ``rules/*.py`` are the schemes, versioned by the day they begin; :func:`baophu.law.quote.quote` applies them.
"""
