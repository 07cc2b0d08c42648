"""What is said of a plan: what an edit moved, how versions differ, what was answered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from salesdash.analysis.splitting.plan_edit import edit
from salesdash.catalog.plans import EVERYBODY, Member, Plan, leaves_of
from salesdash.figures.plans import bottom_up, views
from salesdash.period import Period

Q1, Q2, *_ = QUARTERS = leaves_of(Period.parse("2026"), "quarter")
YEAR = Period.parse("2026")
EAST: Member = ("东",)
WEST: Member = ("西",)
PLAN = Plan(
    "年度",
    Period.parse("2026"),
    {(m, q): Decimal(n) for m, n in ((EAST, 300_000), (WEST, 100_000)) for q in QUARTERS},
    unit=Decimal(1000),
    dimensions=("region",),
    version=1,
)


def test_what_an_edit_moved_is_counted_and_listed_largest_first():
    after = edit(PLAN, {(EAST, Q1): Decimal(330_000)}, "periods")
    figure = views.moved(PLAN, after, "auto").in_("zh")
    assert figure.sentence == "2 格变动，其中增加 1，减少 1；全年合计不变。"
    assert figure.frame["change"].tolist() == [30_000, -30_000]
    english = views.moved(PLAN, edit(PLAN, {(EAST, Q1): Decimal(330_000)}, "nothing"), "auto").in_(
        "en"
    )
    assert english.sentence == "1 cell moved, 1 up; the year's total goes to ¥1.63m (+¥30.0k)."


def test_who_is_to_make_up_for_less_of_what_was_missed_is_said():
    carried = {(EAST, Q2): {YEAR.start: Decimal(100_000)}}
    replanned = replace(PLAN, carried=carried, replanned_on=Q1.last_day)
    after = edit(replanned, {(EAST, Q2): Decimal(60_000)}, "members")
    figure = views.moved(replanned, after, "auto")
    assert figure.in_("zh").notes == (
        "东·2026年第二季度要补上的数少了 4.00万元，改由同一成员的其他时段补上。",
    )
    assert figure.in_("en").notes[0].startswith("东, Q2 2026 makes up for ¥40.0k less")
    assert not views.moved(PLAN, replanned, "auto").notes


def test_two_versions_stand_side_by_side_and_add_up():
    other = edit(PLAN, {(WEST, YEAR): Decimal(500_000)}, "nothing")
    figure = views.compared(PLAN, other, "auto").in_("zh")
    assert list(figure.frame["who"]) == ["合计", "西", *["合计"] * 4]
    assert figure.frame["change"].tolist() == [100_000, 100_000, *[25_000] * 4]
    assert figure.sentence.endswith(
        "合计 170.0万元（+10.0万元）；4 格不同，差得最多的是西·2026年第一季度（+2.50万元）。"
    )


def test_versions_that_share_their_totals_are_compared_cell_by_cell():
    other = edit(PLAN, {(EAST, Q1): Decimal(330_000)}, "both")
    figure = views.compared(PLAN, other, "auto").in_("en")
    assert (figure.frame["change"].sum(), len(figure.frame)) == (0, 8)
    assert "adds up to ¥1.60m, version 1 (draft) to the same; 8 cells differ" in figure.sentence


def test_versions_that_are_alike_are_said_to_be():
    assert "完全一致" in views.compared(PLAN, PLAN, "auto").in_("zh").sentence


def test_a_plan_without_members_is_compared_by_its_periods():
    alone = Plan("", Period.parse("2026"), {(EVERYBODY, q): Decimal(10) for q in QUARTERS})
    other = edit(alone, {(EVERYBODY, Q1): Decimal(13)}, "total")
    assert views.compared(alone, other, "auto").in_("en").frame["change"].tolist() == [
        3,
        -1,
        -1,
        -1,
    ]


def test_the_parts_of_a_plan_add_up_to_it():
    figure = views.tree(PLAN, "auto").in_("zh")
    assert figure.frame["share"].tolist() == [0.75, 0.25]
    assert "份额最大的是东，占 75.0%" in figure.sentence


def test_a_stretch_target_is_told_beside_and_never_added():
    stretch = {(EAST, Q1): Decimal(400_000)}
    plan = replace(PLAN, stretch=stretch)
    assert any("40.0万元" in note for note in views.tree(plan, "auto").in_("zh").notes)
    assert plan.total == PLAN.total


def test_answers_stand_beside_what_was_given_gap_by_gap():
    answers = {
        (EAST, Q1): Decimal(280_000),
        (WEST, Q2): Decimal(100_000),
        (WEST, Q1): Decimal(100_400),
    }
    figure = bottom_up.gaps(PLAN, answers, "auto").in_("zh")
    # West's answers are what was given, to the unit
    assert bottom_up.open_gaps(PLAN, answers) == [(EAST, Q1)]
    assert figure.frame["gap"].tolist() == [-20_000]
    assert figure.sentence.startswith("3 处有上报：合计下达 50.0万元，上报 48.0万元")


def test_answers_that_all_agree_are_said_to():
    figure = bottom_up.gaps(PLAN, {(EAST, Q1): Decimal(300_000)}, "auto").in_("en")
    assert figure.sentence == "1 cell answered, as given."
