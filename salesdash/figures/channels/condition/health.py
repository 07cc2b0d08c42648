"""The health of every channel, down to the inputs of its score and what is missing of them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from salesdash.analysis.channels.health import Earned, Health
from salesdash.catalog.channels.health import INPUTS, LEVEL, PARTS
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.overrides import worded
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.grids import heatmap
from salesdash.charts.rows import number
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.condition.health_inputs import lacking, of_members, span, year_of
from salesdash.figures.channels.sentences import lower
from salesdash.figures.ties import alike, named
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import RATIO, SCORE, write
from salesdash.warehouse.questions.ask import Ask

CONDITION = Text("看什么", "Part")
CONDITIONS = {
    "health": Text("健康度与生命周期", "Health and stage of life"),
    "growth": Text("增长与回报", "Growth and return"),
    "reviews": Text("定期评估", "Reviews"),
}
OF_WHOM = Text("看谁", "Of")
SCORE_NAME = Text("健康度", "Health")
ALL = Text("{dimension}健康度（满分 100）", "Health by {dimension}, of 100")
CARD = Text("{name}健康度：每一项怎么来的", "{name}: what its health is made of")
ENDS = Text(
    "{best}最健康（{most} 分），{worst}最弱（{least} 分），弱在{part}（{points} 分）。",
    "{best} {n:is|are} the healthiest ({most}), {worst} the weakest ({least}), most of all in {part} ({points}).",
)
ENDS_ALIKE = Text(
    "{best}最健康（{most} 分），{worst}最弱（各 {least} 分）。",
    "{best} {n:is|are} the healthiest ({most}), {worst} the weakest ({least} each).",
)
ONE = Text("健康度 {score} 分，{n}/{of} 项有数据", "Health {score} of 100, from {n} of {of} inputs")
WEAKEST = Text("；得分最低的是{inputs}。", "; weakest in {inputs}.")
INPUT_IS = Text("{name}（{value}）", "{name} ({value})")
ALIKE = Text("{n} 个相差不到 {level} 分。", "All {n} lie within {level} points of each other.")
STOP = Text("。", ".")
NONE_SOLD = Text(
    "近 12 个月没有销售，没有健康度可算。", "No sales in 12 months: there is no health to reckon."
)
NONE_KNOWN = Text(
    "近 12 个月的数据里没有健康度要看的任何一项。",
    "The data of these 12 months tell of nothing that health is made of.",
)
ONE_PART = Text(
    "有数据的只有{part}，一个部分还打不了健康分。",
    "The data tell of {part} alone, and one part is no health score.",
)
OURS = Text(
    "健康度没有公开标准，这是本系统的规则：覆盖 {health_coverage}、效率 {health_efficiency}、"
    "稳定 {health_stability}；每一项在固定的零分线和满分线之间计分，不做排名，一个成员的好坏不影响其他成员。"
    "权重和分数线在“口径与设置”里改，每次修改都有记录。",
    "No public standard exists for this score, it is our rule: coverage {health_coverage}, efficiency "
    "{health_efficiency}, stability {health_stability}; each input counts between fixed marks, never by rank, "
    "so that nobody's health moves another's. Weights and marks are set in the settings, and every change is kept.",
)
SPAN = Text("看 {period}这 12 个月。", "Of the 12 months {period}.")
LACKS = Text("缺{name}：{why}。", "No {name}: {why}.")
NOTHING = Text("这 12 个月没有数据", "no data of these 12 months")
INPUT, PART, VALUE, MARKS, EARNED, WEIGHT = (
    Text("项目", "Input"), Text("部分", "Part"), Text("数值", "Value"),
    Text("零分线 → 满分线", "Floor → full mark"), Text("实得", "Earned"), Text("权重", "Weight"),
)  # fmt: skip
BETWEEN = Text("{floor} → {full}", "{floor} → {full}")
KNOWN, OF_INPUTS = Text("有数据的项", "Inputs known"), Text("{n}/{of} 项", "{n} of {of}")
MIDDLE, EXTENT = 60, 40  # points at which the colours part, and by which they are full


def scores(ask: Ask, scope: Scope, by: str) -> dict[str, float]:
    """The health of each member that has one, of 100."""
    return {
        name: one.score for name, one in of_members(ask, scope, by).items() if one.score is not None
    }


def choices(ask: Ask, scope: Scope, by: str) -> dict[str, Text]:
    """Those whose health can be looked into, the healthiest first."""
    return {name: member_name(by, name) for name in scores(ask, scope, by)}


def all_members(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per member: its score and those of the parts that have one, as coloured cells."""
    members = of_members(ask, scope, by)
    title = ALL.format(dimension=lower(by))
    if all(score is None for one in members.values() for score in one.parts.values()):
        none = NONE_KNOWN if members else NONE_SOLD
        return Figure.lacking(scope, "channel_health", title, sentence=none)
    names = {"score": SCORE_NAME, **{key: part.name for key, part in PARTS.items()}}
    frame = pd.DataFrame(
        [
            {
                by: name,
                "score": one.score,
                **one.parts,
                "known": OF_INPUTS.format(n=len(one.known), of=len(one.inputs)),
            }
            for name, one in members.items()
        ]
    )
    names = {key: name for key, name in names.items() if frame[key].notna().any()}
    cells = frame.melt([by], list(names), "part", "points")
    who, part, points = (
        dimension_column(by), Column("part", PART, names=names), Column("points", EARNED, SCORE),
    )  # fmt: skip
    return Figure.of(
        scope, "channel_health", title, frame,
        (who, *(Column(key, name, SCORE) for key, name in names.items()), Column("known", KNOWN)),
        lambda look: heatmap.grid(
            cells, part, who, points, look, middle=MIDDLE, extent=EXTENT
        ),
        sentence=_ends(members, by) if "score" in names else ONE_PART.format(part=join([*names.values()])),
        notes=(*_notes(ask, scope), *_lacking(ask, year_of(scope), by)),
        span=span(scope).name,
    )  # fmt: skip


