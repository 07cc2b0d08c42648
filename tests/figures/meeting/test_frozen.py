"""What a meeting froze never changes; what later data made of it is told apart from sales."""

from dataclasses import replace

import pytest

from salesdash.figures.meeting import line, minutes
from salesdash.figures.meeting.frozen import corrected, line_of, since
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.typed.meetings import Meetings
from tests.figures.meeting.company import (
    FIRST,
    SECOND,
    ask_of,
    held,
    line_frozen_by,
    next_week,
    open_store,
    scope_on,
)


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
    moved = since(ask_of(warehouse), scope_on(SECOND), then, now)
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
    )
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
        assert corrected(ask_of(warehouse), scope_on(FIRST), line_frozen_by(meeting)) == 0
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
    for asked in (month, part):
        assert since(ask, asked, then, line_of(ask, asked)) is None
        assert "不能直接比" in line.headline(ask, asked, meeting).more.zh
    assert "第一次" in line.headline(ask, part, None).more.zh


def test_a_line_without_targets_compares_sales(met):
    then = replace(line_frozen_by(met[1]), target=None, ahead=None)
    assert then.reached is None


def test_the_age_of_each_dataset_is_told(met):
    warehouse, meeting, _ = met
    found = line.ages(ask_of(warehouse), scope_on(SECOND), meeting)
    assert (list(found.frame["behind"]), list(found.frame["then"])) == ([0], [FIRST])
    assert found.sentence.zh == "各类数据都到11月16日。"
    old = line.ages(ask_of(warehouse), scope_on(SECOND.replace(month=12)), None)
    assert "只到11月16日，早 30 天" in old.sentence.zh
