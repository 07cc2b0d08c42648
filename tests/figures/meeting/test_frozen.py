"""What a meeting froze never changes; what later data made of it is told apart from sales."""

from dataclasses import replace
from datetime import date

import pytest

from salesdash.charts.theme import SHAPES
from salesdash.figures.meeting import line, minutes
from salesdash.figures.meeting.frozen import (
    FrozenLine,
    Since,
    line_of,
    restated,
    since,
    target_words,
    today_of,
)
from salesdash.period import Period
from salesdash.ui.data import loaded
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.typed.meetings.meetings import Meetings
from salesdash.warehouse.typed.settings import Settings
from tests.figures.meeting.company import (
    DAYS,
    FIRST,
    SECOND,
    ask_of,
    held,
    line_frozen_by,
    next_week,
    open_store,
    scope_on,
)
from tests.stores import asked, daily, fill, scope, warehouse_in

YEAR = Period.parse("2025")


@pytest.fixture(scope="module")
def met(tmp_path_factory):
    """The store after the first meeting and the import of the week after it, and that meeting."""
    folder = tmp_path_factory.mktemp("company")
    warehouse = open_store(folder)
    meeting = held(warehouse, FIRST)
    number = next_week(warehouse, folder)
    yield warehouse, meeting, (folder, number)
    warehouse.close()


def test_sales_since_and_corrections_are_told_apart(met):
    warehouse, meeting, _ = met
    then, now = line_frozen_by(meeting), line_of(ask_of(warehouse), scope_on(SECOND))
    moved = since(then, today_of(ask_of(warehouse), scope_on(SECOND), then), now)
    assert moved
    assert (then.sold, moved.then, moved.today, moved.now) == (31300, 31300, 31350, 32050)
    assert (moved.corrected, moved.sold) == (50, 700)
    assert (then.reached, now.reached) == (0.7825, 0.80125)


def test_the_line_says_both_figures_and_what_is_no_sale(met):
    warehouse, meeting, _ = met
    said = line.headline(ask_of(warehouse), scope_on(SECOND), meeting)
    assert said.sentence.zh.startswith("2025年目标完成 78.3% → 80.1%，与计划的差额 ")
    assert said.sentence.en.startswith("2025 target: 78.3% → 80.1%, ")
    assert said.more.zh == (
        "11月9日的会议以来新增销售额 700.00元。上次的数字因补录或更正 +50.00元，不算新销售。"
    )  # nothing of the target, which is the same
    keys = [card.key for card in line.cards(ask_of(warehouse), scope_on(SECOND), meeting)]
    assert keys == ["reached", "sold", "gap", "new", "corrected"]


def test_the_frozen_figures_stay_after_an_import_and_its_undo(met):
    warehouse, meeting, (folder, number) = met
    assert Meetings(warehouse).one(meeting.meeting_id) == meeting
    words = minutes.moved_words(meeting, ask_of(warehouse), scope_on(SECOND))
    assert words.zh == "后来的补录与更正使当日销售额变动 +50.00元（纪要仍按当时的数字）。"
    undo(warehouse, number)
    try:
        assert Meetings(warehouse).one(meeting.meeting_id) == meeting
        then = line_frozen_by(meeting)
        today = today_of(ask_of(warehouse), scope_on(FIRST), then)
        moved = since(then, today, today) if today else None
        assert moved
        assert moved.corrected == 0
        words = minutes.moved_words(meeting, ask_of(warehouse), scope_on(FIRST))
        assert words.en.startswith("Later data have not")
    finally:
        next_week(warehouse, folder)


def test_another_period_or_selection_is_not_set_beside_it(met):
    warehouse, meeting, _ = met
    ask = ask_of(warehouse)
    month = scope_on(FIRST).over(scope_on(FIRST).calendar.of(FIRST, "month"))
    part = scope_on(FIRST).where("channel", "天猫")
    then = line_frozen_by(meeting)
    for over in (month, part):
        assert since(then, today_of(ask, over, then), line_of(ask, over)) is None
        assert "不能直接比" in line.headline(ask, over, meeting).more.zh
    assert "第一次" in line.headline(ask, part, None).more.zh


def test_a_line_without_targets_compares_sales(met):
    then = replace(line_frozen_by(met[1]), target=None, ahead=None)
    assert then.reached is None


def test_the_age_of_each_dataset_is_told(met):
    warehouse, meeting, _ = met
    found = line.ages(ask_of(warehouse), scope_on(SECOND), meeting)
    by_name = {name.zh: (behind, then) for name, _, behind, then in found.frame.values}
    assert by_name["● 订单"] == (0, FIRST)
    assert found.sentence.zh == "各类数据都是最新的。"
    old = line.ages(ask_of(warehouse), scope_on(date(2025, 12, 18)), None)
    assert old.sentence.zh.startswith("1 类数据没有跟上：订单只到2025年11月16日，晚 32 天")


