"""Across and along: each figure of a member beside its peers and beside its own past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isfinite

import pandas as pd

from salesdash.analysis.channels.beside import PlaceAmong, place
from salesdash.analysis.lights import change, judge
from salesdash.catalog.channels.one_member import FOREMOST, MEASURED
from salesdash.catalog.dimensions import member_name
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.model import Metric
from salesdash.catalog.overrides import worded
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.channels.not_shown import left_out
from salesdash.figures.channels.one_member.measured import (
    ByMember,
    Sides,
    declared,
    is_of_spend,
    measured,
    told,
)
from salesdash.figures.channels.sentences import STOP, lower, of_period
from salesdash.figures.channels.side_by_side import on_spend
from salesdash.figures.channels.verdicts import judged_scope
from salesdash.figures.comparison import capital, in_view
from salesdash.figures.lights.current import as_it_stood, by_month, complete_months, reserve
from salesdash.figures.lights.wording import LIGHT_NAMES, needs_words
from salesdash.figures.two_sides import named_for, spent_scope
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import DAYS, MONTHS, POINTS, RATIO, apart, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coming import is_of_coming

TITLE = Text("{name}：横向比同类，纵向比自己", "{name} beside its peers, and its own past")
BRIEF = Text("与同类和去年比", "Beside its peers and last year")
MEASURE, VALUE, LIGHT = Text("指标", "Measure"), Text("数值", "Value"), Text("状态", "Light")
OTHERS, BEST = Text("同类中位", "Peers' median"), Text("最好", "Best")
RANK, OF = Text("排名", "Rank"), Text("{rank}/{of}", "{rank} of {of}")
BEFORE, CHANGED = Text("去年同期", "Last year"), Text("比去年", "On last year")
PREVIOUS, COURSE = Text("上期", "Before"), Text("近 12 个月", "Course")
THAN_PEERS = Text("{good}/{n} 项好于同类中位", "Better than its peers in {good} of {n}")
THAN_BEFORE = Text("{gained}/{known} 项好于去年", "better than last year in {gained} of {known}")
AT_BEST = Text("{name} {value}", "{name} {value}")
NOT_PAID = Text("还没回本", "not yet")
PEERS = Text(
    "同类是其他{dimension}：中位数不含它自己；排名含它，最好的排第一。",
    "Its peers are the others, by {dimension}: the median is without it, the rank with it, the best first.",
)
MEANS = Text("{name}：{definition}。", "{name}: {definition}.")
STILL_MISSING = Text("还缺的数据", "Still missing")
NEEDS = Text("{metrics}：缺{needs}。", "{metrics}: {needs} missing.")
RISES, FALLS = "↑", "↓"
MOST_FOREMOST = 6
# what moves by as much of its own unit, and not in per cent
IN_ITS_OWN = {RATIO: POINTS, MONTHS: MONTHS, DAYS: DAYS}
LITTLE = 5e-4  # a change that is written as none


def table(ask: Ask, scope: Scope, by: str, member: str) -> Figure:
    """One row per measure: its value and light, the median and the best of its peers and its rank, last
    year's value, the change, the period before, and its last 12 months."""
    peers = _Peers(ask, scope, by, member)
    keys = peers.known(MEASURED)
    courses = _courses(ask, scope.where(by, member))
    frame = pd.DataFrame(
        [{**peers.row(key), "course": courses.get(key, ())} for key in keys],
        columns=[c.key for c in _COLUMNS],
    )
    shown = tuple(c for c in _COLUMNS if c.is_course or frame[c.key].astype(bool).any())
    return Figure.of(
        in_view(scope), "member_beside", TITLE.format(name=member_name(by, member)), frame, shown,
        sentence=peers.sentence(keys),
        metrics=tuple(key for key in keys if key in METRICS),
        notes=(
            PEERS.format(dimension=lower(by)),
            *peers.definitions(keys),
            *on_spend(ask, in_view(scope), *(key for key in keys if is_of_spend(declared(key)))),
        ),
    )  # fmt: skip


