"""What is said of budgets that are moved: the outcome, the gap that it closes, and how it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from salesdash.analysis.channels.response import Basis
from salesdash.catalog.channels.response import RESPONSE_FIT
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.figures.channels.budget.budgets import REST, BudgetMove, Budgets, Gain
from salesdash.figures.comparison import in_view, lower
from salesdash.figures.targets.meeting_line import pace_of
from salesdash.figures.two_sides import name_of
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, MULTIPLE, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales

MOVED = Text(
    "把{giver} {amount}（{share}）挪给{taker}，{profit}预计{moves} {gain}（{low} 至 {high}）。",
    "Move {amount} ({share}) from {giver} to {taker}: {profit} {moves} by {gain} ({low} to {high}).",
)
UNMOVED = Text(
    "{giver}每多投 1 元净赚 {one}，{taker} {other}。",
    "The next yuan returns {one} at {giver}, {other} at {taker}.",
)
GROWS, FALLS = Text("增加", "grows"), Text("减少", "falls")
DOUBTFUL = Text(
    "把{giver} {amount}（{share}）挪给{taker}，{profit}是增是减还说不准（{low} 至 {high}）。",
    "Move {amount} ({share}) from {giver} to {taker}: {profit} may rise or fall ({low} to {high}).",
)
CLOSES = Text(
    "销售额预计{moves} {sales}，能补上今年落后计划部分（{gap}）的 {part}。",
    "Sales {signed}: {part} of the {gap} that the year is behind plan.",
)
WIDENS = Text(
    "销售额预计减少 {sales}，今年落后计划 {gap} 的缺口会更大。",
    "Sales {signed}, and the year is {gap} behind plan already.",
)
NO_GAP = Text(
    "销售额预计{moves} {sales}；今年没有落后于计划。",
    "Sales {signed}; the year is not behind plan.",
)
NO_TARGET = Text(
    "销售额预计{moves} {sales}；没有全年目标，看不出能补上多少缺口。",
    "Sales {signed}; without a target for the year there is no gap to set it beside.",
)
BEYOND_THE_YEAR = Text(
    "销售额预计{moves} {sales}；跨了年度，不与今年的目标比。",
    "Sales {signed}; this reaches into another year and is not set beside this year's target.",
)
SPLIT = Text(
    "总额不变，主要从{down}挪给{up}，{profit}可增加 {gain}（{low} 至 {high}）。",
    "With the same sum, mostly from {down} to {up}, {profit} grows by {gain} ({low} to {high}).",
)
SPLIT_ALREADY = Text(
    "现有预算已经接近最好的分法。", "The budgets are already split about as well as they can be."
)
RULE = Text(
    "毛利 = a × 费用的 b 次方，按月测算；每多投 1 元的净回报越投越低。总额不变时，各处的净回报拉平就是最好的分法。"
    "这是按历史推算的，不能证明因果。",
    "Gross profit = a × spend to the power b, by the month: the next yuan brings less the more is spent. With the "
    "same sum, the best split is where it brings alike everywhere. Inferred from the past, and no proof.",
)
ON_SALES_RULE = Text(
    "没有成本数据：以销售额代替毛利测算。", "No costs are known: sales stand for gross profit."
)
OURS = Text(
    "我们的规则：每个预算最多增减 {moved}。至少 {months} 个月、费用波动 {spread} 以上、拟合度 {fits} 以上、"
    "b 在 {least} 到 {most} 之间，才用拟合的 b，否则按 {assumed}（可在“口径与设置”里改）；"
    "满两年的只比不同年份的同一个月。区间按 b 的 {errors} 倍标准误，假定的 b 按 ±{doubt}。",
    "Our rule: each budget is moved by at most {moved}. b is fitted from {months} months whose spend varies by "
    "{spread}, where it explains {fits} and lies between {least} and {most}, else {assumed} (a setting); with two "
    "years only the same months of different years are compared. The band is {errors} standard errors of b, or "
    "±{doubt} where it is assumed.",
)
FITTED = Text(
    "{names}：b = {b}，按 {n} 个月拟合", "{names}: b = {b}, fitted on {n} {n:month|months}"
)
ASSUMED = Text("{names}：b 按 {b} 假定（{why}）", "{names}: b = {b} assumed ({why})")
WHY: Mapping[Basis, Text] = {
    "few": Text("只有 {n} 个月", "only {n} {n:month|months}"),
    "level": Text("费用几乎不变", "its spend hardly varies"),
    "loose": Text("毛利与费用对不上", "profit and spend do not go together"),
    "straight": Text("毛利与费用同步增减，看不出递减", "profit goes in step with spend"),
    "flat": Text("多投不见多赚", "more spend shows no more profit"),
    "fitted": BLANK,
}
ALL_STATED = Text("各月都按预算表。", "All months count as budgeted.")
SOME_STATED = Text(
    "有预算表的月份按预算，没有的按最近 12 个月的月均费用。",
    "Months with a budget count as budgeted, the others as a mean month of the last twelve.",
)
NONE_STATED = Text(
    "这些月份没有预算表，按最近 12 个月的月均费用。",
    "These months have no budget: each counts as a mean month of the last twelve.",
)
_NOTHING = 0.5  # 元; smaller is none
STOP = Text("。", ".")


def outcome(ask: Ask, scope: Scope, by: str, spending: Budgets, move: BudgetMove) -> Text:
    """What the move brings, and from where to where; without one, what the next yuan returns at both."""
    both = (move.giver, move.taker)
    giver, taker = (member_name(by, member) for member in both)
    if not move.share:
        one, other = (write(spending.marginal(member), MULTIPLE) for member in both)
        return UNMOVED.format(giver=giver, taker=taker, one=one, other=other)
    gain = spending.gain(both, *spending.moved(move))
    return (MOVED if gain.is_sure else DOUBTFUL).format(
        giver=giver,
        taker=taker,
        profit=lower(profit_name(ask)),
        amount=write(spending[move.giver].budget * move.share, MONEY, scope.scale),
        share=f"{move.share:.0%}",
        moves=GROWS if gain.more > 0 else FALLS,
        gain=write(abs(gain.more), MONEY, scope.scale),
        **_band(gain, scope),
    )


def closes(ask: Ask, scope: Scope, move: BudgetMove, more: float) -> Text:
    """What the move does to sales, and to the gap between the company's plan for the year and its sales."""
    words = {
        "moves": GROWS if more >= 0 else FALLS,
        "sales": write(abs(more), MONEY, scope.scale),
        "signed": write(more, MONEY, scope.scale, signed=True),
    }
    if move.months != REST:
        return BEYOND_THE_YEAR.format(**words)
    paced = pace_of(ask, in_view(replace(scope, period=None, filters=())))
    if paced is None:
        return NO_TARGET.format(**words)
    behind = -paced.pace.ahead
    if behind <= _NOTHING:
        return NO_GAP.format(**words)
    gap = write(behind, MONEY, scope.scale)
    if more < 0:
        return WIDENS.format(**words, gap=gap)
    return CLOSES.format(**words, gap=gap, part=write(more / behind, RATIO))


