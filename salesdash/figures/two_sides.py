"""What has to be said of a ratio of two datasets: how much of what was sold it counts, and on which basis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric, OtherSide
from salesdash.catalog.rules.declared import FORESIGHT
from salesdash.figures.comparison import day_name
from salesdash.period import DAY, Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import COUNT, MONEY, RATIO, Scale, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import (
    Basis,
    RunningSpend,
    basis,
    is_on_sales,
    last_closed,
    running_spend,
)
from salesdash.warehouse.questions.coming import evidence_on, is_of_coming

ON_SALES = Text("{name}（按销售额）", "{name} (on sales)")
WHY_ON_SALES = Text(
    "没有成本数据：{names}一律按（销售额 − 费用）÷ 费用计算，不判定红绿灯。",
    "No costs are known: {names} is (sales − spend) / spend throughout, and is not judged.",
)
LACKS: Mapping[OtherSide, Text] = {
    "targets": Text("目标", "a target"),
    "spend": Text("费用", "spend"),
    "costs": Text("费用和成本", "spend and costs"),
    "leads": Text("线索", "leads"),
}
COVERS = Text(
    "{names}只算有{other}的部分：{parts}。", "{names}: only what has {other} counts, {parts}."
)
NONE_HAS = Text(
    "这段时间卖出的都没有{other}数据，算不出{names}。",
    "Nothing sold in this period has {other}, so there is no figure: {names}.",
)
TOO_COARSE = Text(
    "费用按更长的期间填写，所选期间不单独算{names}；当时最近一个完整期间是{period}。",
    "Spend is stated by periods longer than the one chosen, so there is no figure of it: {names}. "
    "The last one closed by then is {period}.",
)
NOT_COMPLETE = Text(
    "所选期间的费用还没填完，不单独算{names}；当时最近一个完整期间是{period}。",
    "The spend of the period chosen is not complete, so there is no figure of it: {names}. "
    "The last one closed by then is {period}.",
)
OF_SALES = Text("占销售额 {share}", "{share} of sales")
OF_CUSTOMERS = Text("占新增客户 {share}", "{share} of the new customers")
MONTHS = Text("{of} 个月中的 {n} 个月", "{n} of {of} months")
CHANNELS = Text("{of} 个渠道中的 {n} 个", "{n} of {of} channels")
UNTIL = Text("{other}到{day}为止，订单到{last}", "{other} known to {day}, orders to {last}")
OTHER_NAMES: Mapping[OtherSide, Text] = {
    "targets": Text("目标", "targets"),
    "spend": Text("费用", "spend"),
    "costs": Text("费用", "spend"),
    "leads": Text("线索", "leads"),
}
CLOSED = Text(
    "费用按整{grain}填写，比所选期间粗：{names}看最近一个完整期间 {period}。",
    "Spend is stated by periods longer than the one chosen; shown for {period}, the last one closed: "
    "{names}.",
)
NOT_CLOSED = Text(
    "所选期间的费用还没填完：{names}看最近一个完整期间 {period}。",
    "The spend of the period chosen is not complete; shown for {period}, the last one closed: {names}.",
)
RUNNING_SO_FAR = Text(
    "{period}还没结束：表里的费用 {stated} 当作截至{day}已经花掉的。",
    "{period} is still running: its {stated} of spend is taken as spent by {day}.",
)
RUNNING_WHOLE = Text(
    "{period}还没结束：表里的费用 {stated} 当作整个期间的，只按工作日计到{day}。",
    "{period} is still running: its {stated} of spend is taken for the whole of it and counted by "
    "workdays to {day}.",
)
EVIDENCE = Text(
    "{period}已填费用 {stated}，此前平均每期 {usual}。",
    "{stated} is stated for {period}; the periods before cost {usual} on average.",
)
EVIDENCE_ALONE = Text("{period}已填费用 {stated}。", "{stated} is stated for {period}.")
INFERRED = Text(
    "{names}的预期订单数用 BG/NBD 模型，按 {n} 位客户的下单日推算。",
    "{names}: the orders to come are inferred from when {n} {n:customer|customers} ordered (BG/NBD).",
)
BY_CHURN = Text(
    "{names}按年订单数和流失率推算：客户满 {customers} 位、订单满 {months} 个月后改用 BG/NBD 模型，"
    "目前 {n} 位、{known} 个月。",
    "{names}: orders a year go on for 1 / yearly churn. With {customers} customers and {months} months of "
    "orders they are inferred from when customers ordered (BG/NBD); now there are {n} and {known}.",
)
EARLIER = Text(
    "到期末数据还不够的期间，按年订单数和流失率推算。",
    "A period by whose end too little was known rests on orders a year and churn.",
)
LATE = 7  # days by which two datasets end apart before it is said


def rests_on(
    ask: Ask, metrics: Sequence[str], scope: Scope, *, over_time: bool = False
) -> tuple[Text, ...]:
    """How the orders to come are reckoned, and one sentence for each other side that does not cover all
    that was sold in the scope; `over_time`: of metrics split by time."""
    by_side: dict[OtherSide, list[str]] = {}
    for key in metrics:
        if (side := METRICS[key].other_side) is not None:
            by_side.setdefault(side, []).append(key)
    sentences = list(expected_by(ask, metrics, scope, over_time=over_time))
    for side, keys in by_side.items():
        coverage = basis(ask, keys[0], scope).get(())
        names = join([METRICS[key].name for key in keys])
        if coverage is not None and coverage.on_sales:
            sentences.append(WHY_ON_SALES.format(names=names))
        if coverage is not None and coverage.is_none:
            closed = None if side == "targets" else last_closed(ask, scope)
            words = NONE_HAS
            if closed is not None:
                words = TOO_COARSE if is_finer(scope.period, closed) else NOT_COMPLETE
            period = BLANK if closed is None else closed.name
            sentences.append(words.format(names=names, other=LACKS[side], period=period))
        elif coverage is not None and (parts := _parts(coverage)):
            sentences.append(
                COVERS.format(names=names, other=LACKS[side], parts=join(parts, "，", ", "))
            )
    return tuple(sentences)


def expected_by(
    ask: Ask, metrics: Sequence[str], scope: Scope, *, over_time: bool = False
) -> tuple[Text, ...]:
    """How the orders to come are reckoned at the end of the scope, and `over_time` also at its beginning."""
    keys = [key for key in metrics if is_of_coming(METRICS[key]) and not ask.missing(key)]
    if not keys or not scope.has_begun:
        return ()
    until = scope.elapsed.last_day if scope.elapsed else scope.as_of
    evidence = evidence_on(ask, until)
    counted = {"n": write(evidence.customers, COUNT), "known": evidence.months}
    needed = {"customers": FORESIGHT.customers, "months": FORESIGHT.months}
    words = (INFERRED if evidence.is_enough else BY_CHURN).format(
        names=join([METRICS[key].name for key in keys]), **counted, **needed
    )
    begins = scope.period.start if scope.period else date.min
    is_mixed = over_time and evidence.is_enough and not evidence_on(ask, begins).is_enough
    return (words, EARLIER) if is_mixed else (words,)


def covers(rests: Basis) -> Text:
    """How much of what was sold counts, in short; blank where it is all."""
    return join(_parts(rests), "，", ", ")


def name_of(ask: Ask, metric: Metric) -> Text:
    """A metric's name, with the basis in it where returns are counted on sales."""
    is_return = metric.other_side == "costs" and not ask.missing(metric)
    return ON_SALES.format(name=metric.name) if is_return and is_on_sales(ask) else metric.name


