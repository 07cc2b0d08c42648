"""Lights in words: colour, limits, the span judged, and what is missing where there is no colour."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from salesdash.analysis.lights import LightKey, Range, Reason, judge, limits
from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import base_of
from salesdash.catalog.model import Light, Metric
from salesdash.charts.column import MeasuredCell
from salesdash.charts.context import period_name
from salesdash.figures.comparison import lower
from salesdash.figures.lights.current import LightStanding, is_snapshot, light_of
from salesdash.period import Grain, Period
from salesdash.text import BLANK, Text, join
from salesdash.units import RATIO, Scale, Unit, write

LIGHT_NAMES: dict[LightKey, Text] = {
    "green": Text("达标", "On target"),
    "amber": Text("预警", "Watch"),
    "red": Text("未达标", "Off target"),
    "grey": Text("无数据", "No data"),
}
COUNTED: dict[LightKey, Text] = {
    "red": Text("{n} 项未达标", "{n} off target"),
    "amber": Text("{n} 项预警", "{n} to watch"),
    "green": Text("{n} 项达标", "{n} on target"),
    "grey": Text("{n} 项暂不判定", "{n} not judged"),
}
REASONS: dict[Reason, Text] = {
    "": BLANK,
    "no_value": Text("这段时间或筛选范围内没有数据", "No data in this period and selection"),
    "to_come": Text("所选期间还没有开始", "The period chosen has not begun"),
    "too_early": Text("还没有过去一个工作日", "No workday of it has passed"),
    "short_history": Text("历史数据太短，暂不判定", "Too little history to judge"),
    "in_sums": Text(
        "订单只有按月（季、年）的合计，看不到更短的期间",
        "The orders are sums of months (quarters, years): no shorter period can be told",
    ),
    "stale": Text("数据过旧，请导入最新的表", "The data is out of date: load a newer sheet"),
    "on_sales": Text(
        "没有成本，按销售额计算，不能按毛利的阈值判定",
        "No costs: counted on sales, so its limits, which are of profit, do not apply",
    ),
    "not_recorded": Text(
        "没有记录商机在那一天处于哪个阶段",
        "At which stage the deals were that day was not recorded",
    ),
    "whole_only": Text(
        "阈值针对全公司，筛选后不判定", "Its limits are for the whole company, not for a part"
    ),
}
UNFIT = Text(
    "数据没有{dims}，按此筛选后无法计算",
    "Its data does not tell {dims} apart, so not with this filter",
)
NOT_JUDGED = Text("未判定", "Not judged")
OWN_PERIODS = Text("各项按自己的统计期间", "Each over its own period")
OF_GRAIN: Mapping[Grain, Text] = {
    "month": Text("{name}（当月）", "{name} (month)"),
    "quarter": Text("{name}（当季）", "{name} (quarter)"),
    "year": Text("{name}（当年）", "{name} (year)"),
}
WINDOW = Text("近 {n} 个月（截至 {day}）", "Last {n:month|{n} months} (to {day})")
MOMENT = Text("截至 {day}", "As of {day}")


def with_grain(standing: LightStanding, *, is_of_another: bool = False) -> Text:
    """The short name of a light, with the period that it is counted over where it adds up, or where what stands
    beside it is of another."""
    name, grain = standing.metric.brief, standing.light.grain
    if grain in OF_GRAIN and (standing.light.accrues or is_of_another):
        return OF_GRAIN[grain].format(name=name)
    return name


def counted(standings: Sequence[LightStanding]) -> Text:
    """How many there are of each colour: `1 项未达标，3 项预警，22 项达标`."""
    return counted_of([s.verdict.light for s in standings], COUNTED)


def counted_of(lights: Sequence[LightKey], words: Mapping[LightKey, Text]) -> Text:
    parts = [template.format(n=n) for key, template in words.items() if (n := lights.count(key))]
    return join(parts, zh="，", en=", ")


def light_word(standing: LightStanding) -> Text:
    if standing.verdict.light == "grey" and standing.value is not None:
        return NOT_JUDGED
    return LIGHT_NAMES[standing.verdict.light]


def why_grey(standing: LightStanding) -> Text:
    if standing.missing:
        return Text("缺少", "missing: ") + needs_words(standing.missing)
    if standing.value is None and standing.unfit:
        return UNFIT.format(dims=join([lower(DIMENSIONS[d].name) for d in standing.unfit]))
    return REASONS[standing.verdict.reason]


def value_words(standing: LightStanding, scale: Scale = "auto") -> Text:
    """The value, with its change where that is judged."""
    words = value_alone(standing, scale)
    if standing.light.judges == "value" or standing.judged is None:
        return words
    changed = judged_words(standing.metric, standing.judged, standing.verdict.ends, scale)
    return words + Text(f"（同比 {changed.zh}）", f" ({changed.en} on last year)")


def value_cell(standing: LightStanding, scale: Scale = "auto") -> Text | MeasuredCell:
    """The same for a table: a number to reckon with, where it is nothing but that."""
    if standing.value is None or standing.light.judges != "value":
        return value_words(standing, scale)
    words, ends = value_alone(standing, scale), tuple(standing.verdict.ends)
    return MeasuredCell(words, standing.value, standing.metric.unit, ends)


def value_alone(standing: LightStanding, scale: Scale = "auto") -> Text:
    is_judged = standing.light.judges == "value"
    at = standing.verdict.ends if is_judged else ()
    return write(standing.value, standing.metric.unit, scale, limits=at)


def judged_words(metric: Metric, judged: float, at: Sequence[float], scale: Scale = "auto") -> Text:
    """What is held against the limits `at`, a change with its sign; short of one, it never reads as it."""
    changes = light_of(metric).judges == "change"
    return write(judged, judged_unit(metric), scale, signed=changes, limits=at)


def span_words(standing: LightStanding) -> Text:
    """What the value covers: the period to date, the months looked back over, or a moment."""
    bases = list(base_of(standing.metric))
    day = Period.of(standing.scope.as_of, "day").name
    if is_snapshot(standing.metric):
        return MOMENT.format(day=day)
    windows = {base.window for base in bases}
    if None not in windows:
        return WINDOW.format(n=max(n for n in windows if n), day=day)
    return period_name(standing.scope)


def limit_words(metric: Metric, limit: Range) -> Text:
    """A range as people write it: `≥ 90%`, `90%–110%`; for a change `同比 ≤ +10%`."""
    light = light_of(metric)
    changes = light.judges == "change"
    low, high = (
        _round(write(end, RATIO if changes else metric.unit, signed=changes)) for end in limit
    )
    if isfinite(limit[0]) and isfinite(limit[1]):
        return low + Text("–", "–") + high
    words = Text("≥ ", "≥ ") + low if isfinite(limit[0]) else Text("≤ ", "≤ ") + high
    return Text("同比 ", "") + words + Text("", " YoY") if changes else words


def limits_words(metric: Metric, light: Light) -> Text:
    """Both limits: `● ≥ 90%  ▲ ≥ 80%`."""
    green, amber = (limit_words(metric, limit) for limit in limits(light))
    a_month = Text("（每月）", " a month") if light.accrues else BLANK
    return Text("● {green}  ▲ {amber}", "● {green}  ▲ {amber}").format(
        green=green + a_month, amber=amber + a_month
    )


def weak_words(standing: LightStanding, scale: Scale = "auto") -> Text:
    return Text("最弱：", "weakest: ") + weak_member(standing, scale)


def weak_member(standing: LightStanding, scale: Scale = "auto") -> Text:
    """The weakest member with what is judged of it: `天猫 0.60`."""
    if standing.weak is None:
        return BLANK
    weak = standing.weak
    at = judge(standing.light, weak.judged).ends
    value = judged_words(standing.metric, weak.judged, at, scale)
    return weak.name + Text(" ", " ") + value


def judged_unit(metric: Metric) -> Unit:
    """The unit of what is judged: a change is a share, whatever changes."""
    return RATIO if light_of(metric).judges == "change" else metric.unit


def needs_words(needs: Iterable[str]) -> Text:
    """The sheets that would bring a value, each once with its columns: `“费用投入”表的费用、渠道列`."""
    columns: dict[tuple[str, ...], list[Text]] = {}
    for need in needs:
        choices = [choice.partition(".") for choice in need.split("|")]
        sheets = tuple(dict.fromkeys(dataset for dataset, _, _ in choices))
        named = columns.setdefault(sheets, [])
        fields = [DATASETS[d].field(field).name for d, _, field in choices if field]
        if fields and (words := join(list(dict.fromkeys(fields)), "或", " or ")) not in named:
            named.append(words)
    return join([_sheet(sheets, named) for sheets, named in columns.items()], en="; ")


def sheets_of(needs: Iterable[str]) -> list[str]:
    """The datasets that would bring a value, those first that are needed most often."""
    named = Counter(choice.partition(".")[0] for need in needs for choice in need.split("|"))
    return [dataset for dataset, _ in named.most_common()]


def _sheet(sheets: tuple[str, ...], columns: list[Text]) -> Text:
    names = join(
        [Text("“{n}”表", "{n}").format(n=DATASETS[key].name) for key in sheets], "或", " or "
    )
    if not columns:
        return names
    return names + Text("的{columns}列", " (column {columns})").format(columns=join(columns))


def _round(words: Text) -> Text:
    """Limits are round numbers: `90.0%` reads `90%`."""
    shorter = (re.sub(r"(\.\d*?)0+(?!\d)", r"\1", w) for w in (words.zh, words.en))
    return Text(*(re.sub(r"\.(?!\d)", "", word) for word in shorter))
