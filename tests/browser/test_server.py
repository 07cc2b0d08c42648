"""What the server does before anybody visits, and whom it answers."""

from __future__ import annotations

import http.client
import time
from pathlib import Path

import pytest

from salesdash import journal
from salesdash.incoming.handover import INBOX
from tests.browser.stage import Server, serve

ORDERS = "日期,金额\n2025-01-05,5\n2025-01-06,7\n"
PATIENCE = 60


def answer(server: Server, path: str, **headers: str) -> http.client.HTTPResponse:
    host = server.url.removeprefix("http://")
    line = http.client.HTTPConnection(host, timeout=PATIENCE)
    line.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    return line.getresponse()


def asked_from(server: Server, origin: str) -> int:
    """The status with which the socket answers a page of that origin."""
    return answer(
        server,
        "/_stcore/stream",
        Connection="Upgrade",
        Upgrade="websocket",
        Origin=origin,
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
    ).status


def test_no_page_of_others_may_frame_ours_or_bring_in_pictures_from_elsewhere(server: Server):
    for path in ("/", "/targets", "/_stcore/health"):
        found = answer(server, path)
        assert found.getheader("X-Frame-Options") == "DENY"
        rules = found.getheader("Content-Security-Policy") or ""
        assert "frame-ancestors 'none'" in rules
        assert "img-src 'self' data: blob:" in rules


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metrics?families=a"]
)
def test_counters_are_shown_to_nobody(server: Server, path: str):
    found = answer(server, path)
    assert found.status == 404
    assert b"session" not in found.read()


def test_the_socket_is_open_to_the_own_address_alone(server: Server):
    own = server.url.rpartition(":")[2]
    assert asked_from(server, server.url) == 101
    assert asked_from(server, f"http://127.0.0.1:{own}") == 403
    for other in (
        "http://localhost:3000",
        "https://evil.example",
        "http://localhost.evil.example",
        "null",
    ):
        assert asked_from(server, other) == 403


def test_what_lies_in_the_inbox_is_imported_before_anybody_visits_and_logged(tmp_path: Path):
    inbox = tmp_path / "store" / INBOX
    inbox.mkdir(parents=True)
    (inbox / "订单.csv").write_text(ORDERS, encoding="utf-8")
    until = time.monotonic() + PATIENCE
    with serve(tmp_path) as server:
        while not (inbox / "done" / "订单.csv").exists():
            assert time.monotonic() < until
            time.sleep(0.1)
        both = [path.read_text("utf-8") for path in (server.store / journal.FILE, server.log)]
    assert all("INFO inbox import 1: 1 of 1 tables, 2 rows" in said for said in both)
