"""Who gets his goods late, and since when: lines past the limit, shipped or not."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.grids import heatmap
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.sentences import lower
from salesdash.figures.ties import also
from salesdash.period import Period, add_months
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.units import COUNT, RATIO, write
from salesdash.warehouse.questions.ask import Ask

NEEDED = ("orders.ship_date",)
ASKED = ("late_share", "shipped_in_time", "ship_days", "due_lines", "late_lines", "unshipped_lines")
MOST_ROWS = 12
# Lines due in a month, of which a share says something, and months in a row that are no chance; how many
# months before the period a run is followed back, so that a single month does not hide it; ours.
FEWEST, MONTHS, FOLLOWED_BACK = 10, 2, 12
FULL = 0.15  # how far from the green limit a colour is full: from there on it is told by its number
IN_TIME = Text("准时发货率：{by} × {of}", "Shipped in time: {by} × {of}")
BY_MONTH = Text("准时发货率：{of}逐月", "Shipped in time: {of} by month")
TABLE = Text("{by}发货：中位天数与晚发", "Delivery by {by}: median days and lines late")
ALL = Text(
    "{due} 行已发出或已超时，其中 {late} 行晚发（{share}）{waiting}。",
    "Of {due} {due:line|lines} shipped or overdue {late} {late:was|were} late ({share}){waiting}.",
)
OVERDUE = Text("，{n} 行超时还没发", ", {n} of them not shipped yet")
STILL = Text("，其中 {n} 行还没发", ", {n} not shipped yet")
NONE_LATE = Text(
    "{due} 行已发出，没有一行晚发。", "All {due} {due:line|lines} due {due:was|were} in time."
)
SINCE = Text(
    "{name}自{month}起晚发超过 {limit}：{last}晚发 {share}（{late} 行{waiting}），其余 {others}。",
    "{name} has been over {limit} late since {month}: {share} in {last} ({late} {late:line|lines}{waiting}), the "
    "others {others}.",
)
NOBODY = Text(
    "没有{of}的晚发连续 {months} 个月超过 {limit}（每月至少 {fewest} 行才算）。",
    "No {of} with at least {fewest} lines a month has been over {limit} late for {months} months running.",
)
CUT = Text("只画订单行最多的 {n} 个。", "Only the {n} with most lines are drawn.")


@dataclass(frozen=True, slots=True)
class LateRun:
    """A member whose lines have been late for months in a row, up to the last one: since when, and the
    share late in it beside that of the others, with its late lines and those not shipped yet. `alike` are as late."""

    member: str
    since: Period
    last: Period
    share: float
    late: int
    waiting: int
    others: float
    alike: tuple[str, ...] = ()


def figures(ask: Ask, scope: Scope, by: str) -> list[Figure]:
    """By whom and what, then what month by month; one empty place where shipments are not known."""
    if not ask.has(NEEDED[0]):
        title = IN_TIME.format(by=DIMENSIONS[by].name, of=DIMENSIONS[_other(by)].name)
        return [
            Figure.lacking(scope, "delivery", title, metrics=("shipped_in_time",), missing=NEEDED)
        ]
    return [by_member_and(ask, scope, by), by_month(ask, scope, by)]


def of_one(ask: Ask, scope: Scope, by: str) -> list[Figure]:
    """The same of the one member of `by` that the scope is about: month by month, then by what is sent."""
    if not ask.has(NEEDED[0]):
        return figures(ask, scope, by)
    return [by_month(ask, scope, by), table(ask, scope, _other(by))]


def by_member_and(ask: Ask, scope: Scope, by: str) -> Figure:
    """The share in time of each member and category, a cell each; blank where nothing was due."""
    of = _other(by)
    frame = _due(ask(ASKED, (by, of), scope), by, of)
    name, across = dimension_column(by), dimension_column(of)
    return _grid(
        ask, scope, "delivery",
        IN_TIME.format(by=name.title, of=lower(of)), _most(frame, by), name, across,
        sentence=_sentence(ask, scope),
        notes=_cut(frame, by),
    )  # fmt: skip


def by_month(ask: Ask, scope: Scope, by: str) -> Figure:
    """The share in time of each category month by month, and who has been late since when."""
    of = _other(by)
    frame = _monthly(ask, scope, of)
    run = running_late(ask, scope, of)
    shown = _most(frame, of)
    return _grid(
        ask, scope, "delivery_by_month", BY_MONTH.format(of=DIMENSIONS[of].name),
        shown.assign(month=[Period.parse(month).start for month in shown["month"]]),
        dimension_column(of), dimension_column("month"),
        sentence=BLANK if frame.empty else late_words(run, of, ask.rules["late_from"]),
        notes=_cut(frame, of),
    )  # fmt: skip


def table(ask: Ask, scope: Scope, by: str) -> Figure:
    """One row per member: lines due, late, not shipped yet, and the median days to ship."""
    keys = ("due_lines", "late_lines", "unshipped_lines", "late_share", "ship_days")
    if not ask.has(NEEDED[0]):
        return Figure.lacking(
            scope, "delivery_table", TABLE.format(by=lower(by)), metrics=keys, missing=NEEDED
        )
    frame = _due(ask(ASKED, (by,), scope), by).sort_values(
        "late_share", ascending=False, kind="stable", ignore_index=True
    )
    return Figure.of(
        scope, "delivery_table", TABLE.format(by=lower(by)), frame,
        (dimension_column(by), *map(metric_column, keys)), metrics=("late_share", "ship_days"),
    )  # fmt: skip


def running_late(ask: Ask, scope: Scope, of: str) -> LateRun | None:
    """Who has been late beyond the limit for months in a row up to the scope's last one."""
    return late_run(_monthly(ask, _followed_back(scope), of), of, ask.rules["late_from"])