def brief(ask: Ask, scope: Scope, by: str, member: str) -> Figure:
    """The foremost of these rows, for the first screen."""
    peers = _Peers(ask, scope, by, member)
    keys = peers.known(FOREMOST)[:MOST_FOREMOST]
    columns = (_COLUMNS[0], _COLUMNS[1], _COLUMNS[3], _COLUMNS[5], _COLUMNS[6])
    frame = pd.DataFrame([peers.row(key) for key in keys], columns=[c.key for c in columns])
    shown = tuple(c for c in columns if frame[c.key].astype(bool).any())
    return Figure.of(
        in_view(scope), "member_brief", BRIEF, frame, shown,
        sentence=peers.sentence(peers.known(MEASURED)),
        metrics=tuple(key for key in keys if key in METRICS),
        notes=(PEERS.format(dimension=lower(by)),),
    )  # fmt: skip


def missing(ask: Ask, scope: Scope, by: str, member: str) -> Figure | None:
    """What could not be reckoned and what would tell it; None where everything is there."""
    peers = _Peers(ask, scope, by, member)
    absent = [key for key in MEASURED if key not in peers.now or member not in peers.now[key]]
    lacks = {key: ask.missing(declared(key)) for key in absent}
    by_need: dict[tuple[str, ...], list[Text]] = {}
    for key, needs in lacks.items():
        if needs:
            by_need.setdefault(needs, []).append(declared(key).name)
    untold = [key for key in absent if not lacks[key] and key in METRICS]
    words = [
        NEEDS.format(metrics=join(names), needs=needs_words(needs))
        for needs, names in by_need.items()
    ]
    words += left_out(ask, untold, by, scope.where(by, member))
    if not words:
        return None
    return Figure.lacking(
        scope, "member_missing", STILL_MISSING,
        sentence=join(words, zh="", en=" "),
        missing=tuple(dict.fromkeys(need for needs in by_need for need in needs)),
    )  # fmt: skip


_COLUMNS = (
    Column("measure", MEASURE), Column("value", VALUE), Column("light", LIGHT, is_light=True),
    Column("others", OTHERS), Column("best", BEST), Column("rank", RANK),
    Column("before", BEFORE), Column("changed", CHANGED), Column("previous", PREVIOUS),
    Column("course", COURSE, is_course=True),
)  # fmt: skip


