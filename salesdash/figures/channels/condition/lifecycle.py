"""In which stage of its life each channel is, by which rule, and how it came there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pandas as pd

from salesdash.analysis.channels.lifecycle import StageStanding, stages
from salesdash.catalog.channels.lifecycle import LIFECYCLE, STAGES, By, Stage
from salesdash.catalog.dimensions import member_name
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.grids import stages as drawn
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.sentences import lower
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import PERCENT, RATIO, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("{dimension}所处的生命周期阶段，按季度", "Stage of life by {dimension}, by quarter")
STAGE, WHY = Text("阶段", "Stage"), Text("依据", "Rule")
SHARE, GROWTH = Text("占比", "Share"), Text("同比增长", "Growth on last year")
ZONES = {"introduction": "amber", "growth": "green", "maturity": "grey", "decline": "red"}
REASONS: dict[By, Text] = {
    "young": Text("首次销售不到 {months} 个月", "first sold less than {months} months ago"),
    "small": Text(
        "占比 {share}，低于 {least}，而且在增长（{growth}）",
        "{share} of sales, under {least}, and growing ({growth})",
    ),
    "faster": Text(
        "同比 {growth}，全部 {of_all}，高出 {lead} 个百分点以上",
        "{growth} on last year, all {of_all}: at least {lead} points more",
    ),
    "falling": Text(
        "连续 {quarters} 个季度销售额和占比都低于去年同期（本季同比 {growth}）",
        "sales and share below last year's for {quarters} quarters running ({growth} this one)",
    ),
    "neither": Text(
        "同比 {growth}，全部 {of_all}：没有明显快于全部，也没有连续下滑",
        "{growth} on last year, all {of_all}: neither much faster nor falling for long",
    ),
}
OF_STAGE = Text("{stage}：{names}", "{stage}: {names}")
LAST = Text("{quarter}：{stages}。", "{quarter}: {stages}.")
DECIDED = Text("{name}：{stage}，{why}。", "{name}: {stage}; {why}.")
RULE = Text(
    "先后按这几条判断：首次销售不到 {months} 个月，或占比低于 {share} 而在增长，为导入；"
    "同比比全部高 {lead} 个百分点以上为成长；"
    "连续 {quarters} 个季度销售额和占比都低于去年同期为衰退；其余为成熟。每个季度和去年同一季度比。",
    "In this order: first sold less than {months} months ago, or under {share} of sales and growing, is "
    "introduction; growth at least {lead} points above that of all is growth; sales and share below last year's "
    "for {quarters} quarters running is decline; else it is mature. Each quarter is set against the same one of "
    "last year.",
)
TOO_SHORT = Text(
    "判断生命周期要和去年同一季度比，数据还不够一年多一个完整季度。",
    "A stage needs a whole quarter and the same one of the year before; the data do not reach so far back.",
)
MOST_QUARTERS, MOST_MEMBERS = 8, 12
SLACK = timedelta(days=7)  # into its first quarter after which that quarter is not whole


def standings(ask: Ask, scope: Scope, by: str) -> dict[str, list[StageStanding]]:
    """The stages of every member over all whole quarters loaded, most sales first."""
    return ask.keep(("lifecycle", scope, by), lambda: _standings(ask, scope, by))


def trail(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per member and quarter, the last two years, with the rule that decided each; in the
    sentence who is in which stage now."""
    title = TITLE.format(dimension=lower(by))
    standing = standings(ask, scope, by)
    last = max((one.quarter for each in standing.values() for one in each), default=None)
    if last is None:
        return Figure.lacking(scope, "channel_lifecycle", title, sentence=TOO_SHORT)
    first = add_months(last.end, -3 * MOST_QUARTERS)
    shown = dict(list(standing.items())[:MOST_MEMBERS])
    frame = pd.DataFrame(
        [
            (name, one.quarter.start, one.stage, reason(one), one.share, one.growth)
            for name, each in shown.items()
            for one in each
            if one.quarter.start >= first
        ],
        columns=[by, "quarter", "stage", "why", "share", "growth"],
    )
    who, quarter, stage, why = (
        dimension_column(by), dimension_column("quarter", year_starts=scope.calendar.year_starts),
        Column("stage", STAGE, names=STAGES), Column("why", WHY),
    )  # fmt: skip
    return Figure.of(
        scope, "channel_lifecycle", title, frame,
        (
            who, quarter, stage, why, Column("share", SHARE, RATIO),
            Column("growth", GROWTH, RATIO, is_change=True),
        ),
        lambda look: drawn.trail(frame, quarter, who, stage, look, zones=ZONES, why=why),
        sentence=_now(standing, last, by),
        metrics=("sales", "channel_growth"),
        notes=(
            *(
                DECIDED.format(name=member_name(by, name), stage=STAGES[each[-1].stage], why=reason(each[-1]))
                for name, each in shown.items()
                if each and each[-1].quarter == last
            ),
            RULE.format(**_limits()),
        ),
        span=Period(max(first, frame["quarter"].min()), last.end).name,
    )  # fmt: skip


