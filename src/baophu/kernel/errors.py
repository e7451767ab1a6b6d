"""The base of every failure we foresee: a code, a Vietnamese sentence, an English one.

A foreseen failure says what is wrong, why, and what to do. It is raised, never returned, and never swallowed; the edges
(command, request, job) turn it into an exit code or an answer. Anything else that is raised is our own fault.
"""

from __future__ import annotations

from typing import ClassVar


class BaoPhuError(Exception):
    """A foreseen failure: the request or the file is wrong (exit code 2).

    Subclasses set ``code`` (stable, snake_case, for machines) and the two sentence templates; keyword data fields are
    kept on ``data`` and fill the templates.
    """

    code: ClassVar[str] = "request_wrong"
    vi: ClassVar[str] = "{message}"
    en: ClassVar[str] = "{message}"
    exit_code: ClassVar[int] = 2

    def __init__(self, **data: object) -> None:
        self.data = data
        super().__init__(self.message("vi"))

    def __reduce__(self) -> tuple[object, ...]:
        """An error keeps its data on its way from another process."""
        return _revive, (type(self), dict(self.__dict__), self.args)

    def message(self, language: str = "vi") -> str:
        """The sentence for a person, in Vietnamese unless ``language`` is ``"en"``."""
        template = self.en if language == "en" else self.vi
        return template.format(**self.data)


def _revive(kind: type[BaoPhuError], values: dict[str, object], args: tuple[object, ...]) -> BaoPhuError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(values)
    return error


class RequestError(BaoPhuError):
    """A request that cannot be met, with its sentences given at the place that knows them."""

    def __init__(self, code: str, vi: str, en: str, **data: object) -> None:
        self.sentences = {"vi": vi, "en": en}
        super().__init__(**data)
        self.code = code  # type: ignore[misc]

    def message(self, language: str = "vi") -> str:
        """The sentence for a person, in Vietnamese unless ``language`` is ``"en"``."""
        return self.sentences.get(language, self.sentences["vi"]).format(**self.data)
