"""Who is told when: after an import, at a moment of the week, once, again after a failure; else nobody."""

from __future__ import annotations

import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from salesdash import files, journal
from salesdash.__main__ import main
from salesdash.errors import FullError, QuestionError
from salesdash.push import rounds
from salesdash.push.destination import Destination
from salesdash.push.destinations_kept import Destinations, SentState
from salesdash.push.rounds import QUIET, WAITS, look
from salesdash.warehouse.store.database import Warehouse
from tests.push.listening import Listening, accepting, listening
from tests.stores import fill, warehouse_in

MONDAY = datetime(2025, 6, 30, 8, 59, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = warehouse_in(tmp_path / "store")
    yield warehouse
    warehouse.close()


@pytest.fixture
def heard() -> Iterator[Listening]:
    with listening() as heard:
        yield heard


def order(warehouse: Warehouse, tmp_path: Path, day: str = "2025-06-27", amount: int = 100) -> None:
    rows = [{"order_id": day, "order_date": day, "amount": amount, "customer": "甲"}]
    fill(warehouse, tmp_path, f"{day}.csv", orders=rows)


def set_up(
    warehouse: Warehouse,
    heard: Listening,
    *,
    is_on: bool = True,
    on: datetime = MONDAY,
    **values: Any,
) -> Destinations:
    kept = Destinations(warehouse.folder)
    to = Destination(
        "一群", "webhook", heard.address, secret="PASS-geheim", **{"after_import": True, **values}
    )
    kept.add(to)
    if is_on:
        kept.switch_on(to, rounds.newest_import(warehouse)[0], on)
    return kept


def later() -> datetime:
    """When an import made just now lies long enough behind."""
    return datetime.now(UTC) + QUIET + timedelta(seconds=5)


def test_nobody_is_reached_where_nothing_is_set_up_or_nothing_is_on(
    warehouse: Warehouse, tmp_path: Path, heard: Listening, monkeypatch: pytest.MonkeyPatch
):
    def connect(*_: object) -> None:
        raise AssertionError("something was sent")

    monkeypatch.setattr(socket.socket, "connect", connect)
    order(warehouse, tmp_path)
    look(warehouse, later())
    set_up(warehouse, heard, is_on=False, days=(0, 1, 2, 3, 4, 5, 6), at="00:00")
    order(warehouse, tmp_path, "2025-06-28")
    look(warehouse, later())
    assert not heard.requests


def test_an_import_is_told_once_and_only_when_it_lies_quiet(
    warehouse: Warehouse, tmp_path: Path, heard: Listening
):
    order(warehouse, tmp_path)
    kept = set_up(warehouse, heard)
    look(warehouse, later())
    assert not heard.requests  # what was there before is no news
    order(warehouse, tmp_path, "2025-06-28")
    look(warehouse, datetime.now(UTC))
    assert not heard.requests
    for _ in range(3):
        look(warehouse, later())
    assert [request.json["as_of"] for request in heard.requests] == ["2025-06-28"]
    assert kept.state("一群").is_sent


def test_a_moment_of_the_week_is_kept_once_and_after_a_late_start(
    warehouse: Warehouse, tmp_path: Path, heard: Listening
):
    order(warehouse, tmp_path)
    set_up(warehouse, heard, after_import=False, days=(0, 3), at="09:00")
    sent = []
    for now in (
        MONDAY,
        MONDAY + MINUTE,
        MONDAY + 2 * MINUTE,
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=4, minutes=-5),  # the server was off until the next morning
        MONDAY + timedelta(days=4),
        MONDAY + timedelta(days=9),
    ):
        look(warehouse, now)
        sent.append(len(heard.requests))
    assert sent == [0, 1, 1, 1, 2, 2, 2]


def test_a_moment_that_was_past_when_it_was_switched_on_is_no_news(
    warehouse: Warehouse, tmp_path: Path, heard: Listening
):
    order(warehouse, tmp_path)
    set_up(warehouse, heard, on=MONDAY + MINUTE, after_import=False, days=(0,), at="09:00")
    look(warehouse, MONDAY + 2 * MINUTE)
    assert not heard.requests


def test_who_wants_what_turned_worse_hears_each_light_once(
    warehouse: Warehouse, tmp_path: Path, heard: Listening
):
    weeks = [f"2025-06-{day:02}" for day in (2, 9, 16, 23)]
    rows = [{"order_id": d, "order_date": d, "amount": 500, "customer": "甲"} for d in weeks]
    targets = [{"period": "2025-06", "amount": 2700}]
    fill(warehouse, tmp_path, orders=rows, targets=targets)
    kept = set_up(warehouse, heard, only_worse=True)
    order(warehouse, tmp_path, "2025-06-30", 10)
    look(warehouse, later())
    (told,) = [request.json["worse"] for request in heard.requests]
    assert "attainment" in told
    order(warehouse, tmp_path, "2025-06-29", 1)
    look(warehouse, later())
    assert len(heard.requests) == 1
    assert kept.state("一群").outcome == rounds.NOT_WORSE