def late_words(run: LateRun | None, of: str, limit: float) -> Text:
    """Since when who has been late, or that nobody has."""
    if run is None:
        return NOBODY.format(
            of=lower(of), limit=write(limit, RATIO), months=write(MONTHS, COUNT),
            fewest=write(FEWEST, COUNT),
        )  # fmt: skip
    return SINCE.format(
        name=member_name(of, run.member), month=run.since.name, last=run.last.name,
        limit=write(limit, RATIO), share=write(run.share, RATIO), late=write(run.late, COUNT),
        waiting=still(run.waiting), others=write(run.others, RATIO),
    ) + also([member_name(of, name) for name in run.alike])  # fmt: skip


def late_run(frame: pd.DataFrame, of: str, limit: float) -> LateRun | None:
    """The member with most late lines in the last month among those late beyond the limit in it and in
    the one before.

    `frame` has a row per member and month (`2025-03`): `due_lines`, `late_lines`, `unshipped_lines`.
    The run goes back over the months in a row in which it was late beyond the limit.
    """
    if frame.empty:
        return None
    last = Period.parse(str(frame["month"].max()))
    late = frame[
        (frame["due_lines"] >= FEWEST) & (frame["late_lines"] > limit * frame["due_lines"])
    ]
    now = frame[frame["month"] == str(last)]
    runs = {member: _run(set(own["month"]), last) for member, own in late.groupby(of)}
    long_enough = [member for member, run in runs.items() if len(run) >= MONTHS]
    worst_first = now[now[of].isin(long_enough)].sort_values(
        ["late_lines", of], ascending=[False, True], kind="stable"
    )
    if worst_first.empty:
        return None
    worst = worst_first.iloc[0]
    as_late = worst_first[
        (worst_first["late_lines"] == worst["late_lines"])
        & (worst_first["due_lines"] == worst["due_lines"])
    ]
    others = now[now[of] != worst[of]]
    return LateRun(
        member=str(worst[of]),
        since=runs[worst[of]][0],
        last=last,
        share=worst["late_lines"] / worst["due_lines"],
        late=int(worst["late_lines"]),
        waiting=int(worst["unshipped_lines"]),
        others=others["late_lines"].sum() / others["due_lines"].sum() if len(others) else 0.0,
        alike=tuple(map(str, as_late[of].iloc[1:])),
    )


def _run(late: set[str], last: Period) -> list[Period]:
    """The months in a row, up to the last, that are among the late ones."""
    run: list[Period] = []
    month = last
    while str(month) in late:
        run.insert(0, month)
        month = month.shifted("previous")
    return run


def _other(by: str) -> str:
    """What goods are told by, beside who sells them."""
    return "channel" if by == "category" else "category"


def _due(frame: pd.DataFrame, *by: str) -> pd.DataFrame:
    named = frame[list(by)].notna().all(axis=1)
    return frame[named & (frame["due_lines"] > 0)].reset_index(drop=True)


def _monthly(ask: Ask, scope: Scope, of: str) -> pd.DataFrame:
    return _due(ask(ASKED, (of, "month"), scope), of, "month")


def _followed_back(scope: Scope) -> Scope:
    if scope.period is None:
        return scope
    start = add_months(scope.period.start, -FOLLOWED_BACK)
    return scope.over(Period(start, scope.period.end))


def _most(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The members with most lines, most first."""
    lines = frame.groupby(by)["due_lines"].sum().sort_values(ascending=False, kind="stable")
    order = {name: at for at, name in enumerate(lines.index[:MOST_ROWS])}
    shown = frame[frame[by].isin(order)]
    return shown.sort_values(
        by, key=lambda names: names.map(order), kind="stable", ignore_index=True
    )


def _cut(frame: pd.DataFrame, by: str) -> tuple[Text, ...]:
    return (CUT.format(n=MOST_ROWS),) if frame[by].nunique() > MOST_ROWS else ()


def _grid(
    ask: Ask, scope: Scope, key: str, title: Text, frame: pd.DataFrame, name: Column, across: Column,
    *, sentence: Text, notes: tuple[Text, ...],
) -> Figure:  # fmt: skip
    value = metric_column("shipped_in_time")
    numbers = ("late_share", "ship_days", "due_lines", "late_lines", "unshipped_lines")
    green = ask.lights["shipped_in_time"].green
    middle = None if isinstance(green, tuple) else green
    return Figure.of(
        scope, key, title, frame, (name, across, value, *map(metric_column, numbers)),
        lambda look: heatmap.grid(frame, across, name, value, look, middle=middle, extent=FULL),
        sentence=sentence, metrics=("shipped_in_time", "ship_days"), notes=notes,
    )  # fmt: skip


def _sentence(ask: Ask, scope: Scope) -> Text:
    whole = ask(ASKED, (), scope).iloc[0]
    if not whole["due_lines"] > 0:
        return BLANK
    due, late = (write(whole[key], COUNT) for key in ("due_lines", "late_lines"))
    if not whole["late_lines"]:
        return NONE_LATE.format(due=due)
    return ALL.format(
        due=due,
        late=late,
        share=write(whole["late_share"], RATIO),
        waiting=still(whole["unshipped_lines"], OVERDUE),
    )


def still(lines: float, words: Text = STILL) -> Text:
    """How many of the lines late are not shipped yet, where there are any."""
    return words.format(n=write(lines, COUNT)) if lines > 0 else BLANK
