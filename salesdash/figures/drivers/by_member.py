"""Why a KPI moved: its change against the comparison, taken apart over the members of a dimension."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from salesdash.analysis.drivers import Bridge
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.catalog.model import Metric
from salesdash.charts.column import Column
from salesdash.charts.compared import gap
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.figures.build import dimension_column
from salesdash.figures.comparison import capital, is_seen, lower, notes_on_time, other_name
from salesdash.figures.drivers.splits import Split, compared_over, driven, split
from salesdash.figures.drivers.wording import (
    BEFORE,
    CHANGE,
    NOW,
    nothing_to_split,
    sides_of,
    whole_words,
)
from salesdash.figures.events import note_on_events
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join
from salesdash.units import MONEY, Unit, write
from salesdash.warehouse.questions.ask import Ask

WORTH_TELLING = 0.1  # of the largest
TITLE = Text(
    "{kpi}为什么变了：与{other}相比，按{dimension}",
    "Why it moved: {kpi} against {other}, by {dimension}",
)
MIX, RATE = Text("结构影响", "Mix effect"), Text("自身影响", "Rate effect")
OTHERS, UNNAMED = Text("其余 {n} 个", "{n} {n:other|others}"), Text("其他", "Other")
FELL, ROSE = Text("拉低：{members}", "down: {members}"), Text("拉高：{members}", "up: {members}")
OF_WHICH = Text(
    "成员占比变化影响 {mix}，成员自身变化影响 {rate}",
    "the mix of members accounts for {mix}, their own rates for {rate}",
)
OF_SIDE = Text(
    "{side} {before} → {now}，影响 {effect}：成员占比变化 {mix}，成员自身变化 {rate}。",
    "{side} {before} → {now} accounts for {effect}: the mix of members {mix}, their own rates {rate}.",
)
SIDE_EFFECT = Text("{side}的{effect}", "{side}: {effect}")
OVERLAPS = Text(
    "同一个客户或订单会算在几个{dimension}里，各自的变化不能相加，所以并列来看。",
    "A customer or an order may count with more than one {dimension}: their changes do not add up and stand "
    "side by side.",
)
ADDS_UP = Text(
    "各项相加正好等于总变化；“其他”是没有归属的部分。",
    "The parts add up to the whole change; “Other” is what belongs to no member.",
)
SYMMETRIC = Text(
    "每个成员的影响 = 占比变化的影响 + 自身比率变化的影响，权重取两期平均（对称分解）。",
    "Each member's effect is that of its share plus that of its own rate, weighed by the mean of "
    "both periods (symmetric).",
)
ONE_SIDE = Text(
    "只属于一边的成员，列出的是它在这一边的数值；它的影响等于这一边因它而变的部分。",
    "A member of one side only stands with its own figure there; its effect is what it did to that side.",
)


def drivers(ask: Ask, scope: Scope, metric: Metric, dimension: str) -> Figure:
    """From the comparison's value to the period's, member by member; it adds up."""
    kpi, scope = driven(metric), compared_over(scope, metric)
    change_split = split(ask, scope, kpi, dimension)
    if change_split is None:
        return _not_taken_apart(ask, scope, metric, dimension)
    if change_split.overlaps:
        return _side_by_side(change_split, metric, scope, dimension)
    steps = _steps(change_split, dimension)
    name = dimension_column(dimension)
    moved = Column("moved", CHANGE, change_split.unit)
    start, end = sides_of(scope, kpi.key)
    written = scope
    if MONEY in (kpi.unit, change_split.unit):
        written = in_one_unit(scope, steps, (moved,), change_split.before, change_split.now)
    return Figure.of(
        scope,
        f"drivers_{metric.key}_{dimension}",
        _title(kpi, scope, dimension),
        steps,
        (
            name,
            Column("before", BEFORE, kpi.unit),
            Column("now", NOW, kpi.unit),
            moved,
            *_effect_columns(change_split),
        ),
        lambda look: gap.waterfall(
            steps,
            name,
            moved,
            look,
            start=(start, change_split.before),
            end=(end, change_split.now),
            level=kpi.unit,
            rest=_rest_name(change_split.bridge().others),
            falls_are_good=kpi.direction == "down",
        ),
        sentence=_finding(change_split, dimension, written),
        also=(change_split.before, change_split.now) if kpi.unit is MONEY else (),
        metrics=(metric.key,),
        notes=(
            *([parts] if (parts := _parts(change_split, dimension, written)) else []),
            *_side_words(change_split, written),
            *_rules(change_split),
            *note_on_events(ask, scope, scope.elapsed),
            *notes_on_time(scope),
        ),
    )


def _side_by_side(change_split: Split, metric: Metric, scope: Scope, dimension: str) -> Figure:
    """Each member's own change, where one customer or order is counted with several of them."""
    kpi = change_split.metric
    frame = change_split.frame.assign(
        changed=change_split.frame["now"].fillna(0) - change_split.frame["before"].fillna(0)
    )
    frame = frame.reindex(frame["changed"].abs().sort_values(ascending=False, kind="stable").index)
    frame = frame.reset_index(names=dimension)
    frame[dimension] = frame[dimension].replace({"": None})
    columns = (
        dimension_column(dimension),
        Column("before", BEFORE, kpi.unit),
        Column("now", NOW, kpi.unit),
        Column("changed", CHANGE, change_split.unit),
    )
    return Figure.of(
        scope,
        f"drivers_{metric.key}_{dimension}",
        _title(kpi, scope, dimension),
        frame,
        columns,
        sentence=(whole_words(kpi, change_split.before, change_split.now, scope) + Text("。", ".")),
        metrics=(metric.key,),
        notes=(
            OVERLAPS.format(dimension=lower(DIMENSIONS[dimension].name)),
            *notes_on_time(scope),
        ),
    )


