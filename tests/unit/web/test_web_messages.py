"""Messages: every sentence has its translation, and the compiled catalogues are those of the sources."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest

import baophu.web
from baophu.kernel.errors import BaoPhuError
from baophu.web import errors as web_errors

LOCALE = Path(baophu.web.__file__).parent / "locale"
PACKAGE = Path(baophu.web.__file__).parent
LANGUAGES = ("vi", "en")
_ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d+\])?) (".*")$|^(".*")$')
_USED_IN_PYTHON = re.compile(r'\b_\(\s*("(?:[^"\\]|\\.)*")\s*\)')
_USED_IN_TEMPLATE = re.compile(r"""\{% translate (?:"([^"]+)"|'([^']+)') %\}""")


def read_source(language: str) -> dict[str, list[str]]:
    """Sentence → its translations, as they stand in the ``.po`` file."""
    found: dict[str, list[str]] = {}
    for block in (LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8").split("\n\n"):
        parts: list[tuple[str, str]] = []
        for line in block.splitlines():
            entry = _ENTRY.match(line)
            if entry and entry[1]:
                parts.append((entry[1], ast.literal_eval(entry[2])))
            elif entry:
                parts[-1] = (parts[-1][0], parts[-1][1] + ast.literal_eval(entry[3]))
        sentence = dict(parts).get("msgid", "")
        if sentence:
            found[sentence] = [text for key, text in parts if key.startswith("msgstr")]
    return found


def used_sentences() -> set[str]:
    """Every sentence that code and templates hand to gettext (plural ones aside)."""
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        found |= {ast.literal_eval(text) for text in _USED_IN_PYTHON.findall(file.read_text(encoding="utf-8"))}
    for file in PACKAGE.rglob("*.html"):
        found |= {one or other for one, other in _USED_IN_TEMPLATE.findall(file.read_text(encoding="utf-8"))}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_when_compiled_then_holds_what_the_source_holds(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled: dict[object, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    expected = {
        (sentence, number) if len(texts) > 1 or (sentence, 0) in compiled else sentence: text
        for sentence, texts in read_source(language).items()
        for number, text in enumerate(texts)
    }
    assert {key: text for key, text in compiled.items() if key != ""} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_when_read_then_no_sentence_is_left_untranslated(language: str) -> None:
    assert [sentence for sentence, texts in read_source(language).items() if not all(texts)] == []


def test_catalogues_when_compared_then_hold_the_same_sentences() -> None:
    assert read_source("vi").keys() == read_source("en").keys()


def test_sentences_when_used_then_all_are_in_the_catalogue() -> None:
    used = used_sentences()
    assert len(used) > 40
    assert used - read_source("vi").keys() == set()


def test_placeholders_when_translated_then_the_same_ones() -> None:
    for sentence, texts in read_source("vi").items():
        wanted = set(re.findall(r"%\(\w+\)s", sentence))
        assert all(set(re.findall(r"%\(\w+\)s", text)) == wanted for text in texts), sentence


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(web_errors).values() if isinstance(kind, type) and issubclass(kind, BaoPhuError)],
    ids=lambda kind: kind.__name__,
)
def test_error_when_read_then_says_the_same_in_both_languages(kind: type[BaoPhuError]) -> None:
    fields = [set(re.findall(r"\{(\w+)", text)) for text in (kind.vi, kind.en)]
    assert fields[0] == fields[1]
