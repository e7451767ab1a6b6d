"""What can be wrong with the place we run in: the home folder, the database, the address to serve on."""

from __future__ import annotations

from typing import ClassVar

from baophu.kernel.errors import BaoPhuError


class SqliteUnsafe(BaoPhuError):
    """The SQLite library can corrupt the database. Data: ``version``."""

    code: ClassVar[str] = "sqlite_unsafe"
    vi: ClassVar[str] = (
        "Thư viện SQLite {version} có lỗi có thể làm hỏng dữ liệu (lỗi đặt lại WAL) nên chương trình không khởi động. "
        "Hãy cài lại gói pysqlite3 theo tệp khóa của chương trình (SQLite từ 3.51.3)."
    )
    en: ClassVar[str] = (
        "SQLite {version} can corrupt the database (WAL-reset fault), so the programme does not start. "
        "Reinstall pysqlite3 from the lock file (SQLite 3.51.3 or later)."
    )


class DatabaseSettingWrong(BaoPhuError):
    """A database setting reads back otherwise than we asked. Data: ``setting``, ``value``, ``wanted``."""

    code: ClassVar[str] = "database_setting_wrong"
    vi: ClassVar[str] = (
        "Cơ sở dữ liệu chạy với {setting} = {value} thay vì {wanted} nên không an toàn. "
        "Hãy đặt thư mục dữ liệu trên ổ đĩa của máy này (không phải ổ mạng) rồi chạy lại."
    )
    en: ClassVar[str] = (
        "The database runs with {setting} = {value} instead of {wanted}, which is not safe. "
        "Put the data folder on a disk of this machine (not a network drive) and try again."
    )


class DatabaseUrlWrong(BaoPhuError):
    """DATABASE_URL is not understood. Data: none (the address may hold a password)."""

    code: ClassVar[str] = "database_url_wrong"
    vi: ClassVar[str] = (
        "Biến DATABASE_URL không đúng dạng postgres://người-dùng:mật-khẩu@máy:cổng/tên. Hãy sửa rồi chạy lại."
    )
    en: ClassVar[str] = (
        "DATABASE_URL is not of the form postgres://user:password@host:port/name. Mend it and try again."
    )


class PostgresDriverMissing(BaoPhuError):
    """DATABASE_URL asks for PostgreSQL, but its driver is not installed."""

    code: ClassVar[str] = "postgres_driver_missing"
    vi: ClassVar[str] = (
        "DATABASE_URL chỉ tới PostgreSQL nhưng máy chưa có gói psycopg. "
        "Hãy cài psycopg, hoặc bỏ DATABASE_URL để dùng SQLite."
    )
    en: ClassVar[str] = (
        "DATABASE_URL asks for PostgreSQL, but psycopg is not installed. "
        "Install it, or unset DATABASE_URL to use SQLite."
    )


class HomeIsFile(BaoPhuError):
    """The data folder's path is a file, or leads through one. Data: ``home``."""

    code: ClassVar[str] = "home_is_file"
    vi: ClassVar[str] = "“{home}” là một tệp, không phải thư mục dữ liệu. Hãy chọn thư mục khác bằng --home."
    en: ClassVar[str] = "“{home}” is a file, not a data folder. Choose another folder with --home."


class HomeUnwritable(BaoPhuError):
    """The data folder cannot be made or written. Data: ``home``, ``why``."""

    code: ClassVar[str] = "home_unwritable"
    vi: ClassVar[str] = (
        "Không ghi được vào thư mục dữ liệu “{home}” ({why}). Hãy kiểm tra quyền và chỗ trống trên ổ đĩa."
    )
    en: ClassVar[str] = "The data folder “{home}” cannot be written ({why}). Check permissions and free space."


class HomeTooNew(BaoPhuError):
    """A later version of the programme has written the data folder. Data: ``home``, ``found``."""

    code: ClassVar[str] = "home_too_new"
    vi: ClassVar[str] = (
        "Thư mục dữ liệu “{home}” do phiên bản mới hơn tạo ra ({found}). "
        "Hãy cập nhật chương trình; dữ liệu được giữ nguyên."
    )
    en: ClassVar[str] = (
        "The data folder “{home}” was written by a later version ({found}). "
        "Update the programme; the data is untouched."
    )


class HomeDamaged(BaoPhuError):
    """A file that the data folder cannot do without is not readable. Data: ``home``, ``file``."""

    code: ClassVar[str] = "home_damaged"
    vi: ClassVar[str] = "Tệp “{file}” trong thư mục dữ liệu “{home}” bị hỏng. Hãy khôi phục từ bản sao lưu."
    en: ClassVar[str] = "The file “{file}” in the data folder “{home}” is damaged. Restore it from a backup."


class HomeBusy(BaoPhuError):
    """Another process holds the data folder and does not let go. Data: ``home``."""

    code: ClassVar[str] = "home_busy"
    vi: ClassVar[str] = (
        "Thư mục dữ liệu “{home}” đang được chương trình khác dùng. "
        "Hãy đóng chương trình đó (baophu serve) rồi chạy lại."
    )
    en: ClassVar[str] = "The data folder “{home}” is in use by another programme. Stop it (baophu serve) and try again."


class DemoHomeExposed(BaoPhuError):
    """A demo home may be served on this machine only. Data: ``host``."""

    code: ClassVar[str] = "demo_home_exposed"
    vi: ClassVar[str] = (
        "Dữ liệu minh họa có mật khẩu công khai nên chỉ được mở trên máy này, không mở ở địa chỉ “{host}”. "
        "Hãy bỏ --host, hoặc dùng thư mục dữ liệu khác."
    )
    en: ClassVar[str] = (
        "A demo home has public passwords and is served on this machine only, not on “{host}”. "
        "Leave --host out, or use another data folder."
    )


class AddressUnusable(BaoPhuError):
    """The server cannot listen there. Data: ``host``, ``port``, ``why``."""

    code: ClassVar[str] = "address_unusable"
    vi: ClassVar[str] = "Không mở được địa chỉ {host}:{port} ({why}). Hãy chọn cổng khác bằng --port."
    en: ClassVar[str] = "Cannot listen on {host}:{port} ({why}). Choose another port with --port."


class DiskFilled(BaoPhuError):
    """There is no room left to write. Data: ``home``."""

    code: ClassVar[str] = "disk_full"
    vi: ClassVar[str] = (
        "Ổ đĩa đã đầy nên không ghi được (thư mục dữ liệu “{home}”); không có gì dở dang được giữ lại. "
        "Hãy giải phóng chỗ trống rồi chạy lại."
    )
    en: ClassVar[str] = (
        "The disk is full (data folder “{home}”); nothing half-written was kept. Free some space and try again."
    )