def _title(kpi: Metric, scope: Scope, dimension: str) -> Text:
    other, by = other_name(scope, workdays=False), lower(DIMENSIONS[dimension].name)
    return TITLE.format(kpi=kpi.name, other=other, dimension=by)


def _steps(change_split: Split, dimension: str) -> pd.DataFrame:
    """The bridge as rows: gains, the rest, losses; what is left over in one line of its own."""
    bridge = change_split.bridge()
    rows = [_row(change_split, member, amount) for member, amount in bridge.gains]
    if bridge.rest or bridge.others:
        rows.append(_rest_row(change_split, bridge))
    rows += [_row(change_split, member, amount) for member, amount in reversed(bridge.losses)]
    columns = ["before", "now", "moved", *(column.key for column in _effect_columns(change_split))]
    return pd.DataFrame(rows, columns=["member", *columns]).rename(columns={"member": dimension})


def _row(change_split: Split, member: str, moved: Decimal) -> dict[str, object]:
    columns = {str(key): value for key, value in change_split.frame.loc[member].items()}
    return {**columns, "member": member or None, "moved": float(moved)}


def _rest_row(change_split: Split, bridge: Bridge) -> dict[str, object]:
    row: dict[str, object] = {"member": _rest_name(bridge.others), "moved": float(bridge.rest)}
    if not change_split.is_ratio:
        shown = [member for member, _ in (*bridge.gains, *bridge.losses)]
        for side, whole in (("before", change_split.before), ("now", change_split.now)):
            row[side] = whole - change_split.frame.loc[shown, side].sum()
    return row


def _rest_name(others: int) -> Text:
    return OTHERS.format(n=others) if others else UNNAMED


