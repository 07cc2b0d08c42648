"""Whether the plan asks of everybody alike, shown member by member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from statistics import median

import pandas as pd

from salesdash.analysis.splitting.fairness import Asked, Mark, marked
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.plans import Plan
from salesdash.charts.column import COLOUR, Column
from salesdash.charts.compared import ranking
from salesdash.charts.figure import Figure
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import lower
from salesdash.figures.plans.sold_before import history
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.sides import sides

TITLE = Text(
    "{year}各{dimension}的增长要求是否公平",
    "Growth asked of each {dimension} in {year}: is it fair?",
)
ASKED, GREW = Text("要求增幅", "Growth asked"), Text("上年实际增幅", "Growth last year")
TARGET, LAST, VERDICT = (
    Text("目标", "Target"),
    Text("上年销售额", "Sales of the year before"),
    Text("判断", "Verdict"),
)
MARKS: Mapping[Mark, Text] = {
    "fast_ox": Text("鞭打快牛", "Asked most of the fastest"),
    "leap": Text("增幅偏高", "Steep growth asked"),
    "steep": Text("远超以往增速", "Far above its own growth"),
    "spared": Text("增幅偏低", "Little growth asked"),
    "": BLANK,
}
LIGHTS: Mapping[Mark, str] = {
    "fast_ox": "red",
    "leap": "amber",
    "steep": "amber",
    "spared": "grey",
    "": "green",
}
FAST_OX = Text(
    "鞭打快牛：{who}上年已增长 {grew}，今年又要求增长 {asked}。",
    "Asked most of the fastest: {who} grew by {grew} and is asked for {asked} again.",
)
ALIKE = Text(
    "各自的增长要求相差不大，与上年的实际增幅也接近。",
    "Growth is asked alike, and near to what each last made.",
)
MEDIAN = Text("要求增幅的中位数是 {middle}。", "The median of the growth asked is {middle}.")
OVERALL = Text(
    "合计要求增长 {asked}，上年合计实际增长 {grew}。",
    "In all {asked} is asked; the year before brought {grew}.",
)
OTHERS = Text("{mark}：{who}。", "{mark}: {who}.")
RULE = Text(
    "要求增幅比中位数高 10 个百分点以上为偏高；上年增幅也高 10 个百分点以上的，属于鞭打快牛。"
    "比自己上年实际增幅高 20 个百分点以上，即使人人如此，也属于远超以往增速。",
    "Ten points over the median growth asked stands out; one that also grew ten points more pays for its success. "
    "Twenty points over the growth that a member last made is far above its own, even where it is asked of all.",
)
CARRIED = Text(
    "{year}还没有结束，未结束的月份按已结束月份的增长推算。",
    "{year} has not ended; months to come are carried on with the growth of those that have.",
)
LEAST_BASE = 0.01  # of the largest member; growth over less says nothing


def of_targets(ask: Ask, scope: Scope, dimension: str) -> Figure | None:
    """The targets that count for the year in view; None where there are none by this dimension."""
    year = scope.calendar.of(scope.period.start if scope.period else scope.as_of, "year")
    frame = ask(["target"], [dimension], scope.over(year))
    with_target = frame.dropna(subset=[dimension, "target"])
    targets = dict(
        zip(map(str, with_target[dimension]), map(float, with_target["target"]), strict=True)
    )
    return _figure(ask, scope, dimension, year, targets)


def of_plan(ask: Ask, scope: Scope, plan: Plan) -> Figure | None:
    """A plan on the desk, by its outer dimension."""
    if not plan.dimensions:
        return None
    outer = dict.fromkeys(member[0] for member in plan.members)
    amounts = {name: plan.amount((name,), plan.whole) for name in outer}
    targets = {name: float(n) for name, n in amounts.items() if n}
    return _figure(ask, replace(scope, filters=()), plan.dimensions[0], plan.whole, targets)


def _figure(
    ask: Ask, scope: Scope, dimension: str, year: Period, targets: Mapping[str, float]
) -> Figure | None:
    last = history(ask, replace(scope, period=None), year, (dimension,))
    base = {
        m[0]: float(sum(monthly.values())) for m, monthly in last.weights.items() if m[0] in targets
    }
    least = LEAST_BASE * max(base.values(), default=0.0)
    made = _made(ask, scope, dimension, year.shifted("last_year"))
    grew = {who: sold / before - 1 for who, (sold, before) in made.items()}
    demands = marked([
        Asked(who, amount, base[who], grew.get(who))
        for who, amount in targets.items()
        if base.get(who, 0.0) > least
    ])  # fmt: skip
    if len(demands) < 2:
        return None
    demands.sort(key=lambda one: -(one.asked or 0.0))
    frame = pd.DataFrame(
        [
            (
                one.member, one.target, one.last, one.asked, one.grew,
                one.mark, LIGHTS[one.mark],
            )
            for one in demands
        ],
        columns=[dimension, "target", "last", "asked", "grew", "verdict", "light"],
    ).astype({"grew": float})  # fmt: skip
    name = dimension_column(dimension)
    asked, before = Column("asked", ASKED, RATIO), Column("grew", GREW, RATIO)
    title = TITLE.format(year=year.name, dimension=lower(DIMENSIONS[dimension].name))
    notes = [RULE, *([CARRIED.format(year=year.shifted("last_year").name)] if last.carried else [])]
    findings = _findings(demands, dimension, made)
    return Figure.of(
        scope.over(year), "target_fairness", title, frame,
        (
            name, Column("target", TARGET, MONEY), Column("last", LAST, MONEY),
            asked, before, Column("verdict", VERDICT, names=MARKS),
        ),
        lambda look: ranking.bars(frame, name, asked, look, mark=before, light=COLOUR),
        sentence=findings[0], metrics=("target", "sales"), notes=(*findings[1:], *notes),
    )  # fmt: skip


def _made(ask: Ask, scope: Scope, dimension: str, year: Period) -> dict[str, tuple[float, float]]:
    """What each member sold in a year and in the one before it; of one still running, to date by workdays."""
    both = sides(ask, ["sales"], [dimension], scope.over(year), "last_year").dropna()
    sold = both[[dimension, "sales", "sales_before"]].itertuples(index=False)
    return {str(who): (float(now), float(before)) for who, now, before in sold}


def _findings(
    demands: list[Asked], dimension: str, made: Mapping[str, tuple[float, float]]
) -> list[Text]:
    """Who is asked too much or too little, the worst first; then the median and the whole."""
    parts = []
    middle = median(one.asked for one in demands if one.asked is not None)
    for one in demands:
        if one.mark == "fast_ox":
            parts.append(
                FAST_OX.format(
                    who=member_name(dimension, one.member),
                    grew=write(one.grew, RATIO),
                    asked=write(one.asked, RATIO),
                )
            )
    others: tuple[Mark, ...] = ("leap", "steep", "spared")
    for mark in others:
        names = [member_name(dimension, one.member) for one in demands if one.mark == mark]
        if names:
            parts.append(OTHERS.format(mark=MARKS[mark], who=join(names)))
    return [
        *(parts or [ALIKE]),
        MEDIAN.format(middle=write(middle, RATIO)),
        *_overall(demands, made),
    ]


def _overall(demands: list[Asked], made: Mapping[str, tuple[float, float]]) -> list[Text]:
    """The growth asked of all beside the growth that they made; nothing where one is not known."""
    both = [(one, *made[one.member]) for one in demands if one.member in made]
    last = sum(one.last for one, _, _ in both)
    if not both or last <= 0:
        return []
    asked = sum(one.target for one, _, _ in both) / last - 1
    grew = sum(sold for _, sold, _ in both) / sum(before for _, _, before in both) - 1
    return [
        OVERALL.format(asked=write(asked, RATIO, signed=True), grew=write(grew, RATIO, signed=True))
    ]
