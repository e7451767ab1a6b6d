"""Workbooks (OOXML) patched in place: the received package streamed through, our columns and summary sheet added.

Nothing is rebuilt: cells, styles, widths and merges of the sender stay byte for byte; only formulas and whatever could
run or call home (macros, links, embedded objects) is left behind.
"""
