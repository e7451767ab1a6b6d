"""From YAML files to a :class:`~baophu.law.parameters.Law`: every fault of every file is found before any is reported.

The built-in files come with the package; an office adds its own in its data folder (local support, the fund's return of
a year) under the same checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from baophu.law.checking import ReadFile, Reading, check_all
from baophu.law.errors import LawFaults
from baophu.law.parameters import Law
from baophu.law.records import LawFile
from baophu.law.said import Said, say
from baophu.law.series import build_law
from baophu.law.yaml_text import YamlFault, YamlText


@cache
def built_in_law() -> Law:
    """The law that comes with the package."""
    return read_law(_built_in_files())


def load_law(folders: Iterable[Path] = ()) -> Law:
    """The built-in law with the ``*.yaml`` of ``folders`` added; ``LawFaults`` names every fault of all files."""
    added = {str(path): _text_of(path) for folder in folders for path in sorted(folder.glob("*.yaml"))}
    return read_law(_built_in_files(), added) if added else built_in_law()


def read_law(built_in: dict[str, str], added: dict[str, str] | None = None) -> Law:
    """The law of files given as name → text; ``added`` ones may only name local support or fill a series with gaps."""
    reading = Reading()
    for name, text in built_in.items():
        _read(name, text, reading, is_built_in=True)
    for name, text in (added or {}).items():
        _read(name, text, reading, is_built_in=False)
    check_all(reading)
    if reading.faults:
        raise LawFaults(reading.faults)
    return build_law((file.name, file.record) for file in reading.files)


def _built_in_files() -> dict[str, str]:
    folder = files(__package__).joinpath("parameters")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in names}


def _text_of(path: Path) -> str:
    """The file's text; bytes that are no UTF-8 become a sign that reading reports."""
    return path.read_text(encoding="utf-8-sig", errors="replace")


def _read(name: str, source: str, reading: Reading, *, is_built_in: bool) -> None:
    """Parse one file and check its shape."""
    if "\ufffd" in source:
        reading.fault(name, 1, Said("tệp không phải UTF-8", "the file is not UTF-8"))
        return
    try:
        text = YamlText(source)
    except YamlFault as error:
        reading.fault(name, error.line, error.said)
        return
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 1
        reading.fault(name, line, say("không đọc được YAML ({why})", "not YAML ({why})", why=problem))
        return
    try:
        record = LawFile.model_validate(text.data or {})
    except ValidationError as error:
        for place, what in _shape_faults(error):
            reading.fault(name, text.line(place), what)
        return
    reading.files.append(ReadFile(name=name, text=text, record=record, is_built_in=is_built_in))


_NOT_A_DATE = Said("không phải là ngày (viết 2026-07-01)", "not a date (write 2026-07-01)")
_WRONG_KIND = Said("sai kiểu dữ liệu", "of the wrong kind")
_SHAPE_FAULTS = {
    "missing": Said("thiếu", "missing"),
    "extra_forbidden": Said("không có mục này trong cấu trúc", "there is no such key"),
    "literal_error": Said("không thuộc các giá trị cho phép", "not one of the admissible values"),
    "string_too_short": Said("để trống", "empty"),
    "string_pattern_mismatch": Said("viết sai dạng", "written in a wrong form"),
    "value_error": Said("để trống hoặc không phải là số", "empty or not a number"),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _NOT_A_DATE
    ),
    **dict.fromkeys(("dict_type", "tuple_type", "list_type", "string_type", "model_type"), _WRONG_KIND),
}
_UNION_TAGS = ("follows", "series")


def _shape_faults(error: ValidationError) -> Iterable[tuple[list[str | int], Said]]:
    """Each fault with its place in the file."""
    for one in error.errors(include_url=False, include_input=False):
        place = [step for step in one["loc"] if step not in _UNION_TAGS and step != "[key]"]
        meaning = _SHAPE_FAULTS.get(one["type"], Said(f"sai ({one['msg']})", one["msg"]))
        where = " → ".join(str(step) for step in place) or "/"
        yield place, Said(f"{where}: {meaning.vi}", f"{where}: {meaning.en}")
