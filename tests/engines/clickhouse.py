"""ClickHouse as a server: as much of its HTTP interface as a question needs, over ClickHouse in this process."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from chdb.session import Session

_one_at_a_time = threading.Lock()


@cache
def _clickhouse() -> Session:
    """One in a process, however many servers there were."""
    return Session()


class Server(ThreadingHTTPServer):
    """`asked`: how many questions; of those after `lasts` it breaks off within each answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Question)
        self.address = f"clickhouse://127.0.0.1:{self.server_port}"
        self.asked = 0
        self.lasts = math.inf


class _Question(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        question = self.rfile.read(int(self.headers["Content-Length"])).decode()
        question, _, form = question.rpartition(" FORMAT ")
        with _one_at_a_time:
            self.server.asked += 1
            is_whole = self.server.asked <= self.server.lasts
            try:
                status, answer = 200, _clickhouse().query(question, form).bytes()
            except Exception as error:  # as a server says what it cannot do
                status, answer = 500, str(error).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer if is_whole else answer[: len(answer) // 2])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        """Nothing: what was asked is counted."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs for as long as the block."""
    server = Server()
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
