"""The measures of Decree 30/2020, appendix I: page, margins, sizes. One place, read by every writer.

A4; margins top and bottom 20–25 mm, left 30–35, right 15–20; page number 13–14 point in the middle of the top margin, none
on the first page; body 13–14 point. Sizes below the letterhead are general knowledge of the same appendix.
"""

from __future__ import annotations

FONT = "Times New Roman"
FONT_IN_PRINT = "Tinos"
ALERT = "A32638"
FONT_OF_PICTURES = "Arimo"

PAGE_MM = (210.0, 297.0)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 20.0, 20.0, 30.0, 15.0
HEADER_MM = 10.0

BODY, HEAD, MOTTO, TITLE, NUMBER, NOTE, CAPTION = 14.0, 12.0, 13.0, 14.0, 13.0, 12.0, 13.0
RECIPIENTS_HEAD, RECIPIENTS, PAGE_NUMBER, FORM_MARK = 12.0, 11.0, 13.0, 11.0

INDENT_MM = 12.7
AFTER_PARAGRAPH_PT = 6.0
ISSUER_SHARE = 0.42
ISSUER_LINE, SUBJECT_LINE = 0.4, 0.35
SIGNATURE_GAP_MM = 24.0


def text_width_mm(is_landscape: bool) -> float:
    """The width between the margins."""
    return PAGE_MM[1 if is_landscape else 0] - LEFT_MM - RIGHT_MM
