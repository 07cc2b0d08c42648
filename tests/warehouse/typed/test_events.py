"""What happened that explains a curve: from a sheet, typed, or a promotion in the orders."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from salesdash.catalog.channels.pricing import HANGOVER
from salesdash.catalog.words.vocabulary import EVENT_KIND_NAMES, EVENT_KINDS
from salesdash.errors import ConflictError, EntryError
from salesdash.figures.events import events_in, note_on_events
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.events import (
    Done,
    TypedEvent,
    change_event,
    take_back,
    type_event,
    typed_events,
)
from salesdash.warehouse.typed.events import undo as undo_event
from tests.stores import fill, scope

ORDERS = [{"order_date": "2025-06-30", "amount": 100, "region": "东", "channel": "门店"}]
SHEET = [
    {"date": "2025-03-01", "event": "涨价 5%", "kind": "price"},
    {"date": "2025-05-10", "until": "2025-05-20", "event": "缺货", "region": "西"},
    {"date": "2025-09-01", "event": "新员工入职"},
]
YEAR = Period.parse("2025")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "store")


def told(warehouse: Warehouse, period: Period = YEAR, **filters: str) -> list[str]:
    ask = Ask(warehouse.query)
    view: Scope = scope(ask, str(period))
    for dimension, member in filters.items():
        view = view.where(dimension, member)
    return [event.words.zh for event in events_in(ask, view, period)]


def test_events_of_a_sheet_fall_into_their_periods_and_go_with_their_import(warehouse, tmp_path):
    number = fill(warehouse, tmp_path, events=SHEET)
    fill(warehouse, tmp_path, name="orders.csv", orders=ORDERS)
    assert told(warehouse) == ["涨价 5%", "缺货", "新员工入职"]
    assert told(warehouse, Period.parse("2025-05")) == ["缺货"]
    assert told(warehouse, Period.parse("2025-05-15..2025-06-15")) == ["缺货"]
    undo(warehouse, number)
    assert told(warehouse) == []


def test_an_event_of_another_region_is_left_out_by_the_filter(warehouse, tmp_path):
    fill(warehouse, tmp_path, events=SHEET, orders=ORDERS)
    assert told(warehouse, region="东") == ["涨价 5%", "新员工入职"]
    assert told(warehouse, region="西") == ["涨价 5%", "缺货", "新员工入职"]


def test_a_typed_event_is_kept_with_who_typed_it_and_taken_back(warehouse, tmp_path):
    fill(warehouse, tmp_path, orders=ORDERS)
    day = date(2025, 6, 18)
    number = type_event(warehouse, TypedEvent(day, day, "  门店  装修 ", "other"), "李娜")
    assert told(warehouse) == ["门店 装修"]
    take_back(warehouse, number, "王强")
    take_back(warehouse, number, "王强")
    assert told(warehouse) == []
    trail = warehouse.rows(
        "SELECT changed_by, before IS NULL, after IS NULL FROM app.history WHERE what = 'event' "
        "ORDER BY changed_at"
    )
    assert trail == [("李娜", True, False), ("王强", False, True)]
    assert type_event(warehouse, TypedEvent(day, day, "又一件")) == number + 1


@pytest.mark.parametrize(
    "event",
    [
        TypedEvent(date(2025, 6, 2), date(2025, 6, 1), "倒着"),
        TypedEvent(date(2025, 6, 1), date(2025, 6, 1), "  "),
        TypedEvent(date(2025, 6, 1), date(2025, 6, 1), "长" * 41),
        TypedEvent(date(2025, 6, 1), date(2025, 6, 1), "什么", "weather"),
    ],
)
def test_what_is_no_event_is_said(warehouse, event):
    with pytest.raises(EntryError):
        type_event(warehouse, event)


def promoted(first: date, days: int, **more: str) -> list[dict[str, object]]:
    return [
        {"order_date": str(first + timedelta(days=n)), "amount": 10, "promotion": "满减", **more}
        for n in range(days)
    ]


def test_each_run_of_a_promotion_is_an_event(warehouse, tmp_path):
    """One in March and one in November, as the shop names it alike each time."""
    few = [{"order_date": "2025-02-01", "amount": 5, "promotion": "老客专属"}]
    long = [
        row | {"promotion": "天天特价"} for row in promoted(date(2025, 1, 1), HANGOVER.longest + 1)
    ]
    orders = [
        *promoted(date(2025, 3, 1), HANGOVER.lines, channel="京东"),
        *promoted(date(2025, 11, 1), HANGOVER.lines, channel="天猫"),
        *few,
        *long,
    ]
    fill(warehouse, tmp_path, orders=orders)
    ask = Ask(warehouse.query)
    found = events_in(ask, scope(ask, "2025"), YEAR)
    assert [(event.first, event.last) for event in found] == [
        (date(2025, 3, 1), date(2025, 3, 10)),
        (date(2025, 11, 1), date(2025, 11, 10)),
    ]
    assert told(warehouse, channel="京东") == ["满减"]


def test_the_days_that_are_explained_name_what_fell_into_them(warehouse, tmp_path):
    fill(warehouse, tmp_path, events=SHEET, orders=ORDERS)
    ask = Ask(warehouse.query)
    [note] = note_on_events(ask, scope(ask, "2025"), Period.parse("2025-03-01..2025-05-31"))
    assert note.zh == "期间的大事：缺货（5月10日至5月20日）、涨价 5%（3月1日）。"
    assert note.en == "In these days: 缺货 (10 May to 20 May), 涨价 5% (1 Mar)."
    assert note_on_events(ask, scope(ask, "2025"), Period.parse("2025-07")) == ()


def test_an_event_is_changed_and_each_change_undone(warehouse, tmp_path):
    fill(warehouse, tmp_path, orders=ORDERS)
    day = date(2025, 6, 18)
    first = TypedEvent(day, day, "涨价", "price")
    later = TypedEvent(day, date(2025, 6, 20), "全线涨价 5%", "price", region="东")
    number = type_event(warehouse, first, "李娜")
    change_event(warehouse, number, first, later, "王强")
    assert typed_events(warehouse, YEAR) == {number: later}
    undo_event(warehouse, Done(number, first, later))
    assert typed_events(warehouse, YEAR) == {number: first}
    take_back(warehouse, number)
    assert typed_events(warehouse, YEAR) == {}
    undo_event(warehouse, Done(number, first, None))
    assert told(warehouse) == ["涨价"]
    undo_event(warehouse, Done(number, None, first))
    assert told(warehouse) == []
    kept = warehouse.rows("SELECT count(*) FROM app.history WHERE what = 'event'")
    assert kept == [(6,)]


def test_who_changes_second_is_told_and_changes_nothing(warehouse):
    day = date(2025, 6, 18)
    seen, theirs = TypedEvent(day, day, "涨价"), TypedEvent(day, day, "涨价 5%")
    number = type_event(warehouse, seen)
    change_event(warehouse, number, seen, theirs)
    with pytest.raises(ConflictError):
        change_event(warehouse, number, seen, TypedEvent(day, day, "降价"))
    assert typed_events(warehouse, None) == {number: theirs}
    take_back(warehouse, number)
    with pytest.raises(ConflictError):
        change_event(warehouse, number, theirs, seen)


def test_the_events_noted_in_a_period_reach_into_it(warehouse):
    days = [date(2025, 5, 31), date(2025, 6, 1), date(2025, 6, 30), date(2025, 7, 1)]
    for day in days:
        type_event(warehouse, TypedEvent(day, day, str(day)))
    june = typed_events(warehouse, Period.parse("2025-06"))
    assert [event.text for event in june.values()] == ["2025-06-30", "2025-06-01"]


def test_each_kind_of_event_has_a_name():
    assert set(EVENT_KIND_NAMES) == {kind for _, kind in EVENT_KINDS}