def test_the_meeting_judges_the_data_as_their_page_does(tmp_path):
    """Visits of 31 days ago are up to date, tickets of 32 are not: on the page, behind the stamp, in the meeting."""
    ask = asked(
        tmp_path,
        orders=[{"order_date": "2025-03-31", "amount": 100}],
        visits=[{"customer": "甲", "date": "2025-02-28"}],
        tickets=[{"opened": "2025-02-27"}],
    )
    met = line.ages(ask, scope(ask, "2025"), None)
    shown = {name.zh[2:]: (name.zh[0], day) for name, day, _, _ in met.frame.values}
    page = {
        one.name.zh: (SHAPES[one.light], one.coverage.last_day)
        for one in loaded.lines(ask).values()
        if one.coverage
    }
    assert shown == page
    assert met.sentence.zh == "1 类数据没有跟上：售后工单只到2025年2月27日，晚 32 天。"


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """The store of a company that had no targets when it met first, and set them for the last two months after."""
    folder = tmp_path_factory.mktemp("without")
    warehouse = warehouse_in(folder / "store")
    fill(warehouse, folder, "1.csv", orders=daily("2025-01-01", DAYS, amount=100, channel="天猫"))
    meeting = held(warehouse, FIRST)
    months = [{"period": f"2025-{month}", "amount": 3000} for month in (11, 12)]
    fill(warehouse, folder, "2.csv", targets=months)
    yield warehouse, meeting
    warehouse.close()


def test_targets_that_are_loaded_later_correct_no_sales(without):
    warehouse, meeting = without
    ask, then = ask_of(warehouse), line_frozen_by(meeting)
    now = line_of(ask, scope_on(FIRST))
    assert (then.sold, then.target, now.sold, now.target, now.plain) == (
        31300,
        None,
        900,
        6000,
        31300,
    )
    moved = since(then, today_of(ask, scope_on(FIRST), then), now)
    assert moved
    assert (moved.corrected, moved.sold) == (0, 0)
    said = line.headline(ask, scope_on(FIRST), meeting)
    assert said.sentence.zh.startswith("2025年目标完成 15.0% → 15.0%，")
    assert said.more.zh == (
        "11月9日的会议以来新增销售额 0.00元。上次的销售额没有变动。目标由 无 改为 6,000元。"
        "上次的完成率和差额按现在的目标和工作日历重算。"
    )
    assert minutes.moved_words(meeting, ask, scope_on(FIRST)).en == (
        "Later data have not moved the sales of that day. The target went from none to ¥6.00k."
    )


def test_another_target_is_no_progress():
    then = FrozenLine(YEAR, FIRST, (), 800, 2000, 100, 800)
    today = replace(then, target=1600, ahead=200, sold=850, plain=850)
    now = replace(today, as_of=SECOND, sold=1000, ahead=220, plain=1000)
    moved = since(then, today, now)
    assert moved
    assert (moved.corrected, moved.sold) == (50, 150)
    was = restated(then, today, moved)
    assert was
    assert (was.reached, was.ahead, now.reached) == (0.5, 150, 0.625)  # 40% of what it was then
    assert "由 2,000元 改为 1,600元" in target_words(then, today, scope_on(FIRST)).zh
    assert not target_words(then, then, scope_on(FIRST))
    # ¥50 of days or members of which nobody tells whether there are targets for them
    assert restated(then, replace(today, sold=700), moved) is None


def test_a_meeting_that_kept_no_plain_sales_is_compared_by_the_same_target_alone():
    kept = FrozenLine(YEAR, FIRST, (), 800, 2000, 100)
    same = replace(kept, plain=900)
    assert since(kept, same, replace(same, sold=1000, plain=1100)) == Since(800, 800, 1000)
    assert since(kept, replace(same, target=1600), same) is None


def test_a_meeting_of_before_without_plain_sales_opens(met):
    meeting = met[1]
    kept = {key: value for key, value in meeting.frozen["line"].items() if key != "plain"}
    old = replace(meeting, frozen={**meeting.frozen, "line": kept})
    assert line_frozen_by(old).plain is None
    bare = replace(old, frozen={"line": {**kept, "target": None, "ahead": None}})
    assert line_frozen_by(bare).plain == 31300
    assert "78.3% → 80.1%" in line.headline(ask_of(met[0]), scope_on(SECOND), old).sentence.zh


def test_of_another_calendar_of_working_days_it_is_said_what_it_changed_and_no_other_target(met):
    """A Saturday is worked too: of ¥40,000 not 210 / 248, but 211 / 249 was due by then."""
    warehouse, meeting, _ = met
    settings, then = Settings(warehouse), line_frozen_by(meeting)
    settings.set_day(date(2025, 11, 8), True)
    ask = ask_of(warehouse)
    scope = replace(scope_on(SECOND), calendar=ask.calendar)
    today = today_of(ask, scope, then)
    settings.set_day(date(2025, 11, 8), None)
    assert today
    assert (today.target, then.target) == (40000, 40000)
    assert target_words(then, today, scope).zh == (
        "目标总额没变，到11月9日应完成的数变动 +24.61元。"
    )
