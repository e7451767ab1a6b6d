"""Received file → table of raw cells as text; the first step of intake.

:mod:`~baophu.intake.reading.parent` asks for it, :mod:`~baophu.intake.reading.inside` does it in a child process with
capped memory and time; the others each know one kind of file. What comes out is a Parquet of strings and a few facts a
sheet; nothing here knows what a column means.
"""