def reason(one: StageStanding) -> Text:
    """The rule that decided, with its figures."""
    return REASONS[one.by].format(
        growth=write(one.growth, RATIO, signed=True), of_all=write(one.of_all, RATIO, signed=True),
        least=write(LIFECYCLE.share, PERCENT), **{**_limits(), "share": write(one.share, RATIO)},
    )  # fmt: skip


def _limits() -> dict[str, str | int | Text]:
    return {
        "months": LIFECYCLE.months,
        "share": write(LIFECYCLE.share, PERCENT),
        "lead": f"{100 * LIFECYCLE.lead:g}",
        "quarters": LIFECYCLE.quarters,
    }


def _now(stages: dict[str, list[StageStanding]], last: Period, by: str) -> Text:
    """Who is in which stage in the last quarter; those that are mature only where nobody is in another."""
    members: dict[Stage, list[Text]] = {stage: [] for stage in STAGES}
    for name, each in stages.items():
        if each and each[-1].quarter == last:
            members[each[-1].stage].append(member_name(by, name))
    occupied = [stage for stage in STAGES if members[stage]]
    occupied = [stage for stage in occupied if stage != "maturity"] or occupied
    parts = [OF_STAGE.format(stage=STAGES[stage], names=join(members[stage])) for stage in occupied]
    return LAST.format(quarter=last.name, stages=join(parts, "；", "; ")) if parts else BLANK


def _standings(ask: Ask, scope: Scope, by: str) -> dict[str, list[StageStanding]]:
    orders = ask.coverage.get("orders")
    if orders is None or orders.first_day is None or not scope.has_begun:
        return {}
    quarters = _quarters(orders.first_day, scope)
    if not quarters:
        return {}
    whole = Period(orders.first_day.replace(day=1), quarters[-1].end)
    frame = ask(("sales",), (by, ask.adds_up_by), scope.over(whole))
    frame = frame.assign(sales=frame["sales"].astype(float).fillna(0.0))
    of_all: dict[Period, float] = defaultdict(float)
    sold: dict[str, dict[Period, float]] = defaultdict(lambda: defaultdict(float))
    since: dict[str, date] = {}
    for name, part, amount in frame[[by, ask.adds_up_by, "sales"]].itertuples(index=False):
        start = Period.parse(str(part)).start.replace(day=1)
        quarter = Period.of(start, "quarter", scope.calendar.year_starts)
        of_all[quarter] += amount
        if isinstance(name, str):
            sold[name][quarter] += amount
            since[name] = min(since.get(name, start), start)
    known_from = orders.first_day + timedelta(days=ask.rules["new_after"])
    by_size = sorted(sold, key=lambda name: (-sum(sold[name].values()), name))
    return {
        name: stages(
            sold[name], of_all, quarters, since[name] if since[name] >= known_from else None, LIFECYCLE
        )
        for name in by_size
    }  # fmt: skip


def _quarters(first: date, scope: Scope) -> list[Period]:
    """The quarters that the data cover in full and that have ended by the scope's end."""
    end = scope.months_end
    if first >= end:
        return []
    parts = Period(first, end).split("quarter", scope.calendar.year_starts)
    return [part for part in parts if first <= part.start + SLACK and part.end <= end]
