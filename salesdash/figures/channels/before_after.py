"""What changed after a date or an event, beside the rest in the same weeks; never what caused it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from salesdash.analysis.channels.before_after import (
    WEEK,
    AcrossDay,
    Daily,
    DailySums,
    Effect,
    before_after,
    course,
)
from salesdash.catalog.channels.before_after import BEFORE_AFTER
from salesdash.catalog.channels.pricing import HANGOVER
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.over_time import trend
from salesdash.charts.over_time.events import Event
from salesdash.figures.build import dimension_column
from salesdash.figures.channels.sentences import lower
from salesdash.figures.comparison import capital, day_name
from salesdash.figures.events import events_in
from salesdash.period import DAY, Period
from salesdash.scope import Scope
from salesdash.text import Text, join, plain
from salesdash.units import MONEY, RATIO, Unit, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.events import OF, events

# What may be added up over days.
MEASURES = ("sales", "gross_profit", "orders", "new_customers", "quantity")
TITLE = Text("{moment}前后：{measure}", "Before and after {moment}: {measure}")
SIDES = Text("每个工作日的{measure}", "{measure} by the workday")
SIDES_OF_RATE = Text("{measure}：之前与之后", "{measure}, before and after")
WEEKS = Text("{n} 周", "{n} {n:week|weeks}")
WEEK_OF, INDEX = (
    Text("周", "Week"),
    Text("以之前各周平均为 100%", "Mean of the weeks before = 100%"),
)
WHO, REST = Text("对象", "Who"), Text("其他{dimension}", "All others")
YEAR_BEFORE = Text("{name}，上年同期", "{name}, last year")
BEFORE, AFTER = Text("之前", "Before"), Text("之后", "After")
CHANGE = Text("变化", "Change")
MORE = Text(
    "之后 {n} 周，{member}的{measure}比应有水平高 {rate}（共多 {more}），超出平时的波动。",
    "{n} {n:week|weeks} on, {measure} of {member} lay {rate} above what was due ({more} in all), beyond the usual "
    "swings.",
)
LESS = Text(
    "之后 {n} 周，{member}的{measure}比应有水平低 {rate}（共少 {more}），超出平时的波动。",
    "{n} {n:week|weeks} on, {measure} of {member} lay {rate} below what was due ({more} in all), beyond the usual "
    "swings.",
)
SAME = Text(
    "看不出差别：{member}的{measure}与应有水平差 {rate}，平时的波动是 {low} 至 {high}。",
    "No difference to be seen: {measure} of {member} {rate} off what was due (usual: {low} to {high}).",
)
HIGHER = Text(
    "之后 {n} 周，{member}的{measure}为 {level}，高于应有的 {due}，超出平时的波动。",
    "{n} {n:week|weeks} on, {measure} of {member} is {level}, above the {due} that was due, beyond the usual swings.",
)
LOWER = Text(
    "之后 {n} 周，{member}的{measure}为 {level}，低于应有的 {due}，超出平时的波动。",
    "{n} {n:week|weeks} on, {measure} of {member} is {level}, below the {due} that was due, beyond the usual swings.",
)
SAME_RATE = Text(
    "看不出差别：{member}的{measure}为 {level}，应有 {due}，平时的波动是 {low} 至 {high}。",
    "No difference to be seen: {measure} of {member} is {level}, {due} was due (usual: {low} to {high}).",
)
EARLY = Text(
    "之后才 {n} 个整周，下结论还早，满 {least} 周再看。",
    "Only {n} whole {n:week has|weeks have} passed since: too early to tell before {least}.",
)
UNKNOWN = Text(
    "{member}此前的{measure}不足 {least} 个整周，或者太零散，没有可比的基准。",
    "{measure} of {member} before it are too few (under {least} whole weeks) or too scattered to compare with.",
)
NOTHING_LEFT = Text(
    "没有其他{dimension}可以对照，只与自己的上年同期比。",
    "There is no other {dimension} beside it: it is compared with its own year before alone.",
)
NO_YEAR = Text(
    "上年同期的数据不全或赶上长假，季节的影响没有扣除。",
    "The same weeks of the year before are not loaded whole, or fell on holidays: what the season does is not taken "
    "out.",
)
RULE = Text(
    "应有水平 = 之前的水平（金额和数量按每个工作日）× 其他{dimension}同期的变化，上年同期有数据的，再乘自己上年同期"
    "相对其他的变化。前后各 {n} 周，少于 {workdays} 个工作日的周不计。前后不同不等于因果。",
    "What was due = the level before (of amounts and numbers, of a workday) × the change of the others in the same "
    "weeks, and, where the year before is loaded, × how it went beside the others then. {n} {n:week|weeks} on either "
    "side; weeks of under {workdays} {workdays:workday|workdays} do not count. That it differs does not say why.",
)
OURS = Text(
    "我们的规则：差别超过平时的 {errors} 倍才算；平时的波动看的是更早各周做同样对比的差别，可比的不足 {others} 次时，"
    "看这些周自身的波动。",
    "Our rule: a difference counts beyond {errors} times the usual one, which is that of the same comparison at all "
    "earlier weeks, or, with fewer than {others} of these, follows from the spread of the weeks.",
)


def moments(ask: Ask, scope: Scope, by: str) -> dict[str, tuple[Text, str]]:
    """The first days of the events that are loaded, newest first: what happened, and the member of `by` that
    all of it was of, if it was one."""
    orders = ask.coverage["orders"]
    first = orders.first_day or scope.as_of
    if first > scope.as_of:
        return {}
    happened = events(ask, scope, Period(first, scope.as_of + DAY), HANGOVER)
    happened = happened[(happened["first"] >= first) & (happened["first"] <= scope.as_of)]
    choices: dict[str, tuple[Text, str]] = {}
    for day, own in sorted(happened.groupby("first"), reverse=True):
        members = set(own[by].dropna()) if by in OF else set()
        member = members.pop() if len(members) == 1 and own[by].notna().all() else ""
        choices[str(day)] = (join([plain(text) for text in own["text"]]), str(member))
    return choices


def can_compare(measure: str) -> bool:
    """Whether it adds up over days, or is a rate of two that do."""
    metric = METRICS[measure]
    parts = [METRICS.get(metric.over), METRICS.get(metric.under)]
    return measure in MEASURES or all(
        part and (part.additive or part.key in MEASURES) for part in parts
    )


def latest(ask: Ask, scope: Scope, by: str) -> date:
    """The newest event after which enough weeks have passed; without one, so many weeks before the as-of date."""
    long_ago = scope.as_of + DAY - BEFORE_AFTER.least * WEEK
    days = [date.fromisoformat(day) for day in moments(ask, scope, by)]
    return next((day for day in days if day <= long_ago), long_ago)


def measures(ask: Ask) -> dict[str, Text]:
    return {key: METRICS[key].name for key in MEASURES if not ask.missing(key)}


def weeks_offered() -> dict[str, Text]:
    """How many weeks are compared, the usual number first."""
    return {str(n): WEEKS.format(n=n) for n in BEFORE_AFTER.weeks}


def indexed(
    ask: Ask, scope: Scope, by: str, member: str, day: date, weeks: int, measure: str = "sales"
) -> Figure:
    """The weekly courses of the member and of the rest around the day, as parts of their level before it."""
    days = days_of(ask, scope, by, member, measure)
    effect = before_after(days, day, weeks, BEFORE_AFTER)
    rest = REST.format(dimension=lower(by))
    rows = [
        (week.start, who, part)
        for week, own, others in course(days, day, weeks, BEFORE_AFTER)
        for who, part in ((member, own), (rest, others))
        if part is not None
    ]
    frame = pd.DataFrame(rows, columns=["week", by, "index"])
    x, y = Column("week", WEEK_OF, of="week"), Column("index", INDEX, RATIO)
    who = dimension_column(by, WHO)
    happened = _happened(ask, scope, day)
    return Figure.of(
        scope, "before_after", TITLE.format(moment=_moment(ask, scope, day), measure=METRICS[measure].name),
        frame, (who, x, y),
        lambda look: trend.line(frame, x, y, look, color=who, happened=happened),
        sentence=_told(scope, by, member, measure, effect),
        metrics=(measure,),
        notes=_notes(by, weeks, effect),
        span=_span(day, weeks, scope).name,
    )  # fmt: skip


def sides(
    ask: Ask, scope: Scope, by: str, member: str, day: date, weeks: int, measure: str = "sales"
) -> Figure | None:
    """What a workday brought before and after: the member, the rest, and both a year before; None where
    that cannot be told."""
    days = days_of(ask, scope, by, member, measure)
    effect = before_after(days, day, weeks, BEFORE_AFTER)
    if effect.own is None:
        return None
    rest, own = REST.format(dimension=lower(by)), member_name(by, member)
    sides: Sequence[tuple[object, AcrossDay | None]] = (
        (member, effect.own),
        (rest, effect.rest),
        (YEAR_BEFORE.format(name=own), effect.own_last_year),
        (YEAR_BEFORE.format(name=rest), effect.rest_last_year),
    )
    frame = pd.DataFrame(
        [(who, one.before, one.after, one.times - 1) for who, one in sides if one],
        columns=[by, "before", "after", "change"],
    )
    metric = METRICS[measure]
    unit, title = metric.unit, SIDES_OF_RATE if metric.under else SIDES
    return Figure.of(
        scope, "before_after_sides", title.format(measure=metric.name), frame,
        (
            dimension_column(by, WHO), Column("before", BEFORE, unit), Column("after", AFTER, unit),
            Column("change", CHANGE, RATIO, is_change=True),
        ),
        metrics=(measure,),
        notes=_notes(by, weeks, effect),
        span=_span(day, weeks, scope).name,
    )  # fmt: skip


def days_of(ask: Ask, scope: Scope, by: str, member: str, measure: str) -> DailySums:
    """The daily sums of a member and of all others that the filters let through, as far as is loaded."""
    orders = ask.coverage["orders"]
    covered = Period(min(orders.first_day or scope.as_of, scope.as_of), scope.as_of + DAY)
    within = replace(scope.over(covered), comparison=None)
    metric = METRICS[measure]
    parts = (metric.over, metric.under) if metric.under else (measure,)
    own = _by_day(ask, within.where(by, member), parts)
    rest = _by_day(ask, within, parts).sub(own, fill_value=0.0)
    return DailySums(
        _daily(own), _daily(rest) if rest.to_numpy().any() else None, covered, scope.calendar
    )


def _by_day(ask: Ask, scope: Scope, keys: Sequence[str]) -> pd.DataFrame:
    """One row per day with one of them, a column for each; what is not known of a day is 0."""
    frame = ask(list(keys), ("day",), scope).set_index("day").astype(float)
    return frame.dropna(how="all").fillna(0.0)


def _daily(sums: pd.DataFrame) -> Daily:
    """The first column, of the second where there is one."""
    days = [date.fromisoformat(str(day)) for day in sums.index]
    amounts, *whole = (dict(zip(days, map(float, sums[key]), strict=True)) for key in sums)
    return Daily(amounts, *whole)


def _happened(ask: Ask, scope: Scope, day: date) -> tuple[Event, ...]:
    """The events that begin on the day, else the day itself."""
    that_day = tuple(
        one for one in events_in(ask, scope, Period.of(day, "day")) if one.first == day
    )
    return that_day or (Event(day, day, day_name(day)),)


def _moment(ask: Ask, scope: Scope, day: date) -> Text:
    """The day by name, and what began on it."""
    name = Period.of(day, "day").name
    names = [one.words for one in _happened(ask, scope, day) if one.words != day_name(day)]
    words = join(names)
    return Text(
        f"{name.zh}“{words.zh}”" if names else name.zh,
        f"{words.en} ({name.en})" if names else name.en,
    )


def _span(day: date, weeks: int, scope: Scope) -> Period:
    return Period(day - weeks * WEEK, min(day + weeks * WEEK, scope.as_of + DAY))


def _told(scope: Scope, by: str, member: str, measure: str, effect: Effect) -> Text:
    metric = METRICS[measure]
    words: dict[str, object] = {
        "member": member_name(by, member),
        "measure": Text(metric.name.zh, metric.name.en.lower()),
        "n": effect.after,
        "least": BEFORE_AFTER.least,
    }
    if effect.verdict == "early":
        return EARLY.format(**words)
    if effect.rate is None or effect.more is None or effect.usual is None:
        return capital(UNKNOWN.format(**words))
    if metric.under:
        return _of_rate(metric.unit, effect, words)
    if effect.verdict == "same":
        low, high = (write(rate, RATIO, signed=True) for rate in effect.usual)
        return SAME.format(**words, rate=write(effect.rate, RATIO, signed=True), low=low, high=high)
    return (MORE if effect.verdict == "more" else LESS).format(
        **words,
        rate=write(abs(effect.rate), RATIO),
        more=_amount(abs(effect.more), metric.unit, scope),
    )


def _of_rate(unit: Unit, effect: Effect, words: Mapping[str, object]) -> Text:
    """The rate itself, beside the one that was due: a percentage of a percentage would be read as points."""
    assert effect.own
    assert effect.expected is not None
    assert effect.usual
    low, high = (write(effect.expected * (1 + rate), unit) for rate in effect.usual)
    level, due = write(effect.own.after, unit), write(effect.expected, unit)
    told = {"same": SAME_RATE, "more": HIGHER, "less": LOWER}[effect.verdict]
    return told.format(**words, level=level, due=due, low=low, high=high)


def _amount(amount: float, unit: Unit, scope: Scope) -> Text:
    if unit is not MONEY:
        return write(round(amount), unit)
    return write(amount, unit, in_one_unit(scope, pd.DataFrame(), (), amount).scale)


def _notes(by: str, weeks: int, effect: Effect) -> tuple[Text, ...]:
    words = {
        "dimension": lower(by),
        "n": weeks,
        "workdays": BEFORE_AFTER.workdays,
        "errors": f"{BEFORE_AFTER.errors:g}",
        "others": BEFORE_AFTER.others,
    }
    has_sides = effect.own is not None
    return (
        *([NOTHING_LEFT.format(**words)] if has_sides and effect.rest is None else []),
        *([NO_YEAR] if has_sides and effect.own_last_year is None else []),
        RULE.format(**words),
        OURS.format(**words),
    )
