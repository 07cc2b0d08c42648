"""A file made when it is clicked; where that fails, the button says why instead of Streamlit's own few words."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime import app_session
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError

from salesdash.errors import SalesdashError
from salesdash.text import Lang
from salesdash.ui.session.failures import bug

LOG = logging.getLogger("salesdash")


class _NotMadeError(Exception):
    """Why a file was not made, in the language of the page."""


def or_said(make: Callable[[], bytes], lang: Lang) -> Callable[[], bytes]:
    """`make` for a download button: what it raises is said at the button."""

    def made() -> bytes:
        try:
            return make()
        except SalesdashError as error:
            raise _NotMadeError(error.message[lang]) from error
        except Exception as error:
            LOG.exception("while making a file")
            raise _NotMadeError(bug()[lang]) from error

    return made


class _Saying(DeferredFileHandler):
    """Streamlit makes the file beside any run of the page, where nothing can be drawn; of a failure its own handler
    answers only that there was one."""

    async def handle(
        self, request: BackendOperationRequest, session_id: str
    ) -> BackendOperationResponse:
        files: Any = self._get_media_file_mgr()
        try:
            url = await asyncio.to_thread(files.execute_deferred, request.deferred_file.file_id)
        except MediaFileStorageError as error:
            if isinstance(error.__cause__, _NotMadeError):
                return BackendOperationResponse(
                    request_id=request.request_id, error_msg=str(error.__cause__)
                )
            return await super().handle(request, session_id)
        return BackendOperationResponse(
            request_id=request.request_id, deferred_file=DeferredFileResponsePayload(url=url)
        )


def say_failures() -> None:
    """From now on answer visits so. Streamlit has no setting for it."""
    app_session.DeferredFileHandler = _Saying  # type: ignore[attr-defined]
