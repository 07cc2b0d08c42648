"""A file dropped while the disk is full: told, and read with the next click once there is room."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from salesdash.ui.session import store
from salesdash.warehouse.store.database import Warehouse
from tests.attacks import small_disk

# the part of the data page that takes files; on the page itself AppTest loses every click
DESK = (
    "from salesdash.ui.data import uploads\nfrom salesdash.ui.session import store\n"
    "with store.asking(): uploads.receive(store.warehouse(), store.inbox(), uploads.place('zh'), 'zh')"
)
LINES = 20_000


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with small_disk(32 << 20) as folder:
        monkeypatch.setenv("SALESDASH_STORE", str(folder / "store"))
        yield folder
        store.warehouse().close()
        st.cache_resource.clear()
        st.cache_data.clear()


def test_half_a_file_is_never_the_file(disk: Path):
    rows = (f"S{n},2025-{n % 12 + 1:02}-05,{n % 97}\n" for n in range(LINES))
    content = ("订单号,日期,金额\n" + "".join(rows)).encode()
    app = AppTest.from_string(DESK, default_timeout=60).run()
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - len(content) // 2))

    app = app.file_uploader[0].set_value([("订单.csv", content, "text/csv")]).run()
    assert "磁盘已满" in app.error[0].value
    assert app.button(key="import").disabled
    ballast.unlink()
    app = app.run()
    assert not app.error
    app = app.button(key="import").click().run()
    assert not app.error
    opened: Warehouse = store.warehouse()
    assert opened.rows("SELECT count(*) FROM live.orders") == [(LINES,)]


def test_an_import_that_does_not_fit_is_told_and_done_with_the_next_click(disk: Path):
    rows = (f"S{n},2025-{n % 12 + 1:02}-05,{n % 97}\n" for n in range(LINES))
    content = ("订单号,日期,金额\n" + "".join(rows)).encode()
    app = AppTest.from_string(DESK, default_timeout=60).run()
    app = app.file_uploader[0].set_value([("订单.csv", content, "text/csv")]).run()
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - (8 << 10))))
    app = app.button(key="import").click().run()
    assert "磁盘已满" in app.error[0].value
    ballast.unlink()
    again = [button for button in app.button if button.label == "再试一次"]
    app = again[0].click().run() if again else app
    app = app.button(key="import").click().run()
    assert not app.error
    assert store.warehouse().rows("SELECT count(*) FROM live.orders") == [(LINES,)]
