"""Which encoding the bytes of a text file are in, and the same text as UTF-8.

UTF-8 and UTF-16 prove themselves; single-byte text is cp1258 when its tone marks fall on vowels, else Windows-1252,
whose bytes carry TCVN3 and VNI unharmed to the per-column detection later.
"""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 1024 * 1024
_ZEROS_OF_UTF16 = 0.1
_CHUNK = 4 * 1024 * 1024
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) | frozenset("đĐ")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEncoding:
    """An encoding by Python's name, how many bytes of mark to skip, and whether some bytes do not fit it."""

    name: str
    skip: int = 0
    is_damaged: bool = False
    quotes: int = 0


def _keep_byte(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("baophu-keep-byte", _keep_byte)


def detect_encoding(path: Path) -> TextEncoding:
    """The encoding of the text file at ``path``; ``quotes`` is the number of quote characters in a UTF-8 file."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if head.startswith(codecs.BOM_UTF16_LE):
        return TextEncoding(name="utf-16-le", skip=2)
    if head.startswith(codecs.BOM_UTF16_BE):
        return TextEncoding(name="utf-16-be", skip=2)
    if head.count(0) > len(head) * _ZEROS_OF_UTF16:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return TextEncoding(name="utf-16-be" if even > odd else "utf-16-le")
    skip = 3 if head.startswith(codecs.BOM_UTF8) else 0
    fits, quotes = _fits_utf8(path)
    if fits:
        return TextEncoding(name="utf-8", skip=skip, quotes=quotes)
    if skip or _mostly_utf8(head):
        return TextEncoding(name="utf-8", skip=skip, is_damaged=True)
    return TextEncoding(name="cp1258" if _reads_as_cp1258(head) else "cp1252")


def _fits_utf8(path: Path) -> tuple[bool, int]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    quotes = 0
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            quotes += block.count(b'"')
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return False, 0
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False, 0
    return True, quotes


def _mostly_utf8(head: bytes) -> bool:
    text = head.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for letter in text if letter > "\x7f") - bad
    # Text in a single-byte encoding hardly ever reads as UTF-8 by chance.
    return good > 2 * bad


def _reads_as_cp1258(head: bytes) -> bool:
    text = head.decode("cp1258", errors="replace")
    composed = unicodedata.normalize("NFC", text)
    foreign = sum(1 for letter in composed if letter > "\x7f" and letter not in _VIETNAMESE)
    native = sum(1 for letter in composed if letter in _VIETNAMESE)
    has_tones = any(letter in _TONES for letter in text)
    accented = sum(1 for letter in composed if letter > "\x7f" and letter in _VIETNAMESE)
    return has_tones and native > 0 and foreign <= 0.02 * max(accented, 1)


def as_utf8(path: Path, encoding: TextEncoding, target: Path) -> Path:
    """The file as UTF-8: itself when it is that already, else written to ``target``; cp1258 is composed to NFC."""
    if encoding.name == "utf-8" and not encoding.is_damaged:
        return path
    errors = "baophu-keep-byte" if encoding.name.startswith("cp") else "replace"
    decoder = codecs.getincrementaldecoder(encoding.name)(errors=errors)
    with path.open("rb") as source, target.open("w", encoding="utf-8", errors="replace", newline="") as out:
        source.seek(encoding.skip)
        kept = ""
        while block := source.read(_CHUNK):
            # Compose line by line, so that no tone mark is cut off from its vowel between two blocks.
            text = kept + decoder.decode(block)
            cut = text.rfind("\n") + 1
            out.write(_composed(text[:cut], encoding.name))
            kept = text[cut:]
        out.write(_composed(kept + decoder.decode(b"", final=True), encoding.name))
    return target


def _composed(text: str, name: str) -> str:
    return unicodedata.normalize("NFC", text) if name == "cp1258" else text