def named_for(ask: Ask, metric: Metric) -> Metric:
    """The metric under the name that its basis gives it, defined by the rules as they are set."""
    name = name_of(ask, metric)
    short = metric.short if name == metric.name else BLANK
    return replace(metric, name=name, short=short, definition=ask.definition(metric))


def spent_scope(ask: Ask, scope: Scope) -> Scope:
    """The scope over the period whose spend is known as one sum: the chosen one, or the last one
    closed where the sheet is coarser."""
    closed = last_closed(ask, scope)
    return scope if closed is None else replace(scope.over(closed), as_of=closed.last_day)


def closed_words(ask: Ask, scope: Scope, metrics: Iterable[str]) -> tuple[Text, ...]:
    """That the last closed period stands for a finer one, or for one not closed yet."""
    closed = last_closed(ask, scope)
    if closed is None:
        return ()
    names = join([METRICS[key].name for key in metrics])
    grain = {"month": "月", "quarter": "季", "year": "年", "week": "周"}.get(
        closed.grain or "", "段"
    )
    words = CLOSED if is_finer(scope.period, closed) else NOT_CLOSED
    return (words.format(names=names, period=closed.name, grain=grain),)


def is_finer(period: Period | None, stated: Period) -> bool:
    """Whether a period is shorter than those of a sheet: a February is not, beside a January."""
    if period is None or period.grain == stated.grain:
        return False
    return period.end - period.start < stated.end - stated.start


def running_words(ask: Ask, scope: Scope) -> Text | None:
    """How the spend of a period still running is taken, where the scope reaches into it."""
    running = running_spend(ask) if ask.has("spend.spend") else None
    if running is None or (scope.period and scope.period.end <= running.period.start):
        return None
    if scope.as_of < running.period.start:
        return None
    return (RUNNING_WHOLE if running.is_whole else RUNNING_SO_FAR).format(
        period=running.period.name,
        stated=write(running.stated, MONEY, scope.scale),
        day=day_name(min(scope.as_of, running.period.last_day)),
    )


def running_evidence(running: RunningSpend, scale: Scale) -> Text:
    """What the sheet shows: the running period's spend beside a usual one's."""
    return (EVIDENCE_ALONE if running.usual is None else EVIDENCE).format(
        period=running.period.name,
        stated=write(running.stated, MONEY, scale),
        usual=write(running.usual, MONEY, scale),
    )


def _parts(rests: Basis) -> list[Text]:
    if rests.is_whole or rests.share is None:
        return [_until(rests)] if _ends_early(rests) else []
    weight = OF_CUSTOMERS if rests.other == "leads" else OF_SALES
    parts = [
        words.format(n=n, of=of)
        for words, (n, of) in ((MONTHS, rests.months), (CHANNELS, rests.channels))
        if 0 < n < of
    ]
    parts.append(weight.format(share=write(rests.share, RATIO)))
    return [*parts, _until(rests)] if _ends_early(rests) else parts


def _ends_early(rests: Basis) -> bool:
    until, last = rests.until
    return until is not None and last is not None and last - until > LATE * DAY


def _until(rests: Basis) -> Text:
    until, last = (day_name(day) if day else plain("") for day in rests.until)
    return UNTIL.format(other=OTHER_NAMES[rests.other], day=until, last=last)
