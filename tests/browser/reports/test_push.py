"""A group is set up, looked at, and told."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from salesdash.warehouse.store.database import Warehouse
from tests.browser.stage import Server, serve, settle
from tests.push.listening import listening
from tests.stores import fill


@pytest.fixture(scope="module")
def server(browser_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two orders of two months."""
    folder = tmp_path_factory.mktemp("push")
    warehouse = Warehouse(folder / "store")
    days = ("2025-05-20", "2025-06-20")
    fill(warehouse, folder, orders=[{"order_date": day, "amount": 100} for day in days])
    warehouse.close()
    with serve(folder) as server:
        yield server


def test_a_group_is_told_only_after_its_preview_was_seen(open_page):
    with listening() as heard:
        page = open_page("zh", "settings?group=push")
        page.get_by_label("名称", exact=True).fill("销售一群")
        page.get_by_role("textbox", name="机器人地址").fill(heard.address)
        page.get_by_role("button", name="添加", exact=True).click()
        expect(page.get_by_text("未开启", exact=True)).to_be_visible()
        assert not heard.requests

        page.get_by_role("button", name="预览", exact=True).click()
        preview = page.get_by_role("dialog")
        expect(preview.get_by_text("【销售简报】")).to_be_visible()
        settle(page)
        preview.get_by_role("button", name="现在发一次").click()
        expect(preview.get_by_text("已发送", exact=True)).to_be_visible()
        said = heard.requests[0].json["text"]["content"]
        expect(preview).to_contain_text(said.splitlines()[0])

        preview.get_by_role("button", name="开启", exact=True).click()
        expect(page.get_by_text("已开启", exact=True)).to_be_visible()

        page.get_by_role("button", name="删除", exact=True).click()
        expect(page.get_by_text("“销售一群”的地址、密码和发送记录会一起删除")).to_be_visible()
        page.get_by_role("button", name="确定删除", exact=True).click()
        expect(page.get_by_text("已开启", exact=True)).to_have_count(0)
