"""Official documents, result workbooks, the press paragraph, the leaders' evening page."""
