"""Where deals are lost: how many reached each stage, in count and money, and how many moved on."""

from __future__ import annotations

import pandas as pd

from salesdash.analysis.lights import judge
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.model import Metric
from salesdash.charts.column import COLOUR, Column
from salesdash.charts.figure import Figure
from salesdash.charts.of_a_whole import funnel
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.ties import also, at_top
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("商机漏斗：在哪一步丢单", "The funnel: where deals are lost")
REACHED, VALUE = Text("到达的商机", "Deals reached"), Text("金额", "Value")
MOVED_ON, DROPPED = Text("进入下一阶段", "Move on"), Text("流失", "Drop off")
WHOLE_WAY = Text(
    "{first} {n} 个商机，最后赢单 {won} 个（{rate}）。",
    "Of {n} {n:deal|deals} at {first}, {won} {won:was|were} won ({rate}).",
)
FOUND = Text(
    "流失最多的一步是{stage}：{dropped} 个没有再往下走，通过率 {share}。",
    "Most drop off at {stage}: {dropped} went no further, {share} moved on.",
)
OPEN_COUNT = Text(
    "进行中的商机按已到达的阶段计；输单只写“输单”、没有写在哪一步丢的，只计入第一阶段。",
    "Open deals count up to the stage they have reached; a lost deal that does not say where it was "
    "lost counts at the first stage only.",
)

NOT_RECORDED = Text(
    "商机表写的是各商机现在的阶段，没有记录在那一天处于哪个阶段，所以看不到当时的漏斗；看最新数据日的漏斗请把期间选到最近。",
    "The sheet says at which stage each deal is now, not where it was that day: the funnel can be seen for the "
    "newest date only. Choose the latest period to see it.",
)


def funnel_of_deals(ask: Ask, scope: Scope, metric: Metric) -> Figure:
    """The stages of the period's deals, each with the share that moved on from it."""
    missing = ask.missing(metric)
    if not missing and scope.as_of < ask.as_of:
        return Figure.lacking(scope, "funnel", TITLE, sentence=NOT_RECORDED)
    frame = pd.DataFrame() if missing else _stages(ask, scope)
    stage, count = dimension_column("stage"), Column("reached", REACHED, COUNT)
    amount = Column("amount", VALUE, MONEY) if ask.has("opportunities.amount") else None
    columns = (
        stage,
        count,
        amount,
        Column("moved_on", MOVED_ON, RATIO),
        Column("dropped", DROPPED, COUNT),
    )
    return Figure.of(
        scope,
        "funnel",
        TITLE,
        frame,
        tuple(column for column in columns if column),
        lambda look: funnel.stages(frame, stage, count, look, amount=amount, light=COLOUR),
        sentence=_worst_step(frame) if len(frame) else BLANK,
        metrics=("stage_conversion", "win_rate"),
        notes=(_whole_way(frame), OPEN_COUNT) if len(frame) else (),
        missing=missing,
    )


def _stages(ask: Ask, scope: Scope) -> pd.DataFrame:
    """One row per stage that deals name, in the order of the way, and one for those won."""
    counted = ask(["deals_reached", "deals_reached_amount"], ["stage"], scope)
    won = ask(["deals_won", "deals_won_amount"], [], scope).iloc[0]
    reached = {
        str(stage): (number(count) or 0.0, number(amount))
        for stage, count, amount in counted.itertuples(index=False)
    }
    if not reached:
        return pd.DataFrame()
    reached["won"] = (number(won["deals_won"]) or 0.0, number(won["deals_won_amount"]))
    order = [key for key, _ in DIMENSIONS["stage"].members if key in reached]
    counts = [reached[stage][0] for stage in order]
    frame = pd.DataFrame(
        {
            "stage": order,
            "reached": counts,
            "amount": [reached[stage][1] for stage in order],
            "after": [*counts[1:], None],
        }
    ).astype({"amount": float, "after": float})
    frame["moved_on"] = frame["after"] / frame["reached"].where(frame["reached"] > 0)
    frame["dropped"] = frame["reached"] - frame["after"]
    rule = ask.lights["stage_conversion"]
    return frame.assign(light=[judge(rule, share).light for share in frame["moved_on"]])


def _worst_step(frame: pd.DataFrame) -> Text:
    most = at_top(frame, "dropped")
    worst, others = most.iloc[0], most["stage"].iloc[1:]
    return FOUND.format(
        stage=member_name("stage", worst["stage"]),
        dropped=write(worst["dropped"], COUNT),
        share=write(worst["moved_on"], RATIO),
    ) + also([member_name("stage", stage) for stage in others])


def _whole_way(frame: pd.DataFrame) -> Text:
    first, won = frame.iloc[0], frame.iloc[-1]
    rate = won["reached"] / first["reached"] if first["reached"] else None
    return WHOLE_WAY.format(
        first=member_name("stage", first["stage"]),
        n=write(first["reached"], COUNT),
        won=write(won["reached"], COUNT),
        rate=write(rate, RATIO),
    )
