"""A newcomer breaks the store and finds the way back by clicks alone, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from salesdash.incoming.imports import import_file
from salesdash.warehouse.store import backups
from salesdash.warehouse.store.backups import FILE
from salesdash.warehouse.store.database import Warehouse
from tests.attacks import damage
from tests.browser.stage import Server, serve, settle

ORDERS = "日期,客户,金额\n2025-03-05,甲,700\n2025-03-06,乙,100\n"
LATER = "日期,客户,金额\n2025-04-05,丙,50\n"


@dataclass(frozen=True)
class Words:
    now: str
    made: str
    restore: str
    sure: str
    restored: str
    broken: str
    loses: str
    back: str
    undone: str
    loaded: str


WORDS = {
    "zh": Words(
        "立即备份", "备份好了", "恢复", "确定恢复", "已恢复到", "数据文件已损坏",
        "恢复后将不再有：1 次导入（later.csv）", "备份已放回列表", "恢复前", "· 已导入 1 行",
    ),
    "en": Words(
        "Back up now", "The backup is made", "Restore", "Yes, restore it", "Restored as of",
        "is damaged and cannot be read", "Gone after the restore: 1 import (later.csv)",
        "The backup is in the list", "Before a restore", "· 1 loaded",
    ),
}  # fmt: skip


@pytest.fixture
def server(browser_path: str, tmp_path: Path) -> Iterator[Server]:
    """A server on a store with one import and its backup, broken by hand before the start."""
    warehouse = Warehouse(tmp_path / "store")
    _take(warehouse, tmp_path / "orders.csv", ORDERS)
    warehouse.backup()
    warehouse.close()
    damage(tmp_path / "store" / FILE, "headers")
    with serve(tmp_path) as server:
        yield server


@pytest.mark.parametrize("lang", WORDS)
def test_a_broken_store_is_restored_by_clicks_and_a_restore_undone(
    lang, server, open_page, tmp_path
):
    words = WORDS[lang]
    page = open_page(lang, "customers")
    expect(page.get_by_text(words.broken)).to_be_visible()
    _restore(page, words)
    expect(page.get_by_text(words.restored)).to_be_visible()
    expect(page.get_by_text(words.broken)).to_have_count(0)
    expect(page.get_by_text("87.5%").first).to_be_visible()  # 700 of 800, as before

    page.goto(f"{server.url}/data")
    settle(page)
    later = tmp_path / "later.csv"
    later.write_text(LATER, encoding="utf-8")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(later)
    page.get_by_role("button", name={"zh": "导入", "en": "Import"}[lang], exact=True).click()
    expect(page.get_by_text(words.loaded)).to_be_visible()
    settle(page)

    _open_backups(page, server, words)
    with page.expect_download() as got:
        page.get_by_role("button", name={"zh": "下载", "en": "Download"}[lang]).last.click()
    mine = tmp_path / "mine.duckdb"
    got.value.save_as(mine)
    page.get_by_role("button", name=words.now).click()
    expect(page.get_by_text(words.made)).to_be_visible()
    settle(page)

    page.get_by_role("button", name=words.restore, exact=True).last.click()  # the oldest
    expect(page.get_by_text(words.loses)).to_be_visible()
    page.get_by_role("button", name=words.sure).click()
    expect(page.get_by_text(words.restored)).to_be_visible()
    expect(page.get_by_text(words.undone).first).to_be_visible()
    settle(page)

    _restore(page, words)
    expect(page.get_by_text(words.restored)).to_be_visible()
    settle(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(mine)
    expect(page.get_by_text(words.back)).to_be_visible()
    settle(page)
    whys = [backup.why for backup in backups.kept(server.store)]
    assert sorted(whys) == ["manual", "manual", "replaced", "restore", "restore", "uploaded"]
    page.goto(f"{server.url}/data")
    settle(page)
    # a sheet keeps a hidden copy of its cells for readers of screens: the visible name counts
    expect(page.get_by_text("later.csv").filter(visible=True).first).to_be_visible()


def _take(warehouse: Warehouse, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    import_file(warehouse, file)


def _open_backups(page: Page, server: Server, words: Words) -> None:
    page.goto(f"{server.url}/settings?group=backups")
    settle(page)
    expect(page.get_by_role("button", name=words.now)).to_be_visible()
    settle(page)


def _restore(page: Page, words: Words) -> None:
    page.get_by_role("button", name=words.restore, exact=True).first.click()
    page.get_by_role("button", name=words.sure).click()
