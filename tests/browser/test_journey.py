"""From a dropped workbook to a light and to files that go into a deck, all with the same numbers."""

from __future__ import annotations

import colorsys
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from salesdash.__main__ import main
from tests.browser.stage import Server, serve, settle


@dataclass(frozen=True)
class Words:
    """What stands in the workbook and on the screen, in one language."""

    file: str
    orders: tuple[str, ...]
    deals: tuple[str, ...]
    channels: tuple[str, str]
    channel: str
    returned: str
    outcomes: tuple[str, str]
    upload: str
    preview: str
    receipt: str
    lights: dict[str, tuple[str, ...]]
    png: str
    excel: str
    table: dict[str, str]


KPIS = ("margin_rate", "return_rate", "win_rate")
WORDS = {
    "zh": Words(
        file="三月.xlsx",
        orders=("订单日期", "客户", "渠道", "销售额", "成本", "状态"),
        deals=("商机编号", "阶段", "关闭日期", "结果"),
        channels=("天猫", "门店"),
        channel="渠道",
        returned="已退货",
        outcomes=("赢单", "输单"),
        upload="导入",
        preview="读到 25 行 · 可导入 25 行 · 合计 25,000.00 元",
        receipt="读到 25 行 · 已导入 25 行 · 合计 25,000.00 元",
        lights={
            "毛利率": ("● 30.0%", "达标", "≥ 20%"),
            "退货率": ("▲ 4.0%", "预警", "≤ 3%"),
            "商机转化率": ("■ 10.0%", "未达标", "≥ 30%"),
        },
        png="图片 PNG",
        excel="Excel 表",
        table={"销售额（元）": "sales", "毛利率": "margin_rate"},
    ),
    "en": Words(
        file="March.xlsx",
        orders=("Order date", "Customer", "Channel", "Sales", "Cost", "Status"),
        deals=("Opportunity ID", "Stage", "Closed", "Outcome"),
        channels=("Amazon", "Store"),
        channel="Channel",
        returned="Returned",
        outcomes=("won", "lost"),
        upload="Import",
        preview="25 rows read · 25 to load · Total ¥25,000.00",
        receipt="25 rows read · 25 loaded · Total ¥25,000.00",
        lights={
            "Gross margin": ("● 30.0%", "On target", "≥ 20%"),
            "Return rate": ("▲ 4.0%", "Watch", "≤ 3%"),
            "Win rate": ("■ 10.0%", "Off target", "≥ 30%"),
        },
        png="Picture PNG",
        excel="Excel",
        table={
            "Sales (¥)": "sales",
            "Margin": "margin_rate",
        },
    ),
}
HUES = {"●": (90, 170), "▲": (15, 60), "■": (340, 375)}  # degrees on the wheel of colours
BAR = (0x17, 0x50, 0x8F)  # the first colour of charts


@pytest.fixture
def server(browser_path: str, tmp_path: Path) -> Iterator[Server]:
    """A server for each journey: each begins with an empty store."""
    with serve(tmp_path) as server:
        yield server


@pytest.mark.parametrize("lang", WORDS)
def test_a_workbook_becomes_lights_and_files_with_the_numbers_that_the_command_line_answers(
    lang, server, open_page, tmp_path, capsys
):
    words = WORDS[lang]
    page = open_page(lang, "data")
    _import(page, words, _workbook(words, tmp_path))

    _turn_to(page, "kpis")
    for key, (name, (value, light, limit)) in zip(KPIS, words.lights.items(), strict=True):
        page.goto(f"{server.url}/kpis?kpi={key}&lang={lang}")
        settle(page)
        answer = page.locator("h2").first
        for said in (name, value.split()[1], limit):
            expect(answer).to_contain_text(said)
        state = answer.locator(".stMarkdownColoredText")
        expect(state).to_have_text(f"{value[0]} {light}")
        assert HUES[value[0]][0] < _hue(state) < HUES[value[0]][1]

    _turn_to(page, "channels")
    picture = _download(page, "channel_sales", words.png, tmp_path)
    page.goto(f"{server.url}/channels?more=table&lang={lang}")
    settle(page)
    table = _download(page, "channel_table", words.excel, tmp_path)

    # the server holds the store; what it holds is asked of a copy
    copy = shutil.copytree(server.store, tmp_path / "copy")
    question = ["ask", *words.table.values(), "--by", "channel", "--period", "2025", "--json"]
    assert main(["--store", str(copy), *question]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert [answer["sales"] for answer in answers] == [20_000, 5_000]

    assert _rows(table, words) == answers
    longest, shortest = _bars(picture)
    assert longest / shortest == pytest.approx(answers[0]["sales"] / answers[1]["sales"], rel=0.01)


def _workbook(words: Words, folder: Path) -> Path:
    """25 orders of 1,000 with a cost of 700, one of them returned; ten deals, one of them won."""
    book = Workbook()
    orders = book.active
    assert orders is not None
    orders.append(words.orders)
    for n in range(25):
        status = words.returned if n == 0 else None
        channel = words.channels[n % 5 == 0]
        orders.append((date(2025, 3, n + 1), f"C{n}", channel, 1000, 700, status))
    deals = book.create_sheet("deals")
    deals.append(words.deals)
    for n in range(10):
        deals.append((f"D{n}", "closed", date(2025, 3, 20), words.outcomes[n > 0]))
    book.save(folder / words.file)
    return folder / words.file


def _import(page: Page, words: Words, file: Path) -> None:
    """Drop the file, read what was understood, import it, read the receipt."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    expect(page.get_by_text(words.preview)).to_be_visible()
    settle(page)
    page.get_by_role("button", name=words.upload, exact=True).click()
    expect(page.get_by_text(words.receipt)).to_be_visible()
    settle(page)


def _turn_to(page: Page, key: str) -> None:
    """Another page by the menu, as the same visitor."""
    page.get_by_test_id("stTopNavLink").and_(page.locator(f"[href$='/{key}']")).click()
    expect(page).to_have_url(re.compile(f"/{key}"))
    settle(page)


def _download(page: Page, figure: str, name: str, folder: Path) -> Path:
    """A file from the export menu of a figure."""
    page.locator(f".st-key-menu_{figure}").get_by_role("button").click()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    settle(page)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def _hue(coloured: Locator) -> float:
    """The hue of a text in degrees, reds beyond 360 as 360 and more."""
    written = coloured.evaluate("element => getComputedStyle(element).color")
    red, green, blue = (float(part) / 255 for part in re.findall(r"[\d.]+", written)[:3])
    degrees = 360 * colorsys.rgb_to_hsv(red, green, blue)[0]
    return degrees + 360 if degrees < 15 else degrees


def _rows(file: Path, words: Words) -> list[dict[str, Any]]:
    """The table under the header that names the channel, the asked columns by their keys."""
    sheet = load_workbook(file).worksheets[0]
    rows = iter(sheet.iter_rows(values_only=True))
    header = next(row for row in rows if row[0] == words.channel)
    keys = {header.index(title): key for title, key in words.table.items()}
    return [
        {"channel": row[0], **{key: row[at] for at, key in keys.items()}}
        for row in itertools.islice(rows, len(words.channels))
    ]


def _bars(file: Path) -> tuple[int, int]:
    """The longest and the shortest bar of a picture in pixels."""
    with Image.open(file) as image:
        assert image.size == (2560, 1440)
        lengths = (np.asarray(image.convert("RGB")) == BAR).all(axis=2).sum(axis=1)
    found = lengths[lengths > 50]
    return int(found.max()), int(np.median(found[found < found.max() / 2]))
