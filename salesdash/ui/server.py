"""What the server does besides drawing pages: it looks into the inbox from its start, and sends at once."""

from __future__ import annotations

import asyncio
import socket
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from salesdash.errors import StoreError
from salesdash.intake.cells.apart import stand_by
from salesdash.ui import store

SOON = 0.5  # seconds until the server answers


class AtOnce:
    """Sends what a page says as soon as it is said.

    Streamlit binds its socket so that asyncio does not know it for TCP; small messages then wait for
    the browser to confirm the one before, 40 ms at each click.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            connection = getattr(getattr(send, "__self__", None), "transport", None)
            wire = connection.get_extra_info("socket") if connection else None
            if wire is not None and wire.family in (socket.AF_INET, socket.AF_INET6):
                wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self._app(scope, receive, send)


MIDDLEWARE = [Middleware(AtOnce)]


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    stand_by()
    with suppress(StoreError):  # each visit says what is wrong with the workspace
        await asyncio.to_thread(store.inbox)
    if not st.get_option("server.headless"):
        address = f"http://localhost:{st.get_option('server.port')}"
        asyncio.get_running_loop().call_later(SOON, webbrowser.open, address)
    yield


def is_visit() -> bool:
    """Whether a page is being drawn; else the server is only being made."""
    return get_script_run_ctx(suppress_warning=True) is not None
