"""Foreseen failures keep their code, sentences and data, also on their way from another process."""

from __future__ import annotations

import pickle

from baophu.kernel.errors import BaoPhuError, RequestError


class FileGone(BaoPhuError):
    """A failure with a template of its own."""

    code = "file_gone"
    vi = "Không có tệp “{file}”."
    en = "There is no file “{file}”."


def test_an_error_from_another_process_when_it_arrives_then_it_says_the_same() -> None:
    arrived = pickle.loads(pickle.dumps(FileGone(file="a.csv")))
    assert isinstance(arrived, FileGone)
    assert (arrived.code, arrived.data, str(arrived)) == ("file_gone", {"file": "a.csv"}, "Không có tệp “a.csv”.")
    assert arrived.message("en") == "There is no file “a.csv”."


def test_a_request_error_from_another_process_when_it_arrives_then_its_own_sentences_are_there() -> None:
    arrived = pickle.loads(pickle.dumps(RequestError("wrong", "Sai {word}.", "Wrong {word}.", word="x")))
    assert (arrived.code, arrived.message(), arrived.message("en")) == ("wrong", "Sai x.", "Wrong x.")
