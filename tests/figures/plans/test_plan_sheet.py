"""The sheet of a plan: what is read in it, and what is typed into it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from salesdash.analysis.splitting.plan_edit import lock, type_in
from salesdash.catalog.plans import EVERYBODY, Member, Plan, leaves_of
from salesdash.errors import QuestionError
from salesdash.figures.plans.plan_sheet import WHO, levels, sheet, stretch_of
from salesdash.period import Period

MONTHS = leaves_of(Period.parse("2026"), "month")
YEAR = Period.parse("2026")
JIA: Member = ("东", "甲")
YI: Member = ("东", "乙")
NEW: Member = ("西", "丙")
PLAN = Plan(
    "年度",
    Period.parse("2026"),
    {
        **{(JIA, m): Decimal(300_000) for m in MONTHS},
        **{(YI, m): Decimal(100_000) for m in MONTHS},
        **{(NEW, m): None for m in MONTHS},
    },
    unit=Decimal(1000),
    dimensions=("region", "salesperson"),
)


def test_subtotals_stand_over_their_members_and_the_total_over_all():
    laid = sheet(PLAN, "quarter", "zh")
    assert laid.rows == (EVERYBODY, ("东",), JIA, YI, ("西",), NEW)
    frame = laid.frame()
    assert list(frame[WHO]) == ["合计", "东", "　甲", "　乙", "西", "　丙"]
    assert list(frame["2026Q1"]) == ["120.0", "120.0", "90.0", "30.0", "", ""]
    assert frame["2026"].iloc[0] == "480.0"


def test_amounts_are_written_as_people_of_each_language_speak_of_them():
    assert sheet(PLAN, "month", "en").frame()["2026-01"].tolist()[2] == "300"
    assert sheet(PLAN, "month", "zh").frame()["2026-01"].tolist()[2] == "30.0"
    assert sheet(PLAN, "month", "zh").titles()["2026-01"] == "1月"


def test_what_is_locked_is_marked():
    laid = sheet(lock(PLAN, [(JIA, MONTHS[0])]), "month", "zh")
    assert laid.frame()["2026-01"].tolist()[2:4] == ["30.0 ◆", "10.0"]


def test_the_stretch_target_is_a_sheet_of_its_own_without_locks():
    plan = replace(lock(PLAN, [(JIA, MONTHS[0])]), stretch={(JIA, MONTHS[0]): Decimal(400_000)})
    frame = sheet(stretch_of(plan), "month", "zh").frame()
    assert list(frame[WHO]) == ["合计", "东", "　甲"]
    assert frame["2026-01"].tolist() == ["40.0"] * 3


def test_as_shares_a_cell_is_part_of_the_members_year():
    laid = sheet(PLAN, "quarter", "zh", as_shares=True)
    assert laid.frame()["2026Q1"].tolist()[2] == "25.00%"
    assert laid.frame()["2026"].tolist()[2] == "75.00%"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("31.5", 315_000),
        ("1,200", 12_000_000),
        ("１２０．５", 1_205_000),
        ("¥40 ◆", 400_000),
        ("10%", 360_000),
        (" 0 ", 0),
    ],
)
def test_amounts_and_shares_are_read_as_they_are_typed(typed, amount):
    laid = sheet(PLAN, "month", "zh")
    assert laid.typed({2: {"2026-01": typed}}) == {(JIA, MONTHS[0]): amount}


def test_what_is_no_number_is_named():
    with pytest.raises(QuestionError) as told:
        sheet(PLAN, "month", "zh").typed({1: {"2026-01": "三十"}})
    assert "看不懂“三十”" in told.value.message.zh
    with pytest.raises(QuestionError):
        sheet(PLAN, "month", "zh").typed({1: {"2026-01": "nan"}})


def test_an_emptied_cell_stays_as_it_was():
    assert sheet(PLAN, "month", "zh").typed({1: {"2026-01": None, "2026-02": " "}}) == {}


def test_the_weeks_of_a_month_stand_beside_its_total():
    weekly = Plan(
        "",
        Period.parse("2026"),
        {((), w): Decimal(1) for w in leaves_of(Period.parse("2026"), "week")},
    )
    laid = sheet(weekly, "week", "en", Period.parse("2026-03"))
    assert [str(p) for p in laid.columns[:2]] == ["2026-03", "2026-03-01"]
    assert str(laid.columns[-1]) == "2026-03-30..2026-03-31"
    assert list(levels(weekly)) == ["week", "month", "quarter"]
    assert list(levels(PLAN)) == ["month", "quarter"]


def test_a_share_says_of_what_it_is_one():
    laid = sheet(PLAN, "month", "zh")
    edited = {2: {"2026-01": "10%"}, 3: {"2026-01": "12"}}
    said = laid.share_notes(edited)
    assert said is not None
    assert said.zh == "“东·甲·2026年1月”的 10% 按“东·甲”全年 360.0万元计：36.0万元。"
    assert said.en == "“东 · 甲, Jan 2026”: 10% of the year of “东 · 甲”, ¥3.60m, is ¥360.0k."
    assert laid.share_notes({2: {"2026-01": "12"}}) is None


def test_what_a_replan_carried_on_is_told_and_the_year_stays_what_it_was():
    more = {(JIA, m): Decimal(320_000) for m in MONTHS[10:]}
    carried = {cell: {YEAR.start: Decimal(20_000)} for cell in more}
    laid = sheet(replace(PLAN, cells={**PLAN.cells, **more}, carried=carried), "month", "zh")
    frame = laid.frame()
    assert [frame[column].iloc[2] for column in ("2026", "2026-12")] == ["360.0", "32.0"]
    said = laid.carried_notes()
    assert said is not None
    assert "少完成的 4.00万元已加进剩余时段" in said.zh
    assert sheet(PLAN, "month", "zh").carried_notes() is None


def test_an_edit_that_the_plan_holds_stands_as_it_was_typed_and_is_not_typed_again():
    column = str(MONTHS[0])
    edited = {2: {column: "31.0"}, 3: {column: "9"}}
    laid = sheet(PLAN, "month", "zh")
    assert not laid.holds(edited)
    held = sheet(type_in(PLAN, laid.typed(edited), "nothing"), "month", "zh")
    assert held.frame()[column].tolist()[2:4] == ["31.0 ◆", "9.0 ◆"]
    assert held.frame({3: edited[3]})[column].tolist()[2:4] == ["31.0 ◆", "9"]
    assert held.typed({3: edited[3]}) == {}
    assert held.holds({3: edited[3]})
    assert list(held.typed({2: {column: "32"}, **{3: edited[3]}})) == [(JIA, MONTHS[0])]


def test_what_is_written_otherwise_than_it_was_typed_is_not_left_standing():
    column = str(MONTHS[0])
    laid = sheet(lock(PLAN, [(JIA, MONTHS[0])]), "month", "zh")
    for words in ("8%", "31", "30.05"):
        assert not laid.holds({2: {column: words}})
    assert not laid.holds({3: {column: "10.0"}})  # the same, but not locked
