"""Everything that can be wrong with a received file, each with its code and its two sentences.

Raised by the reading, the layout and the snapshot steps; the edges (command, upload page) print the sentence. Every
sentence names the file, and the sheet, row and column where these are known, and says what to do.
"""

from __future__ import annotations

from typing import ClassVar

from baophu.kernel.errors import BaoPhuError


class IntakeError(BaoPhuError):
    """A received file that cannot be taken in; nothing of it was kept."""

    code: ClassVar[str] = "intake_failed"


class FileMissing(IntakeError):
    """There is no file at the given path. Data: ``file``."""

    code = "file_missing"
    vi = "Không tìm thấy tệp “{file}”. Hãy kiểm tra lại tên và thư mục."
    en = "There is no file “{file}”. Check its name and folder."


class FileIsFolder(IntakeError):
    """The path names a folder. Data: ``file``."""

    code = "file_is_folder"
    vi = "“{file}” là thư mục, không phải tệp. Hãy chọn một tệp trong đó."
    en = "“{file}” is a folder, not a file. Choose a file in it."


class FileEmpty(IntakeError):
    """The file has no bytes or no cell at all. Data: ``file``."""

    code = "file_empty"
    vi = "Tệp “{file}” rỗng, không có dữ liệu. Hãy lưu lại từ phần mềm gốc rồi nạp lại."
    en = "The file “{file}” is empty. Save it again from where it was made."


class FileEncrypted(IntakeError):
    """The workbook is protected by a password. Data: ``file``."""

    code = "file_encrypted"
    vi = "Tệp “{file}” có mật khẩu mở tệp nên không đọc được. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi nạp lại."
    en = "The file “{file}” is protected by a password. Remove the password in Excel, save, and try again."


class FileCorrupt(IntakeError):
    """The file claims a kind that its bytes do not keep. Data: ``file``, ``why_vi``, ``why_en``."""

    code = "file_corrupt"
    vi = "Tệp “{file}” bị hỏng: {why_vi}. Hãy mở bằng Excel và lưu lại thành .xlsx rồi nạp lại."
    en = "The file “{file}” is damaged: {why_en}. Open it in Excel, save it as .xlsx, and try again."


class FileTooLarge(IntakeError):
    """The file passes a cap of size, rows or columns. Data: ``file``, ``what_vi``, ``what_en``."""

    code = "file_too_large"
    vi = "Tệp “{file}” quá lớn: {what_vi}. Hãy chia thành nhiều tệp nhỏ hơn."
    en = "The file “{file}” is too large: {what_en}. Split it into smaller files."


class FileKindUnsupported(IntakeError):
    """A kind of file that is never read. Data: ``file``, ``kind_vi``, ``kind_en``."""

    code = "file_kind_unsupported"
    vi = (
        "Tệp “{file}” là {kind_vi}, không nạp được. "
        "Hãy lưu lại thành Excel .xlsx (không có macro) hoặc .csv rồi nạp lại."
    )
    en = "The file “{file}” is {kind_en}, which is not read. Save it as Excel .xlsx (without macros) or .csv."


class ReaderLimits(IntakeError):
    """The child that reads the file died or passed a cap. Data: ``file``, ``what_vi``, ``what_en``."""

    code = "reader_limits"
    vi = "Đã dừng đọc tệp “{file}”: {what_vi}. Hãy mở bằng Excel, xoá các hàng, cột thừa rồi lưu lại thành .xlsx."
    en = "Reading “{file}” was stopped: {what_en}. Open it in Excel, delete unused rows and columns, save as .xlsx."


class CellOutOfBounds(IntakeError):
    """A cell so far away that the sheet cannot be held. Data: ``file``, ``sheet``, ``cell``, ``columns``."""

    code = "cell_out_of_bounds"
    vi = (
        "Tệp “{file}”, trang “{sheet}”: ô {cell} nằm ngoài vùng cho phép (tối đa {columns} cột, 1.048.576 hàng). "
        "Hãy xoá ô đó rồi lưu lại."
    )
    en = (
        "File “{file}”, sheet “{sheet}”: cell {cell} lies outside what is read (at most {columns} columns and "
        "1,048,576 rows). Delete that cell and save again."
    )


