"""What a meeting sees without scrolling: the answer, the numbers, and a figure that proves it; nothing cut."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from salesdash.charts.theme import PALETTES, SHAPES
from salesdash.text import LANGS
from salesdash.warehouse.store.database import Warehouse
from tests import stores
from tests.browser.stage import OpenContext, Server, serve, settle
from tests.contrast import contrast
from tests.sample import lay

PAGES = ("overview", "targets", "channels", "channel", "customers", "customer", "kpis")
VIEWS = {
    "customers": ("tiers", "names", "moves", "cohorts", "returning", "service", "concentration"),
    "channels": (
        "diagnosis", "table", "trends", "health", "health&condition=growth", "health&condition=reviews", "shift",
        "before", "online", "events", "delivery", "coverage",
    ),
    "customer": ("record", "products", "trail"),
    "kpis": ("&wall=worst",),
}  # fmt: skip
PROJECTORS = ((1280, 720), (1366, 768))
DAYS = [date(2024, 1, 8) + timedelta(days=7 * n) for n in range(80)]
LONG = "华东区域经销与连锁加盟业务发展中心第{n}营业部（含历史遗留客户）"
LONG_EN = "Regional distribution and franchise development centre number {n} (legacy included)"

# What stands where, and what of it is cut off; run in the page.
LOOK = """() => {
  const screen = innerHeight, main = document.querySelector('[data-testid=stMain]'), faults = []
  const box = (e) => e.getBoundingClientRect()
  const seen = (e) => e.offsetParent !== null && box(e).width > 0
  if (main.scrollWidth > main.clientWidth + 1) faults.push('the page scrolls sideways')
  if (main.scrollHeight > 2.5 * screen) faults.push(`the page is ${main.scrollHeight} px high`)
  const drawn = '[data-testid=stDataFrame], [data-testid=stIconMaterial], [data-testid=stVegaLiteChart]'
  for (const e of main.querySelectorAll('p, h1, h2, h3, label, a')) {
    if (!e.textContent.trim() || !seen(e) || e.closest(drawn)) continue
    for (let hides = e; hides !== main; hides = hides.parentElement)
      if (getComputedStyle(hides).overflowX !== 'visible' && box(e).right > box(hides).right + 1)
        faults.push(`cut at the right: ${e.textContent.trim().slice(0, 60)}`)
    if (getComputedStyle(e).textOverflow === 'ellipsis' && e.scrollWidth > e.clientWidth + 1)
      faults.push(`cut short: ${e.textContent.trim().slice(0, 60)}`)
  }
  for (const e of main.querySelectorAll('[data-testid=stVerticalBlock]'))
    if (seen(e) && getComputedStyle(e).overflowY === 'auto' && e.scrollHeight > e.clientHeight + 2)
      faults.push(`does not fit its box: ${e.textContent.trim().slice(0, 60)}`)
  for (const e of main.querySelectorAll('.dvn-scroller'))
    if (seen(e) && e.scrollWidth > e.clientWidth + 1)
      faults.push(`scrolls sideways: ${e.closest('[class*=st-key-]').className}`)
  const heading = [...main.querySelectorAll('h2')].find(seen)
  if (!heading || box(heading).bottom > screen) faults.push('no answer on the first screen')
  const cards = [...main.querySelectorAll('[class*=st-key-card_]')].filter(seen)
  if (new Set(cards.map((e) => Math.round(box(e).top))).size > 1) faults.push('cards in two rows')
  if (cards.some((e) => box(e).bottom > screen)) faults.push('a card below the screen')
  const drawings = '[data-testid=stVegaLiteChart], [data-testid=stDataFrame], [data-testid=stImage], [data-testid=stTable], [class*=st-key-lines_]'
  const figures = [...main.querySelectorAll(drawings)].filter(seen)
  const proof = figures.filter((e) => Math.abs(box(e).top - box(figures[0]).top) < 80)
  const boxes = [...main.querySelectorAll('[data-testid=stVerticalBlock]')]
  const scrolled = (e) => boxes.find((b) => b.contains(e) && getComputedStyle(b).overflowY === 'auto')
  const ends = proof.map((e) => Math.round(Math.min(box(e).bottom, box(scrolled(e) || e).bottom)))
  if (!ends.length || Math.max(...ends) > screen) faults.push(`the first figures end at ${ends}`)
  return faults
}"""


def orders(names: Callable[[int], dict[str, Any]], amount: float = 1000.0) -> list[dict[str, Any]]:
    """Three orders a week over a year and a half; every tenth line is a credit note."""
    return [
        {
            "order_date": str(day + timedelta(days=at)),
            "order_id": f"{week}-{at}",
            "amount": -amount / 4 if (week + at) % 10 == 0 else amount * (1 + (week * 7 + at) % 5),
            **names(3 * week + at),
        }
        for week, day in enumerate(DAYS)
        for at in range(3)
    ]


def named(n: int, members: int, form: str) -> dict[str, str]:
    keys = ("channel", "region", "product", "customer", "salesperson")
    return {key: form.format(n=n % members + 1) for key in keys}


def yearly(members: int, form: str, amount: float) -> list[dict[str, Any]]:
    return [
        {"period": f"2025-{month:02}", "region": form.format(n=n + 1), "amount": amount}
        for month in range(1, 13)
        for n in range(members)
    ]


COMPANIES: dict[str, dict[str, Any]] = {
    "orders alone": {"orders": orders(lambda _: {})},
    "long names": {
        "orders": orders(lambda n: named(n, 6, LONG)),
        "targets": yearly(6, LONG, 9000),
    },
    "long English names": {
        "orders": orders(lambda n: named(n, 6, LONG_EN)),
        "targets": yearly(6, LONG_EN, 9000),
    },
    "hundreds of millions": {
        "orders": orders(lambda n: named(n, 5, "区域{n}"), 1.5e8),
        "targets": yearly(5, "区域{n}", 1.2e9),
    },
    "one member": {
        "orders": orders(lambda n: named(n, 1, "总店{n}")),
        "targets": yearly(1, "总店{n}", 40_000),
    },
    "forty members": {
        "orders": orders(lambda n: named(n, 40, "门店{n}")),
        "targets": yearly(40, "门店{n}", 900),
    },
}


@pytest.fixture(scope="module", params=LANGS)
def sample(
    request: pytest.FixtureRequest, browser_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Server]]:
    folder = tmp_path_factory.mktemp("sample")
    lay(folder / "store", request.param)
    with serve(folder) as server:
        yield request.param, server


@pytest.fixture(scope="module", params=list(COMPANIES))
def company(
    request: pytest.FixtureRequest, browser_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Server, bool]]:
    folder: Path = tmp_path_factory.mktemp("company")
    warehouse = Warehouse(folder / "store")
    stores.fill(warehouse, folder, **COMPANIES[request.param])
    warehouse.close()
    with serve(folder) as server:
        yield "en" if "English" in request.param else "zh", server, "forty" in request.param


def faults(page: Page, size: tuple[int, int]) -> list[str]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    expect(page.get_by_test_id("stMain").locator("h2").filter(visible=True).first).to_be_visible()
    settle(page)
    found: list[str] = page.evaluate(LOOK)
    return found


def looked_at(
    open_context: OpenContext,
    server: Server,
    lang: str,
    sizes: tuple[tuple[int, int], ...] = PROJECTORS[:1],
    pages: tuple[str, ...] = PAGES,
) -> dict[str, list[str]]:
    """The faults of each page on each projector."""
    found = {}
    with closing(open_context(lang).new_page()) as page:
        for key in pages:
            page.goto(f"{server.url}/{key}")
            settle(page)
            for size in sizes:
                found[f"{key} {size[0]}"] = faults(page, size)
    return {place: told for place, told in found.items() if told}


def test_the_first_screen_of_the_sample_company_answers(
    open_context: OpenContext, sample: tuple[str, Server]
):
    lang, server = sample
    assert looked_at(open_context, server, lang, PROJECTORS, (*PAGES, "risks", "data")) == {}


@pytest.mark.parametrize("page_key", list(VIEWS))
def test_each_view_of_a_page_fits_its_place(
    open_context: OpenContext, sample: tuple[str, Server], page_key: str
):
    lang, server = sample
    views = tuple(f"{page_key}?more={view}" for view in VIEWS[page_key])
    assert looked_at(open_context, server, lang, pages=views) == {}


def test_the_first_screen_answers_whatever_the_data(
    open_context: OpenContext, company: tuple[str, Server, bool]
):
    lang, server, many = company
    found = looked_at(open_context, server, lang)
    if many:  # more rows than a screen holds are scrolled in their box
        found = {place: _but_scrolled(told) for place, told in found.items() if _but_scrolled(told)}
    assert found == {}


def _but_scrolled(told: list[str]) -> list[str]:
    return [words for words in told if not words.startswith("does not fit its box")]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_colours_of_the_lights_are_the_three(
    open_context: OpenContext, sample: tuple[str, Server], mode: Any
):
    lang, server = sample
    with closing(open_context(lang, mode).new_page()) as page:
        page.goto(f"{server.url}/overview")
        settle(page)
        coloured = page.locator("h2 .stMarkdownColoredText")
        expect(coloured).to_have_count(1)
        expect(coloured).not_to_be_empty()
        shape, rgb = coloured.evaluate("e => [e.textContent[0], getComputedStyle(e).color]")
        light = next(key for key, sign in SHAPES.items() if sign == shape)
        expected = PALETTES[mode].lights[light].lstrip("#")
        assert json.loads(rgb.replace("rgb(", "[").replace(")", "]")) == [
            int(expected[at : at + 2], 16) for at in (0, 2, 4)
        ]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_is_chosen_and_what_is_pressed_are_read(
    open_context: OpenContext, sample: tuple[str, Server], mode: Any
):
    lang, server = sample
    with closing(open_context(lang, mode).new_page()) as page:
        page.goto(f"{server.url}/risks")
        settle(page)
        chosen = page.locator("[role=radio][aria-checked=true]")
        pressed = page.locator("[data-testid=stBaseButton-primary]")
        expect(pressed.first).to_be_visible()
        if mode == "dark":  # the style comes with the last element of the page
            expect(chosen.first).to_have_css("color", "rgb(124, 188, 255)")
        grounds = PALETTES[mode].background
        for one in (*chosen.all(), *pressed.all()):
            ink, ground = (
                one.evaluate(f"(e) => getComputedStyle(e).{name}")
                for name in ("color", "backgroundColor")
            )
            assert contrast(hexadecimal(ink, grounds), hexadecimal(ground, grounds)) >= 4.5


def hexadecimal(colour: str, ground: str) -> str:
    """`rgba(53, 119, 187, 0.1)` over a ground as one opaque colour."""
    *parts, opacity = (*map(float, re.findall(r"[\d.]+", colour)), 1.0)[:4]
    under = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
    mixed = (
        round(opacity * one + (1 - opacity) * other)
        for one, other in zip(parts, under, strict=True)
    )
    return "#" + "".join(f"{one:02x}" for one in mixed)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("asof=2024-08-31&", "to_newest"),
        ("", "lang"),
        ("period=2024-11-04..2025-10-19&salesperson={salesperson}&", "lang"),
    ],
    ids=["older", "newest", "three filters and a long period"],
)
def test_the_bar_stays_one_line_beside_filters(
    open_context: OpenContext, sample: tuple[str, Server], day: str, last: str
):
    lang, server = sample
    region, channel = ("西南", "天猫") if lang == "zh" else ("Southwest", "Tmall")
    day = day.format(salesperson="马欣怡" if lang == "zh" else "Ma Xinyi")
    with closing(open_context(lang).new_page()) as page:
        page.goto(f"{server.url}/overview?{day}region={region}&channel={channel}")
        settle(page)
        assert stands_in_one_line(page, "period_menu", "chip_region", last, "lang")


def stands_in_one_line(page: Page, *keys: str) -> bool:
    """Whether these parts of the bar do."""
    middles = []
    for key in keys:
        part = page.locator(f"[class*=st-key-{key}]").first
        expect(part).to_be_visible()
        box = part.bounding_box()
        assert box
        middles.append(box["y"] + box["height"] / 2)
    return max(middles) - min(middles) < 10
