"""Official papers from one definition: blocks, then Word, PDF, a workbook or plain text, laid out as Decree 30/2020 asks.

``blocks`` says what a paper is made of, ``writing.write_document`` turns it into a file by its ending, ``blank`` makes the
empty form of the same paper. What a report says stands in ``reports.official``; how it looks stands here.
"""
