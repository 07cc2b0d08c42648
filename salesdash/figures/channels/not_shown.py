"""What a figure of channels leaves out, and why: numbers without data, members that are not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import METRICS
from salesdash.figures.channels.sentences import lower
from salesdash.figures.lights.current import out_of_reach
from salesdash.figures.lights.wording import needs_words
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Text, join
from salesdash.warehouse.questions.ask import Ask

OWN_SCALE = Text(
    "各小图纵轴不同，只看走势，不比高低。",
    "Each panel has its own scale: compare courses, not heights.",
)
DRAWN = Text("共 {all} 个，画出 {n} 个。", "{n} of {all} {n:is|are} drawn.")
NOT_LISTED = Text("未列出{metrics}：{why}。", "Not listed: {metrics}. {why}.")
NOT_SO_SPLIT = Text(
    "数据没有按{dimension}或所选筛选记录",
    "They are not recorded by {dimension} or the filters chosen",
)
NO_PERIOD = Text("选择一个期间后才有同比", "Choose a period to compare with last year")
NO_YEAR_BEFORE = Text("没有去年同期的数据", "There is no data for the same period last year")
NOTHING_BEFORE = Text(
    "去年同期没有销售，算不出增长", "Nothing was sold in the same period last year to grow from"
)
NOT_BEGUN = Text("期间还没有开始", "The period has not begun")
TOO_SHORT = Text("历史数据太短", "The data does not reach back far enough")
DATA_BEGIN = Text("{dataset}数据从{day}才开始", "The data of {dataset} begin on {day}")
DATA_END = Text("{dataset}数据只到{day}", "The data of {dataset} end on {day}")
NOTHING_THERE = Text(
    "这段时间没有可以计算的数据", "There is nothing to compute them from in this period"
)


def left_out(ask: Ask, keys: Sequence[str], dimension: str, scope: Scope) -> tuple[Text, ...]:
    """Which numbers are not there, and for each reason why: a sheet, a split, or a year too early."""
    reasons: dict[Text, list[Text]] = {}
    for key in keys:
        reasons.setdefault(_why(ask, key, dimension, scope), []).append(METRICS[key].name)
    return tuple(NOT_LISTED.format(metrics=join(names), why=why) for why, names in reasons.items())


def drawn(shown: int, there_are: int) -> tuple[Text, ...]:
    return (DRAWN.format(n=shown, all=there_are),) if shown < there_are else ()


def own_scales(same_y: bool) -> tuple[Text, ...]:
    return () if same_y else (OWN_SCALE,)


def _why(ask: Ask, key: str, dimension: str, scope: Scope) -> Text:
    if missing := ask.missing(key):
        return needs_words(missing)
    if not scope.has_begun:
        return NOT_BEGUN
    if METRICS[key].growth_of:
        return _no_growth(ask, scope)
    if _is_told_of_all(ask, key, dimension, scope):
        return NOT_SO_SPLIT.format(dimension=lower(dimension))
    edge = ask.edge(key, scope)
    if edge and scope.period and edge.day not in scope.period:  # of a part there would be a number
        words = DATA_BEGIN if edge.begins else DATA_END
        return words.format(
            dataset=DATASETS[edge.dataset].name, day=Period.of(edge.day, "day").name
        )
    if scope.period and out_of_reach(ask, METRICS[key], scope, scope.period):
        return TOO_SHORT
    return NOTHING_THERE


def _no_growth(ask: Ask, scope: Scope) -> Text:
    """Why nothing has grown: the year before is not known, not whole, or nothing was sold in it."""
    before = scope.compared("last_year")
    if before is None:
        return NO_PERIOD
    is_known = ask(["sales"], (), before)["sales"].notna().all() and not ask.edge("sales", before)
    return NOTHING_BEFORE if is_known else NO_YEAR_BEFORE


def _is_told_of_all(ask: Ask, key: str, dimension: str, scope: Scope) -> bool:
    """Whether the number is there, but for no member of the split and the filters."""
    told_apart = tuple(dict.fromkeys((dimension, *(filtered for filtered, _ in scope.filters))))
    if ask.unknown(METRICS[key], told_apart):
        return True
    of_all = replace(scope, filters=())
    is_there = bool(ask([key], (), of_all)[key].notna().any())
    return is_there and ask([key], told_apart, of_all).dropna().empty
