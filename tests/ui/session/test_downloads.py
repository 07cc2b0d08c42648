"""A file that cannot be made on a click: the reason goes to the button, in the language of the page."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import app_session
from streamlit.runtime.media_file_storage import MediaFileStorageError

from salesdash.errors import FileError
from salesdash.text import LANGS, Lang, Text
from salesdash.ui.session.downloads import or_said, say_failures
from salesdash.ui.session.failures import BUG

WHY = Text("文件打不开。", "The file cannot be opened.")


def answered(
    make: Callable[[], bytes], lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> BackendOperationResponse:
    """What the browser is told when the button is clicked."""

    def execute(_: str) -> str:
        try:
            or_said(make, lang)()
        except Exception as error:
            raise MediaFileStorageError(f"Callable execution failed: {error}") from error
        return "/media/a.pptx"

    sessions: Any = app_session
    monkeypatch.setattr(sessions, "DeferredFileHandler", sessions.DeferredFileHandler)
    say_failures()
    files: Any = SimpleNamespace(execute_deferred=execute)
    handler = sessions.DeferredFileHandler(lambda: files)
    answer: BackendOperationResponse = asyncio.run(
        handler.handle(BackendOperationRequest(request_id="1"), "a")
    )
    return answer


@pytest.mark.parametrize("lang", LANGS)
def test_what_can_be_put_right_is_said(lang: Lang, monkeypatch: pytest.MonkeyPatch):
    def make() -> bytes:
        raise FileError(WHY)

    assert answered(make, lang, monkeypatch).error_msg == WHY[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_a_bug_is_one_calm_sentence_and_a_trace_in_the_log(
    lang: Lang, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def make() -> bytes:
        raise ZeroDivisionError("secret")

    said = answered(make, lang, monkeypatch).error_msg
    assert said.startswith(BUG[lang].partition("{")[0])
    assert "secret" not in said
    assert "ZeroDivisionError" in caplog.text


def test_a_file_that_was_made_is_handed_out(monkeypatch: pytest.MonkeyPatch):
    answer = answered(lambda: b"deck", "zh", monkeypatch)
    assert (answer.error_msg, answer.deferred_file.url) == ("", "/media/a.pptx")
