"""What a period is compared with, in words, and what has to be said about the comparison."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from salesdash.analysis.lights import change
from salesdash.calendar import Calendar
from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.charts.rows import number
from salesdash.period import DAY, Comparison, Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import COUNT, MONEY, RATIO, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import undated_lines
from salesdash.warehouse.questions.coverage import Edge, datasets_of, edge_of

LAST_YEAR = Text("去年同期", "the same period last year")
PREVIOUS = {
    "year": Text("上年", "the year before"),
    "quarter": Text("上季度", "the quarter before"),
    "month": Text("上月", "the month before"),
    "week": Text("上周", "the week before"),
    "day": Text("前一天", "the day before"),
    None: Text("上一段同样长的时间", "the same number of days before"),
}
AT_THE_MEETING = Text("上次会议（{day}）", "the last meeting’s figures ({day})")
LAST_MEETING = Text("上次会议", "the last meeting’s figures")
FROZEN = Text(
    "对比：{day}上次会议收尾时冻结的数字。",
    "Compared with what was frozen at the last meeting ({day}).",
)
AS_KNOWN_NOW = Text(
    "上次会议没有冻结的数字，按今天的数据看截至{day}。",
    "What the last meeting did not freeze is what the data of today say of {day}.",
)
NOT_BY_THEN = Text(
    "{day}开上次会议时，{period}还没有开始，没有可比的数字。",
    "{period} had not begun by the last meeting ({day}): there is nothing to compare with.",
)
SAME_WORKDAYS = Text("{other}（相同工作日）", "{other} (same workdays)")
SAME_DAYS = Text("{other}（相同天数）", "{other} (as many days)")

UNKNOWN_HOLIDAYS = Text(
    "{years} 年的法定节假日尚未公布，按周一至周五计算工作日。",
    "Public holidays of {years} are not known yet: Monday to Friday is assumed.",
)
FESTIVAL = Text(
    "春节只落在其中一段时间里，对比会受影响。",
    "The Spring Festival falls in one of the two periods only, which distorts the comparison.",
)
TOO_SHORT = Text(
    "订单只有按月（季、年）的合计，分不出{period}卖了多少。",
    "The orders are sums of months (quarters, years): how much of it was sold in {period} is not known.",
)
TO_COME = Text("{period}还没有开始。", "{period} has not begun yet.")
NO_BASE = Text("没有{other}的数据，暂时无法比较。", "There is nothing to compare with for {other}.")
ABSENT = Text(
    "没有{other}的数据：{dataset}数据从{day}才开始。",
    "There is nothing to compare with for {other}: the data of {dataset} begin on {day}.",
)
BEGINS = Text(
    "没有完整的{other}可比：{dataset}数据从{day}才开始。",
    "There is nothing whole to compare with for {other}: the data of {dataset} begin on {day}.",
)
ENDS = Text(
    "无法与{other}比较：{dataset}数据只到{day}。",
    "There is nothing to compare with for {other}: the data of {dataset} end on {day}.",
)
NO_GROWTH = Text(
    "{other}{metric}为 {before}，没有增幅可算。",
    "{other}: {metric} of {before}, on which no growth can be reckoned.",
)
LOOKS_BACK = Text(
    "{metrics}往前看 {n} 个月，而{dataset}数据从{day}才开始，只算有数据的部分。",
    "{metrics} {count:looks|look} back over {n:month|months}; the data of {dataset} cover those from {day} on.",
)
AS_STATED_NOW = Text(
    "有 {n} 行订单写着已取消或已退货，但没有写是哪天的事，按现在的状态计。",
    "{n} order {n:line is|lines are} stated as cancelled or returned without a date, and {n:counts|count} as now.",
)
TIMES = Text("{other}的 {n} 倍", "{n} × {other}")
MANY_TIMES = 10  # from which a rate in percent tells nobody anything
FROM = Text("{other}为 {before}", "from {before}")
FROM_NOTHING = Text("{other}没有", "none in {other}")
OF = Text("{metrics}：{told}", "{metrics}: {told}")
MONTHS_EVENED_OUT = 200  # days; in longer periods a week of holidays hardly counts


def in_view(scope: Scope) -> Scope:
    """The scope with a period to measure progress in: the running year where none is chosen."""
    return scope if scope.period else scope.over(scope.calendar.of(scope.as_of, "year"))


def comparison_of(scope: Scope) -> Comparison:
    return scope.comparison or "last_year"


def other_name(scope: Scope, *, workdays: bool = True) -> Text:
    """What the period is compared with, and that a running one is compared by workdays, or by days
    while none has been worked; of whole months on both sides that goes without saying."""
    how = comparison_of(scope)
    if how == "meeting":
        return AT_THE_MEETING.format(day=day_name(scope.met.as_of)) if scope.met else LAST_MEETING
    grain = scope.period.grain if scope.period else None
    name = LAST_YEAR if how == "last_year" else PREVIOUS[grain]
    if not (workdays and scope.is_running) or _are_months(scope, scope.compared(how)):
        return name
    return (SAME_WORKDAYS if scope.has_worked else SAME_DAYS).format(other=name)


def _are_months(*sides: Scope | None) -> bool:
    spans = [side.elapsed for side in sides if side]
    return all(span and span.start.day == span.end.day == 1 for span in spans)


def day_name(day: date) -> Text:
    """`11月16日` · `16 Nov`, where the year is plain from the context."""
    name = Period.of(day, "day").name
    return Text(name.zh.partition("年")[2], name.en.rpartition(" ")[0])


def notes_on_time(scope: Scope, *, is_compared: bool = True) -> tuple[Text, ...]:
    """What the calendar does to the figure: holidays not known yet, a festival on one side."""
    period = scope.period
    if period is None:
        return ()
    notes = []
    if unknown := unknown_holidays(scope.calendar, period):
        notes.append(unknown)
    if is_compared and _festival_distorts(scope):
        notes.append(FESTIVAL)
    return tuple(notes)


def to_come(scope: Scope) -> Text | None:
    """That the period has not begun by the as-of date, where it is so: it has no figures."""
    if scope.period is None or scope.has_begun:
        return None
    return TO_COME.format(period=scope.period.name)


def no_base(ask: Ask, scope: Scope, metric: str = "sales") -> Text:
    """Why there is nothing to compare with: the period is still to come, the data cover the other side
    in part only, or not at all, or nothing came of it, on which nothing can grow."""
    return (
        to_come(scope)
        or uncovered(ask, scope, metric)
        or _nothing_to_grow_on(ask, scope, METRICS[metric])
        or NO_BASE.format(other=other_name(scope, workdays=False))
    )


def _nothing_to_grow_on(ask: Ask, scope: Scope, metric: Metric) -> Text | None:
    other = scope.compared(comparison_of(scope))
    before = None if other is None else number(ask([metric.key], [], other)[metric.key].iloc[0])
    if before is None or before > 0:
        return None
    return NO_GROWTH.format(
        other=capital(other_name(scope, workdays=False)),
        metric=metric.name,
        before=write(before, metric.unit, scope.scale),
    )


def rate_words(now: float, before: float, scope: Scope) -> Text:
    """By how much it grew or shrank, or how many times the base it is; on a base on which nothing can grow, that
    base, or that there was none."""
    rate = change(now, before)
    other = other_name(scope, workdays=False)
    if rate is not None and rate >= MANY_TIMES - 1:
        return TIMES.format(other=other, n=write(now / before, COUNT))
    if rate is not None:
        return write(rate, RATIO, signed=True)
    words = FROM if before else FROM_NOTHING
    return words.format(other=other, before=write(before, MONEY, scope.scale))


def uncovered(ask: Ask, scope: Scope, metric: str = "sales") -> Text | None:
    """On which day the metric's data begin, or end, within what is compared, or that there was no such period by
    then; None where they cover it."""
    other = scope.compared(comparison_of(scope))
    if other is None and scope.met and scope.period and scope.has_begun:
        return NOT_BY_THEN.format(day=day_name(scope.met.as_of), period=scope.period.name)
    edge = ask.edge(metric, other) if other and scope.has_begun else None
    if edge is None or other is None or other.period is None:
        return None
    begins = BEGINS if edge.day in other.period else ABSENT
    return (begins if edge.begins else ENDS).format(
        other=other_name(scope, workdays=False),
        dataset=lower(DATASETS[edge.dataset].name),
        day=Period.of(edge.day, "day").name,
    )


def notes_on_sides(ask: Ask, scope: Scope, metrics: Iterable[str]) -> tuple[Text, ...]:
    """What has to be known of a comparison: what the data do not cover, and what the calendar does."""
    present = [key for key in metrics if not ask.missing(key)]
    uncovered_keys: dict[Text, list[str]] = {}
    for key in present:
        if words := uncovered(ask, scope, key):
            uncovered_keys.setdefault(words, []).append(key)
    notes = [
        words
        if keys == present
        else OF.format(metrics=join([METRICS[k].name for k in keys]), told=words)
        for words, keys in uncovered_keys.items()
    ]
    if comparison_of(scope) == "meeting" and scope.met:
        notes.append(AS_KNOWN_NOW.format(day=day_name(scope.met.as_of)))
    return (*notes, *notes_on_time(scope))


def frozen_words(scope: Scope, metrics: Iterable[str]) -> Text:
    """That what some of the metrics are compared with was frozen at the last meeting; blank where none was."""
    if scope.met is None or not any(key in scope.frozen for key in metrics):
        return BLANK
    return FROZEN.format(day=day_name(scope.met.as_of))


def notes_on_looking_back(ask: Ask, scope: Scope, metrics: Iterable[str]) -> tuple[Text, ...]:
    """Which metrics look back farther than their data reach: they count what is there."""
    if not scope.has_begun:
        return ()
    end = scope.elapsed.end if scope.elapsed else scope.as_of + DAY
    names: dict[tuple[int, Edge], list[Text]] = {}
    for metric in (METRICS[key] for key in metrics if not ask.missing(key)):
        n = ask.months_back(metric, end - DAY)
        looked_at = Period(add_months(end, -n), end) if n else None
        edge = looked_at and edge_of(ask.coverage, metric, looked_at, scope.calendar)
        if edge and edge.begins:
            names.setdefault((n, edge), []).append(metric.name)
    return tuple(
        LOOKS_BACK.format(
            metrics=join(of_these),
            count=len(of_these),
            n=n,
            dataset=lower(DATASETS[edge.dataset].name),
            day=Period.of(edge.day, "day").name,
        )
        for (n, edge), of_these in names.items()
    )


def as_stated_now(ask: Ask, scope: Scope, metrics: Iterable[str]) -> tuple[Text, ...]:
    """On an earlier day than the newest: that what has no date counts as the file has it now."""
    is_of_orders = any("orders" in datasets_of(METRICS[key]) for key in metrics)
    if scope.as_of >= ask.as_of or not is_of_orders or not ask.has("orders.status"):
        return ()
    lines = undated_lines(ask, scope.as_of)
    return (AS_STATED_NOW.format(n=write(lines, COUNT)),) if lines else ()


def too_short(ask: Ask, scope: Scope, metrics: Iterable[str]) -> tuple[Text, ...]:
    """That the period is too short for orders that came as sums of longer ones."""
    if scope.period is None or not scope.has_begun:
        return ()
    is_too_short = any(ask.told_in_sums(METRICS[key], scope.elapsed) for key in metrics)
    return (TOO_SHORT.format(period=scope.period.name),) if is_too_short else ()


def unknown_holidays(calendar: Calendar, period: Period) -> Text | None:
    """That the holidays of some years of the period are not known, where it is so."""
    years = calendar.unknown_years(period)
    return UNKNOWN_HOLIDAYS.format(years=", ".join(map(str, years))) if years else None


def _festival_distorts(scope: Scope) -> bool:
    other = scope.compared(comparison_of(scope))
    if scope.period is None or other is None or other.period in (None, scope.period):
        return False
    elapsed = scope.period.until(scope.as_of)
    is_short = (elapsed.end - elapsed.start).days <= MONTHS_EVENED_OUT
    return is_short and scope.calendar.festival_on_one_side(elapsed, other.period)


def is_seen(amount: Text) -> bool:
    """Whether an amount, as it is written, is more than nothing."""
    return any(digit in amount.en for digit in "123456789")


def capital(words: Text) -> Text:
    """As a sentence or a label begins."""
    return Text(words.zh, words.en[:1].upper() + words.en[1:])


def lower(name: Text) -> Text:
    """A name within a sentence."""
    return Text(name.zh, name.en.lower())