def test_the_command_sends_what_the_destination_wants_and_says_why_not(
    warehouse: Warehouse, tmp_path: Path, heard: Listening, capsys: pytest.CaptureFixture[str]
):
    order(warehouse, tmp_path)
    set_up(warehouse, heard, only_worse=True)
    warehouse.close()
    store = ("--store", str(tmp_path / "store"), "--lang", "zh")
    assert main([*store, "push"]) == 0
    assert "没有新变差的灯" in capsys.readouterr().out
    assert not heard.requests


@pytest.mark.parametrize("is_on", [True, False])
def test_what_somebody_sent_in_vain_is_seen_and_tried_again_where_it_is_on(
    warehouse: Warehouse, tmp_path: Path, heard: Listening, is_on: bool
):
    order(warehouse, tmp_path)
    kept = set_up(warehouse, heard, is_on=is_on)
    heard.answer = lambda _: (500, {})
    (to,) = kept.all()
    rounds.send_now(warehouse, to, MONDAY, whatever=True)
    state = kept.state("一群")
    assert "HTTP 500" in state.outcome.zh
    assert ("会再试" in state.outcome.zh) == is_on
    heard.answer = accepting
    look(warehouse, MONDAY + WAITS[0])
    assert kept.state("一群").is_sent == is_on
    assert len(heard.requests) == 1 + is_on


def test_an_import_after_a_restore_is_news_though_its_number_is_lower(
    warehouse: Warehouse, tmp_path: Path, heard: Listening
):
    for day in ("2025-06-25", "2025-06-26", "2025-06-27"):
        order(warehouse, tmp_path, day)
    kept = set_up(warehouse, heard)
    kept.note("一群", SentState(import_id=90, at=datetime.now(UTC) - QUIET))
    order(warehouse, tmp_path, "2025-06-28")
    for _ in range(2):
        look(warehouse, later())
    assert [request.json["as_of"] for request in heard.requests] == ["2025-06-28"]


def test_a_failure_is_said_tried_again_at_growing_distance_and_given_up(
    warehouse: Warehouse, tmp_path: Path, heard: Listening
):
    order(warehouse, tmp_path)
    kept = set_up(warehouse, heard, after_import=False, days=(0,), at="09:00")
    heard.answer = lambda _: (500, {})
    now = MONDAY + MINUTE
    look(warehouse, now)
    for wait in WAITS:
        look(warehouse, now + wait - timedelta(seconds=1))
        now += wait
        look(warehouse, now)
    look(warehouse, now + timedelta(hours=5))
    assert len(heard.requests) == len(WAITS) + 1
    state = kept.state("一群")
    assert "HTTP 500" in state.outcome.zh
    assert "不再试" in state.outcome.zh
    heard.answer = accepting
    look(warehouse, MONDAY + timedelta(days=7, minutes=1))
    assert kept.state("一群").is_sent


def test_what_cannot_be_kept_is_not_sent_without_end(
    warehouse: Warehouse, tmp_path: Path, heard: Listening, monkeypatch: pytest.MonkeyPatch
):
    order(warehouse, tmp_path)
    set_up(warehouse, heard, after_import=False, days=(0,), at="09:00")

    def full(*_: object) -> None:
        raise FullError(files.FULL)

    monkeypatch.setattr(files, "write", full)
    for minute in (1, 2, 3):
        with pytest.raises(FullError):
            look(warehouse, MONDAY + minute * MINUTE)
    assert not heard.requests


def test_secrets_are_in_no_backup_no_log_and_nobody_else_reads_them(
    warehouse: Warehouse, tmp_path: Path, heard: Listening
):
    journal.keep(warehouse.folder)
    try:
        order(warehouse, tmp_path)
        kept = set_up(warehouse, heard, after_import=False, days=(0,), at="09:00")
        heard.answer = lambda _: (404, {"errmsg": "KEY-geheim"})
        look(warehouse, MONDAY + MINUTE)
        backup = warehouse.backup()
    finally:
        journal.stop()
    log = (warehouse.folder / journal.FILE).read_bytes()
    assert b"push by webhook" in log
    for written in (log, backup.read_bytes(), str(kept.state("一群")).encode()):
        assert b"geheim" not in written
    folder = warehouse.folder / "push"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept.remove("一群")
    assert not any(b"geheim" in file.read_bytes() for file in folder.iterdir())


def test_two_of_one_name_are_refused(warehouse: Warehouse, heard: Listening):
    kept = set_up(warehouse, heard)
    with pytest.raises(QuestionError):
        set_up(warehouse, heard)
    assert len(kept.all()) == 1


def test_what_is_kept_comes_back_as_it_was(warehouse: Warehouse, heard: Listening):
    kept = set_up(warehouse, heard, days=(1, 4), only_worse=True, lang="en")
    (back,) = Destinations(warehouse.folder).all()
    assert (back.days, back.only_worse, back.lang, back.address) == (
        (1, 4),
        True,
        "en",
        heard.address,
    )
    kept.switch_off("一群")
    assert not Destinations(warehouse.folder).all()[0].is_on