def _effect_columns(change_split: Split) -> list[Column]:
    """How much of a member's effect is mix and how much its own rate; on each of the sides."""
    if not change_split.is_ratio:
        return []
    effects = (("mix", MIX), ("rate", RATE))
    if not change_split.sides:
        return [Column(key, title, change_split.unit) for key, title in effects]
    return [
        Column(
            f"{side.metric.key}_{key}",
            SIDE_EFFECT.format(side=side.metric.name, effect=lower(title)),
            change_split.unit,
        )
        for side in change_split.sides
        for key, title in effects
    ]


def _rules(change_split: Split) -> tuple[Text, ...]:
    if not change_split.is_ratio:
        return (ADDS_UP,)
    return (SYMMETRIC, ONE_SIDE) if change_split.sides else (SYMMETRIC,)


def _side_words(change_split: Split, scope: Scope) -> list[Text]:
    """What each side of a difference did, and how much of it is mix and how much the members' own rates."""

    def signed(amount: float) -> Text:
        return write(amount, change_split.unit, scope.scale, signed=True)

    return [
        OF_SIDE.format(
            side=side.metric.name,
            before=write(side.before, side.metric.unit, scope.scale),
            now=write(side.now, side.metric.unit, scope.scale),
            effect=signed(side.effect),
            mix=signed(change_split.frame[f"{side.metric.key}_mix"].sum()),
            rate=signed(change_split.frame[f"{side.metric.key}_rate"].sum()),
        )
        for side in change_split.sides
    ]


def _finding(change_split: Split, dimension: str, scope: Scope) -> Text:
    """The change of the whole, and who made most of it."""
    bridge = change_split.bridge()
    whole = whole_words(
        change_split.metric, change_split.before, change_split.now, scope, levels=False
    )
    way, side = (FELL, bridge.losses) if change_split.change < 0 else (ROSE, bridge.gains)
    members = _named_changes(side[:1], dimension, change_split.unit, scope)
    if not members.en or not is_seen(
        write(abs(change_split.change), change_split.unit, scope.scale)
    ):
        return whole + Text("。", ".")
    return whole + Text("，", "; ") + way.format(members=members) + Text("。", ".")


def _parts(change_split: Split, dimension: str, scope: Scope) -> Text:
    """Who made the change, those in its direction first, and what mix and rates made of it."""
    bridge, unit = change_split.bridge(), change_split.unit
    sides = [
        words.format(members=members)
        for words, side in ((ROSE, bridge.gains), (FELL, bridge.losses))
        if (members := _named_changes(side, dimension, unit, scope)).en
    ]
    if change_split.change < 0:
        sides.reverse()
    if change_split.is_ratio and change_split.is_whole and not change_split.sides:
        effects = {key: change_split.frame[key].sum() for key in ("mix", "rate")}
        sides.append(
            OF_WHICH.format(
                **{k: write(v, unit, scope.scale, signed=True) for k, v in effects.items()}
            )
        )
    return capital(join(sides, zh="；", en="; ")) + Text("。", ".") if sides else BLANK


def _named_changes(
    members: tuple[tuple[str, Decimal], ...], dimension: str, unit: Unit, scope: Scope
) -> Text:
    """The first two that are worth it, each with its part; nothing where all are too small."""
    amounts = {member: float(amount) for member, amount in members[:2]}
    least = WORTH_TELLING * max(map(abs, amounts.values()), default=0.0)
    written = {m: write(a, unit, scope.scale, signed=True) for m, a in amounts.items()}
    return join(
        [
            member_name(dimension, member) + Text(" ", " ") + words
            for member, words in written.items()
            if abs(amounts[member]) >= least and is_seen(words)
        ]
    )


def _not_taken_apart(ask: Ask, scope: Scope, metric: Metric, dimension: str) -> Figure:
    kpi = driven(metric)
    missing = ask.missing(kpi)
    return Figure.lacking(
        scope,
        f"drivers_{metric.key}_{dimension}",
        _title(kpi, scope, dimension),
        sentence=BLANK if missing else nothing_to_split(ask, scope, kpi),
        metrics=(metric.key,),
        missing=missing,
    )
