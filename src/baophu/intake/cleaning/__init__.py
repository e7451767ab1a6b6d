"""Cells as received → typed columns, each distinct value cleaned once; the third step of intake.

:mod:`~baophu.intake.cleaning.columns` goes through the fields; :mod:`~baophu.intake.cleaning.distinct` applies a plain
function to the distinct values of a column; :mod:`~baophu.intake.cleaning.values` and
:mod:`~baophu.intake.cleaning.dates` hold those functions.
"""
