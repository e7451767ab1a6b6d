"""A paper becomes a file: the one door to the writers, chosen by the ending of the name, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from baophu.kernel.errors import RequestError
from baophu.reports.atomic_file import atomic_file
from baophu.reports.document.blocks import Document

SUFFIXES = (".docx", ".pdf", ".xlsx", ".txt")


def write_document(document: Document, path: Path) -> None:
    """Write the paper to ``path`` as its ending says.

    *Errors*: ``unknown_document_kind`` for another ending; ``disk_full``, ``out_not_writable``.
    """
    content = document_bytes(document, path.suffix)
    with atomic_file(path) as file:
        file.write(content)


def document_bytes(document: Document, suffix: str) -> bytes:
    """The paper as the content of a file with this ending. *Errors*: ``unknown_document_kind``."""
    return _writer(suffix)(document)


def _writer(suffix: str) -> Callable[[Document], bytes]:
    """The writer of an ending, loaded when it is wanted: python-docx and Typst cost a third of a second."""
    match suffix.lower():
        case ".docx":
            from baophu.reports.document.docx_writer import docx_bytes as writer
        case ".pdf":
            from baophu.reports.document.pdf_writer import pdf_bytes as writer
        case ".xlsx":
            from baophu.reports.document.xlsx_writer import xlsx_bytes as writer
        case ".txt":
            from baophu.reports.document.txt_writer import txt_bytes as writer
        case _:
            raise RequestError(
                "unknown_document_kind",
                "Không lập được văn bản đuôi “{suffix}”. Chọn tên tệp kết thúc bằng {known}.",
                "No paper can be written with the ending “{suffix}”. Choose a file name that ends with {known}.",
                suffix=suffix,
                known=", ".join(SUFFIXES),
            )
    return writer
