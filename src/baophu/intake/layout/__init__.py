"""Where the table is on a sheet, what its columns mean and which of its rows are data; the second step of intake.

Pure Python over lists of text: :mod:`~baophu.intake.layout.headers` finds the header block,
:mod:`~baophu.intake.layout.columns` gives columns their fields, :mod:`~baophu.intake.layout.rows` tells data from
section rows, subtotals and signatures, :mod:`~baophu.intake.layout.titles` reads class, school and date above.
"""