def card(ask: Ask, scope: Scope, by: str, member: str) -> Figure:
    """One row per input of a member's health: value, marks, points, weight, and what is missing."""
    title = CARD.format(name=member_name(by, member))
    one = of_members(ask, scope, by).get(member)
    if one is None or one.score is None:
        return Figure.lacking(scope, "health_card", title, sentence=NONE_SOLD)
    lacks = lacking(ask, year_of(scope), by)
    frame = pd.DataFrame(
        [
            (
                PARTS[INPUTS[earned.key].part].name, INPUTS[earned.key].name,
                _written(earned, earned.value, scope) if earned.value is not None
                else lacks.get(earned.key, NOTHING),
                BETWEEN.format(
                    floor=_written(earned, earned.floor, scope), full=_written(earned, earned.full, scope)
                ),
                earned.points, earned.weight,
            )
            for earned in one.inputs
        ],
        columns=["part", "input", "value", "marks", "points", "weight"],
    )  # fmt: skip
    return Figure.of(
        scope, "health_card", title, frame,
        (
            Column("part", PART), Column("input", INPUT), Column("value", VALUE),
            Column("marks", MARKS), Column("points", EARNED, SCORE, is_bar=True), Column("weight", WEIGHT, RATIO),
        ),
        sentence=_of_one(one, scope),
        notes=(*_notes(ask, scope), *_lacking(ask, year_of(scope), by, one)),
        span=span(scope).name,
    )  # fmt: skip


def _ends(scores_of: Mapping[str, Health], by: str) -> Text:
    """Who is healthiest, who weakest and in which part; nothing where one stands alone or all alike."""
    ranked = [(name, one) for name, one in scores_of.items() if one.score is not None]
    if len(ranked) < 2:
        return BLANK
    (_, most), (_, least) = ranked[0], ranked[-1]
    up, low = write(most.score, SCORE), write(least.score, SCORE)
    if (most.score or 0.0) - (least.score or 0.0) < LEVEL:
        return ALIKE.format(n=len(ranked), level=LEVEL)
    part, value = min(
        ((key, p) for key, p in least.parts.items() if p is not None), key=lambda pair: pair[1]
    )
    scores = [one.score or 0.0 for _, one in ranked]
    first, last = (
        [member_name(by, name) for name, _ in order[: alike(values)]]
        for order, values in ((ranked, scores), (ranked[::-1], scores[::-1]))
    )
    words = ENDS if len(last) == 1 else ENDS_ALIKE
    return words.format(
        best=named(first), n=len(first), most=up, worst=named(last[::-1]), least=low,
        part=PARTS[part].name, points=write(value, SCORE),
    )  # fmt: skip


def _of_one(one: Health, scope: Scope) -> Text:
    words = ONE.format(score=write(one.score, SCORE), n=len(one.known), of=len(one.inputs))
    ranked = sorted(one.known, key=lambda earned: earned.points or 0.0)
    weakest = ranked[: alike([earned.points or 0.0 for earned in ranked])]
    if (weakest[0].points or 0.0) >= MIDDLE:
        return words + STOP
    inputs = [
        INPUT_IS.format(name=INPUTS[each.key].name, value=_written(each, each.value, scope))
        for each in weakest
    ]
    return words + WEAKEST.format(inputs=join(inputs))


def _written(earned: Earned, value: float | None, scope: Scope) -> Text:
    return write(number(value), INPUTS[earned.key].unit, scope.scale)


def _notes(ask: Ask, scope: Scope) -> tuple[Text, ...]:
    return SPAN.format(period=span(scope).name), worded(OURS, ask.rules)


def _lacking(ask: Ask, year: Scope, by: str, one: Health | None = None) -> tuple[Text, ...]:
    """What is missing, of everybody, or of one member as well."""
    lacks = lacking(ask, year, by)
    without = [e.key for e in one.inputs if e.points is None] if one else list(lacks)
    return tuple(
        LACKS.format(name=INPUTS[key].name, why=lacks.get(key, NOTHING)) for key in without
    )