def split(ask: Ask, scope: Scope, gain: Gain, up: Text, down: Text) -> Text:
    """What the best split brings, and who gets most more and most less."""
    if gain.more <= _NOTHING:
        return SPLIT_ALREADY
    return SPLIT.format(
        profit=lower(profit_name(ask)),
        gain=write(gain.more, MONEY, scope.scale),
        up=up,
        down=down,
        **_band(gain, scope),
    )


def profit_name(ask: Ask) -> Text:
    """What is left after the spend, by the name that its basis gives it."""
    return name_of(ask, METRICS["profit_after_cost"])


def notes(ask: Ask, by: str, spending: Budgets, members: Sequence[str]) -> tuple[Text, ...]:
    """How the curve of each member was found, the rule, and what counts as the budget."""
    numbers = {
        "months": RESPONSE_FIT.months,
        "spread": f"{RESPONSE_FIT.spread:.0%}",
        "fits": f"{RESPONSE_FIT.fits:g}",
        "least": f"{RESPONSE_FIT.least:g}",
        "most": f"{RESPONSE_FIT.most:g}",
        "errors": f"{RESPONSE_FIT.errors:g}",
        "doubt": f"{RESPONSE_FIT.doubt:g}",
        "moved": f"{ask.rules['shift_most']:.0%}",
        "assumed": f"{ask.rules['response_exponent']:g}",
    }
    return (
        join(_curves(by, spending, members), "；", "; ") + STOP,
        RULE,
        *([ON_SALES_RULE] if is_on_sales(ask) else []),
        OURS.format(**numbers),
        _stated(spending, members),
    )


def _band(gain: Gain, scope: Scope) -> dict[str, Text]:
    return {
        "low": write(gain.low, MONEY, scope.scale, signed=True),
        "high": write(gain.high, MONEY, scope.scale, signed=True),
    }


def _curves(by: str, spending: Budgets, members: Sequence[str]) -> list[Text]:
    """How the curves were found, those alike together."""
    alike: dict[Text, list[Text]] = {}
    for member in members:
        curve = spending[member].curve
        fit = {"b": f"{curve.exponent:.2f}", "n": curve.months}
        template = FITTED if curve.basis == "fitted" else ASSUMED
        words = template.format(names="{names}", why=WHY[curve.basis].format(**fit), **fit)
        alike.setdefault(words, []).append(member_name(by, member))
    return [words.format(names=join(names)) for words, names in alike.items()]


def _stated(spending: Budgets, members: Sequence[str]) -> Text:
    stated = [spending[member].stated for member in members]
    if min(stated) == spending.months:
        return ALL_STATED
    return SOME_STATED if any(stated) else NONE_STATED
