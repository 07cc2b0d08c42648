"""What the server does before anybody visits."""

from __future__ import annotations

import time
from pathlib import Path

from salesdash.inbox import INBOX
from tests.browser.stage import serve

ORDERS = "日期,金额\n2025-01-05,5\n2025-01-06,7\n"
PATIENCE = 60


def test_what_lies_in_the_inbox_is_imported_before_anybody_visits(tmp_path: Path) -> None:
    inbox = tmp_path / "store" / INBOX
    inbox.mkdir(parents=True)
    (inbox / "订单.csv").write_text(ORDERS, encoding="utf-8")
    until = time.monotonic() + PATIENCE
    with serve(tmp_path):
        while not (inbox / "done" / "订单.csv").exists():
            assert time.monotonic() < until
            time.sleep(0.1)
