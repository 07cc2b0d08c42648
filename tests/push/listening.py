"""Servers on localhost that take what is pushed, and check it by the rules of the robots' makers."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "SEC-geheim-密"


@dataclass
class Request:
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer = Callable[[Request], tuple[int, dict[str, Any]]]


@dataclass
class Listening:
    """What came in; `answer` decides what is said of it."""

    address: str
    answer: Answer
    requests: list[Request] = field(default_factory=list)


def accepting(_: Request) -> tuple[int, dict[str, Any]]:
    return 200, {"errcode": 0, "errmsg": "ok"}


def dingtalk(request: Request) -> tuple[int, dict[str, Any]]:
    moment = request.parameters.get("timestamp", "")
    expected = _signed(SECRET, f"{moment}\n{SECRET}")
    if request.parameters.get("sign") != expected or len(moment) != 13:
        return 200, {"errcode": 310000, "errmsg": "sign not match"}
    return accepting(request)


def feishu(request: Request) -> tuple[int, dict[str, Any]]:
    moment = request.json.get("timestamp", "")
    if request.json.get("sign") != _signed(f"{moment}\n{SECRET}", "") or len(moment) != 10:
        return 200, {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
    return 200, {"code": 0, "msg": "success"}


def _signed(key: str, words: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), words.encode(), hashlib.sha256)).decode()


@contextmanager
def listening(answer: Answer = accepting) -> Iterator[Listening]:
    heard = Listening("", answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            url = urlsplit(self.path)
            request = Request(
                {key: values[0] for key, values in parse_qs(url.query).items()},
                {key.lower(): value for key, value in self.headers.items()},
                self.rfile.read(int(self.headers["Content-Length"])),
            )
            heard.requests.append(request)
            status, said = heard.answer(request)
            written = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    heard.address = f"http://localhost:{server.server_port}/robot?key=KEY-geheim"
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
