"""What the server does besides drawing pages: it looks into the inbox from its start, sends at once,
and answers to nobody but its own pages."""

from __future__ import annotations

import asyncio
import socket
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.runtime.scriptrunner import get_script_run_ctx

from salesdash.errors import StoreError
from salesdash.intake.cells.workbooks.child_reader import stand_by
from salesdash.ui.session import downloads, store

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


CLOSED = ("/_stcore/metrics",)
GUARDS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": (
        "frame-ancestors 'none'; img-src 'self' data: blob:; media-src 'self' data: blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'"
    ),
}


class OwnPages:
    """Nobody else's page frames ours or talks to our socket, ours fetch nothing from anybody.

    The socket is open to the address that the browser shows, and to `server.corsAllowedOrigins`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(GUARDS)
            await send(message)

        if scope["type"] == "websocket" and not _is_ours(Headers(scope=scope)):
            await WebSocketClose(1008)(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].rstrip("/").endswith(CLOSED):
            await Response(status_code=404)(scope, receive, send_guarded)
        else:
            await self._app(scope, receive, send_guarded)


def _is_ours(headers: Headers) -> bool:
    """Whether a page of ours asks; only browsers say which page asks, and all of them do."""
    origin = headers.get("origin")
    if origin is None or origin in st.get_option("server.corsAllowedOrigins"):
        return True
    return urlsplit(origin).netloc == headers.get("host")


MIDDLEWARE = [Middleware(AtOnce), Middleware(OwnPages)]


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    stand_by()
    downloads.say_failures()
    with suppress(StoreError):  # each visit says what is wrong with the workspace
        await asyncio.to_thread(store.inbox)
    if not st.get_option("server.headless"):
        address = f"http://localhost:{st.get_option('server.port')}"
        asyncio.get_running_loop().call_later(SOON, webbrowser.open, address)
    yield


def is_visit() -> bool:
    """Whether a page is being drawn; else the server is only being made."""
    return get_script_run_ctx(suppress_warning=True) is not None
