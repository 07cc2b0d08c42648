"""A ClickHouse that is gone, too slow, refuses or breaks off: a sentence each, and never a part of an answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyarrow
import pytest

from salesdash.errors import EngineError
from salesdash.warehouse.engine.servers import clickhouse
from salesdash.warehouse.engine.servers.clickhouse import ClickHouse, rows
from salesdash.warehouse.engine.servers.server import LOST, REFUSED, SLOW

SECONDS = 0.05


def arrow(rows: int) -> bytes:
    sink = pyarrow.BufferOutputStream()
    table = pyarrow.table({"n": range(rows)})
    with pyarrow.ipc.new_file(sink, table.schema) as writer:
        for batch in table.to_batches(max_chunksize=10):
            writer.write_batch(batch)
    return bytes(sink.getvalue().to_pybytes())


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, status: int, content: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def server_at(place: str, seconds: float = 5) -> ClickHouse:
    return ClickHouse(f"clickhouse://reader:p%40ss@{place}/sales", seconds)


def test_it_is_asked_with_its_database_its_user_and_until_when():
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.extend([handler.path, *map(str, handler.headers.values()), vars(handler)["body"]])
        reply(handler, 200, arrow(25))

    with answering(answer) as place:
        assert server_at(place).answer("SELECT 1").num_rows == 25
    path, body = asked[0], asked[-1]
    assert "wait_end_of_query=1" in path
    assert "database=sales" in path
    assert {"reader", "p@ss"} <= set(asked)
    assert body.startswith("SELECT 1 SETTINGS join_use_nulls = 1")
    assert "max_execution_time = 5," in body or body.endswith("max_execution_time = 5 FORMAT Arrow")


@pytest.mark.parametrize(
    ("status", "content", "words"),
    [
        (500, b"Code: 159. DB::Exception: Timeout exceeded. (TIMEOUT_EXCEEDED)", SLOW),
        (500, b"Code: 241. DB::Exception: (MEMORY_LIMIT_EXCEEDED)", REFUSED),
        (403, b"Code: 516. DB::Exception: (AUTHENTICATION_FAILED)", REFUSED),
        (200, arrow(25)[:-30], REFUSED),
        (200, arrow(25)[: len(arrow(25)) // 2], REFUSED),
        (200, b"", REFUSED),
        (200, arrow(25)[:133] + bytes(4) + arrow(25)[137:], REFUSED),
        (200, arrow(25)[:961] + bytes(4) + arrow(25)[965:], REFUSED),
    ],
)
def test_what_is_no_whole_answer_is_a_sentence(status: int, content: bytes, words):
    with (
        answering(lambda handler: reply(handler, status, content)) as place,
        pytest.raises(EngineError) as raised,
    ):
        server_at(place).answer("SELECT 1")
    assert raised.value.message == words.format(address=place, seconds="5")


def test_one_that_breaks_off_is_lost():
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(arrow(25)[:100])

    with answering(answer) as place, pytest.raises(EngineError) as raised:
        server_at(place).answer("SELECT 1")
    assert raised.value.message == LOST.format(address=place)


def test_one_that_is_not_there_is_lost():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(EngineError) as raised:
            server_at(place).answer("SELECT 1")
    assert raised.value.message == LOST.format(address=place)


def test_one_that_does_not_take_the_call_is_lost(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clickhouse, "REACHED", SECONDS)
    with ExitStack() as held, socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for _ in range(8):  # whoever waits in line before
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        place = f"127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(EngineError) as raised:
            server_at(place).answer("SELECT 1")
    assert raised.value.message == LOST.format(address=place)


def test_one_that_does_not_end_is_slow(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clickhouse, "REACHED", SECONDS)
    over = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        over.wait()

    with answering(answer) as place:
        with pytest.raises(EngineError) as raised:
            server_at(place, SECONDS).answer("SELECT 1")
        over.set()
    assert raised.value.message == SLOW.format(address=place, seconds="0.05")


def test_several_files_of_a_folder_are_named_together():
    assert rows(["/p/model.kinds/all-1.parquet"]) == (
        "file('/p/model.kinds/all-1.parquet', 'Parquet')"
    )
    assert rows(["/p/live.orders/2025-01-1.parquet", "/p/live.orders/2025-02-2.parquet"]) == (
        "file('/p/live.orders/{2025-01-1.parquet,2025-02-2.parquet}', 'Parquet')"
    )