class _Peers:
    """All measures of all members: now, a year before, and in the period before."""

    def __init__(self, ask: Ask, scope: Scope, by: str, member: str) -> None:
        self.ask, self.scope, self.by, self.member = ask, scope, by, member
        self.at = Sides(in_view(scope), spent_scope(ask, in_view(scope)))
        self.now, self.before, self.previous = ask.keep(
            ("of all members", scope, by), lambda: _sides(ask, scope, by)
        )

    def known(self, keys: Sequence[str]) -> list[str]:
        """Those of the measures that are known of this member."""
        return [key for key in keys if self.member in self.now.get(key, {})]

    def definitions(self, keys: Sequence[str]) -> list[Text]:
        """Of those that are no metrics of their own."""
        return [
            MEANS.format(name=metric.name, definition=worded(metric.definition, self.ask.rules))
            for key in keys
            if key not in METRICS and (metric := declared(key))
        ]

    def place(self, key: str) -> PlaceAmong:
        where = place(self.now[key], self.member, declared(key).direction)
        assert where is not None
        return where

    def row(self, key: str) -> dict[str, Text]:
        metric, at = declared(key), self.place(key)
        own, before = self.now[key][self.member], _own(self.before, key, self.member)
        return {
            "measure": self._name(metric),
            "value": self._written(metric, own),
            "light": self._light(metric, own, before),
            "others": self._written(metric, at.others),
            "best": BLANK
            if at.best is None
            else AT_BEST.format(
                name=member_name(self.by, at.best), value=self._written(metric, at.best_value)
            ),
            "rank": OF.format(rank=at.rank, of=at.of) if at.rank and at.of > 1 else BLANK,
            "before": self._written(metric, before),
            "changed": _change_words(metric, own, before),
            "previous": self._written(metric, _own(self.previous, key, self.member)),
        }

    def sentence(self, keys: Sequence[str]) -> Text:
        """In how many it does better than its peers, and than a year before."""
        beside = [at.is_better for key in keys if (at := self.place(key)).others is not None]
        gained = [
            (own < before) if declared(key).direction == "down" else (own > before)
            for key in keys
            if (before := _own(self.before, key, self.member)) is not None
            and (own := self.now[key][self.member]) is not None
        ]
        sentences = [
            words
            for words in (
                THAN_PEERS.format(good=sum(map(bool, beside)), n=len(beside)) if beside else BLANK,
                THAN_BEFORE.format(gained=sum(gained), known=len(gained)) if gained else BLANK,
            )
            if words
        ]
        return capital(join(sentences, zh="，", en=", ")) + STOP if sentences else BLANK

    def _name(self, metric: Metric) -> Text:
        """Its name, and its period where that is not the page's."""
        name = named_for(self.ask, metric).brief if metric.key in METRICS else metric.name
        return of_period(name, self._period(metric), self.at.sold.period)

    def _period(self, metric: Metric) -> Period | None:
        if metric.key in ("marginal", "marginal_previous"):
            return judged_scope(self.ask, self.at.sold).period
        return self.at.about(metric).period

    def _written(self, metric: Metric, value: float | None) -> Text:
        if value is None:
            return BLANK
        return NOT_PAID if value == inf else write(value, metric.unit, self.scope.scale)

    def _light(self, metric: Metric, level: float, before: float | None) -> Text:
        if metric.light is None:
            return BLANK
        light = self.ask.lights[metric.key]
        asked = self.at.about(metric)
        value = level if light.judges == "value" else change(level, before)
        verdict = judge(light, value, reason=reserve(self.ask, metric, asked))
        if verdict.light == "grey":
            return BLANK
        return plain(f"{SHAPES[verdict.light]} ") + LIGHT_NAMES[verdict.light]


def _sides(ask: Ask, scope: Scope, by: str) -> list[Mapping[str, ByMember]]:
    """What is measured of all members now, a year before and in the period before; of a whole year, of
    which the last two are the same, the last is empty."""
    now, last_year, previous = (
        Sides.of(ask, scope, how) for how in (None, "last_year", "previous")
    )
    asked = (now, last_year, None if previous == last_year else previous)
    return [measured(ask, side, by) if side else {} for side in asked]


def _own(side: Mapping[str, ByMember], key: str, member: str) -> float | None:
    return side.get(key, {}).get(member)


def _change_words(metric: Metric, value: float, before: float | None) -> Text:
    """By how much it rose or fell: rates in points, days and months as such, anything else in per cent."""
    if before is None or not isfinite(value) or not isfinite(before):
        return BLANK
    unit = IN_ITS_OWN.get(metric.unit, RATIO)
    moved = (
        apart(value, before, metric.unit) if metric.unit in IN_ITS_OWN else change(value, before)
    )
    if moved is None or abs(moved) < LITTLE:
        return BLANK
    return plain(f"{RISES if moved > 0 else FALLS} ") + write(abs(moved), unit)


def _courses(ask: Ask, scope: Scope) -> dict[str, tuple[float | None, ...]]:
    """The last 12 whole months of each metric, of this member alone."""
    now = as_it_stood(in_view(scope))
    months = complete_months(now, 12)
    # what customers will do is inferred for each month anew, which takes long
    keys = [key for key in told(ask, scope) if not is_of_coming(METRICS[key])]
    if not keys:
        return {}
    frame = ask(keys, ("month",), now.over(Period(months[0].start, months[-1].end)))
    values = {key: tuple(by_month(frame, key, months)) for key in keys}
    return {key: course for key, course in values.items() if any(v is not None for v in course)}
