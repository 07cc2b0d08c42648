"""A figure keeps keys and texts, and is said in a language only where somebody reads it."""

from dataclasses import replace
from datetime import date

import pandas as pd

from salesdash.charts.column import Column, MarkedCell
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.charts.look import Look, spec
from salesdash.charts.over_time import trend
from salesdash.figures.build import dimension_column, kpi_column, metric_column
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, LANGS, Text, plain

SCOPE = Scope(date(2025, 3, 31), Period.parse("2025-03")).where("region", "华东")
OTHERS = Text("其余 3 个", "3 others")
FRAME = pd.DataFrame(
    {
        "channel_kind": ["direct", None, OTHERS],
        "month": ["2025-03-01"] * 3,
        "sales": [12_000.0, 3_000.0, 1_000.0],
        "mark": ["leap", "", "leap"],
    }
)
KIND, MONTH, SALES = (
    dimension_column("channel_kind"),
    dimension_column("month"),
    metric_column("sales"),
)
MARK = Column("mark", Text("判断", "Verdict"), names={"leap": Text("偏高", "Steep"), "": BLANK})


def figure() -> Figure:
    return Figure.of(
        SCOPE,
        "kinds",
        Text("渠道", "Channels"),
        FRAME,
        (KIND, MONTH, SALES, MARK),
        lambda look: ranking.bars(FRAME, KIND, SALES, look),
        sentence=Text("甲第一。", "A leads."),
    )


def test_one_figure_is_said_in_both_languages():
    zh, en = figure().in_("zh"), figure().in_("en")
    assert (zh.title, zh.sentence) == ("渠道", "甲第一。")
    assert (en.title, en.sentence) == ("Channels", "A leads.")
    assert [c.title for c in en.columns] == ["Channel kind", "Month", "Sales", "Verdict"]
    assert list(zh.frame["channel_kind"]) == ["直销", "未分配", "其余 3 个"]
    assert list(en.frame["channel_kind"]) == ["Direct", "Unassigned", "3 others"]
    assert list(en.frame["mark"]) == ["Steep", "", "Steep"]
    assert list(en.frame["sales"]) == [12_000.0, 3_000.0, 1_000.0]


def test_a_detail_is_written_to_files_and_not_seen_on_the_screen():
    detail = replace(SALES, is_detail=True)
    course = replace(MONTH, is_course=True)
    spoken = replace(figure(), columns=(KIND, course, detail)).in_("en")
    assert [c.key for c in spoken.seen] == ["channel_kind", "month"]
    assert [c.key for c in spoken.written] == ["channel_kind", "sales"]


def test_what_was_said_is_said_once():
    one = figure()
    assert one.in_("zh") is one.in_("zh")


def test_the_scope_gives_the_context_and_money_its_unit():
    spoken = figure().in_("en")
    assert spoken.about == "Mar 2025 · Region: 华东 · Data to 31 Mar 2025"
    assert spoken.context == spoken.about + " · Unit: ¥"
    bare = Figure.lacking(SCOPE, "kinds", plain("x"), missing=("orders.channel",))
    assert bare.in_("zh").context == "2025年3月 · 区域：华东 · 数据截至 2025年3月31日"
    assert bare.is_empty
    assert bare.in_("zh").frame.empty


def test_each_row_stands_for_its_member_and_month_and_the_others_together_for_no_member():
    assert figure().marks == [
        {"channel_kind": "direct", "month": "2025-03"},
        {"channel_kind": "", "month": "2025-03"},
        {"month": "2025-03"},
    ]


def test_a_mark_of_a_chart_carries_the_key_beside_the_name():
    for lang, name in zip(LANGS, ("直销", "Direct"), strict=True):
        draw = figure().in_(lang).draw
        assert draw is not None
        drawn = spec(draw("light"))
        first = next(iter(drawn["datasets"].values()))[0]
        assert (first["name"], first["of_channel_kind"]) == (name, "direct")
        shown = [tip["field"] for tip in drawn["layer"][0]["encoding"]["tooltip"]]
        assert shown == ["name_text", "value_text"]


def test_a_point_of_a_course_carries_its_period():
    frame = pd.DataFrame({"week": [date(2025, 3, 3), date(2025, 3, 10)], "sales": [1.0, 2.0]})
    drawn = spec(trend.line(frame, dimension_column("week"), SALES, Look("zh")))
    points = next(rows for rows in drawn["datasets"].values() if "x" in rows[0])
    assert [row["of_week"] for row in points] == ["2025-W10", "2025-W11"]


def test_a_kpi_stands_under_the_name_that_it_is_given():
    frame = pd.DataFrame({"kpi": ["roi"]})
    column = kpi_column(Text("指标", "KPI"), {"roi": Text("投产比", "ROI (on sales)")})
    one = Figure("lights", BLANK, frame, (column,))
    assert one.marks == [{"kpi": "roi"}]
    assert list(one.in_("en").frame["kpi"]) == ["ROI (on sales)"]


def test_members_of_several_dimensions_in_one_column_stand_each_for_its_own():
    frame = pd.DataFrame(
        {
            "who": [
                MarkedCell(plain("天猫"), (("channel", "天猫"),)),
                MarkedCell(plain("东"), (("region", "东"),)),
            ]
        }
    )
    one = Figure("week", BLANK, frame, (Column("who", BLANK),))
    assert one.marks == [{"channel": "天猫"}, {"region": "东"}]
    assert list(one.in_("zh").frame["who"]) == ["天猫", "东"]