class NameColumnMissing(IntakeError):
    """A column that every row needs was not found. Data: ``file``, ``needed``, ``needed_en``, ``headers``."""

    code = "name_column_missing"
    vi = (
        "Tệp “{file}” không có cột {needed}. Các tiêu đề đã thấy: {headers}. "
        'Nếu cột có tên khác, hãy chỉ rõ bằng --map, ví dụ --map full_name="Tên cột".'
    )
    en = (
        "The file “{file}” has no column for {needed_en}. Headers seen: {headers}. "
        'If it has another name, say so with --map, for example --map full_name="Header".'
    )


class ColumnAmbiguous(IntakeError):
    """Two filled columns claim one field. Data: ``file``, ``sheet``, ``field``, ``label``, ``first``, ``second``."""

    code = "column_ambiguous"
    vi = (
        "Tệp “{file}”, trang “{sheet}”: hai cột “{first}” và “{second}” cùng là “{label}”. "
        'Hãy chỉ rõ cột cần dùng bằng --map {field}="Tên cột".'
    )
    en = (
        "File “{file}”, sheet “{sheet}”: the columns “{first}” and “{second}” are both “{field}”. "
        'Say which one to use with --map {field}="Header".'
    )


class MappingUnknown(IntakeError):
    """``--map`` names a field or a header that does not exist. Data: ``file``, ``what``, ``known``."""

    code = "mapping_unknown"
    vi = "Tệp “{file}”: --map nhắc đến “{what}” nhưng không có. Những tên có thể dùng: {known}."
    en = "File “{file}”: --map names “{what}”, which does not exist. Possible names: {known}."


class KindUnknown(IntakeError):
    """A kind of list that intake does not know. Data: ``kind``, ``known``."""

    code = "kind_unknown"
    vi = "Không có loại danh sách “{kind}”. Các loại: {known}."
    en = "There is no kind of list “{kind}”. Kinds: {known}."


class NoDataRows(IntakeError):
    """Headers were found, but nothing under them. Data: ``file``."""

    code = "no_data_rows"
    vi = "Tệp “{file}” có tiêu đề nhưng không có hàng dữ liệu nào bên dưới."
    en = "The file “{file}” has headers but no data row under them."


class TableWithoutHeader(IntakeError):
    """People stand where no header says what their columns are. Data: ``file``, ``sheet``, ``row``, ``people``,
    ``needed``, ``needed_en``.
    """

    code = "table_without_header"
    vi = (
        "Tệp “{file}”, trang “{sheet}”, từ hàng {row}: có {people} hàng giống danh sách người nhưng không có tiêu đề "
        "với cột {needed}. Hãy thêm hàng tiêu đề phía trên các hàng đó, hoặc xoá chúng nếu không cần, rồi nạp lại."
    )
    en = (
        "File “{file}”, sheet “{sheet}”, from row {row}: {people} rows look like people, but no header above them has a "
        "column for {needed_en}. Add a header above them, or delete them if they are not needed, and try again."
    )


class DiskFull(IntakeError):
    """The disk of the home filled up while writing. Data: ``folder``."""

    code = "disk_full"
    vi = (
        "Ổ đĩa chứa “{folder}” đã đầy nên chưa nạp được tệp; không có gì dở dang được giữ lại. "
        "Hãy giải phóng chỗ trống rồi nạp lại."
    )
    en = "The disk of “{folder}” is full, so the file was not taken in; nothing half-written was kept. Free some space."


class SnapshotMissing(IntakeError):
    """No snapshot has this id. Data: ``id``."""

    code = "snapshot_missing"
    vi = "Không có bản trích dữ liệu “{id}” trong thư mục dữ liệu này."
    en = "There is no snapshot “{id}” in this home."


class SnapshotDamaged(IntakeError):
    """A snapshot's folder does not hold what its manifest says. Data: ``id``, ``what``."""

    code = "snapshot_damaged"
    vi = "Bản trích dữ liệu “{id}” bị hỏng ({what}). Hãy nạp lại tệp gốc."
    en = "The snapshot “{id}” is damaged ({what}). Take the source file in again."


BY_CODE: dict[str, type[IntakeError]] = {
    one.code: one
    for one in (
        FileMissing,
        FileIsFolder,
        FileEmpty,
        FileEncrypted,
        FileCorrupt,
        FileTooLarge,
        FileKindUnsupported,
        ReaderLimits,
        CellOutOfBounds,
        NameColumnMissing,
        ColumnAmbiguous,
        MappingUnknown,
        KindUnknown,
        NoDataRows,
        TableWithoutHeader,
        DiskFull,
        SnapshotMissing,
        SnapshotDamaged,
    )
}
