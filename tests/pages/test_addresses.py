"""Whatever stands in an address, its page answers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import cycle

import pytest
from streamlit.testing.v1 import AppTest

from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.store.database import Warehouse
from tests.hostile import PIECES
from tests.pages.visitor import APP, visited, visiting
from tests.stores import daily, fill

KEYS = tuple(
    sorted(
        {"lang", "period", "compare", "unit", "asof", "region", "channel", "product", "customer"}
        | {
            "view",
            "by",
            "member",
            "compare_by",
            "wall",
            "more",
            "move_over",
            "move_from",
            "move_to",
            "move_share",
            "moment",
            "moment_of",
            "moment_in",
            "moment_weeks",
            "status",
            "tier",
            "kpi",
            "why",
            "sight",
            "group",
            "subject",
            "condition",
            "health_of",
            "finding",
            "about",
            "part",
            "sheet",
            "month",
            "owner_of",
            "served",
            "of",
            "find",
            "sort",
            "leaf",
            "moved_from",
            "moved_to",
            "meeting_kind",
            "in_meeting",
            "cohort_in",
            "cohort_by",
            "fired",
        }
    )
)
DAYS = ("0001-01-01", "9999-12-31", "1900-01-01", "2199-12-31", "2025-02-30", "20250105", "today")
EDGES = ("1900", "2199", "1900..2199", "２０２５")
NO_PERIODS = (
    "0001",
    "9999",
    "0000",
    "2199..1900",
    "9999-W53",
    "0001Q1",
    "9999-12",
    "2025-13",
    "2025Q5",
    "2025-W60",
    "..",
    "2025..",
    "..2025",
    "2025-01-01T00",
)
ODD = (
    "",
    " ",
    "\x00",
    "%00",
    "null",
    "NaN",
    "-1",
    "1e999",
    "[]",
    "{}",
    "'; DROP TABLE x; --",
    "x" * 5000,
    "\U0001f600",
    "\u202e",
    "__class__",
    "{0.__class__}",
    "../../etc/passwd",
    *PIECES,
)
ROUNDS = 4  # addresses of a page with odd words in all places at once
Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """visit(page, key=value, …) → the page at that address."""
    folder = tmp_path_factory.mktemp("store")
    warehouse = Warehouse(folder)
    orders = [
        {
            **line,
            "customer": f"客户{n % 7}",
            "region": ("华东", "华南")[n % 2],
            "channel": f"门店{n % 3}",
        }
        for first in ("2024-01-02", "2025-01-02")
        for n, line in enumerate(daily(first, 200, amount=250))
    ]
    targets = [{"period": "2025", "amount": 90000, "region": region} for region in ("华东", "华南")]
    fill(warehouse, folder, orders=orders, targets=targets)
    warehouse.close()

    def visit(page: str, **words: str) -> AppTest:
        return visited(page, **words)

    with visiting(folder):
        yield visit


def answers(app: AppTest) -> None:
    assert not app.exception
    assert [error.value for error in app.error] == []
    assert app.header


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_at_the_edges_of_time(page: str, visit: Visit):
    for period, day in zip(cycle(EDGES), DAYS, strict=False):
        answers(visit(page, period=period, asof=day, compare="previous"))


def test_what_is_no_period_is_answered_with_another(visit: Visit):
    for period in NO_PERIODS:
        answers(visit("targets", period=period, compare="previous"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_whatever_its_address_says(page: str, visit: Visit):
    draw = random.Random(page)
    for _ in range(ROUNDS):
        answers(
            visit(page, **{key: draw.choice((*ODD, *EDGES, *NO_PERIODS, *DAYS)) for key in KEYS})
        )


def test_the_moment_that_is_looked_at_is_one_of_the_days_loaded(visit: Visit):
    for day in (*DAYS, "2024-06-03", "2025-07-20", "2023-01-01", *ODD[:8]):
        asked = {"moment_of": "门店9", "moment_weeks": "5", "moment_in": day}
        answers(visit("channels", more="before", moment=day, **asked))


def test_every_key_of_an_address_is_tried():
    code = "".join(
        path.read_text("utf-8")
        for folder in ("pages", "salesdash/ui")
        for path in (APP.parent / folder).rglob("*.py")
    )
    # a field of a form, which its sheet asks for, is no part of the address
    bound = set(re.findall(r'(?<!_)(?<!sheet\.)(?:choose|bind_one|bind_many)\(\s*"(\w+)"', code))
    assert bound <= set(KEYS)


@pytest.mark.parametrize(
    ("page", "lang", "words", "said"),
    [
        ("channels", "zh", {"region": "西北"}, "区域“西北”"),
        ("channels", "en", {"region": "西北"}, "region “西北”"),
        ("channels", "zh", {"salesperson": "李娜"}, "销售员“李娜”"),
        ("channels", "zh", {"period": "2025-13"}, "期间“2025-13”"),
        ("channels", "zh", {"open": "region:nowhere"}, "区域“nowhere”"),
        ("kpis", "en", {"kpi": "unknown"}, "KPI “unknown”"),
        ("channels", "zh", {"open": "kpi:unknown"}, "指标“unknown”"),
        ("kpis", "zh", {"wall": "heap"}, "选项“heap”"),
    ],
)
def test_what_an_address_names_and_nobody_knows_is_said(
    page: str, lang: str, words: dict[str, str], said: str, visit: Visit
):
    app = visit(page, lang=lang, **words)
    answers(app)
    [toast] = app.toast
    assert said in toast.value.replace("\\", "")


def test_an_address_that_is_followed_is_not_spoken_of(visit: Visit):
    app = visit("channels", lang="zh", region="华东", period="2025-03", open="channel:门店1")
    assert not app.toast
    assert not visit("kpis", lang="zh", kpi="attainment").toast
