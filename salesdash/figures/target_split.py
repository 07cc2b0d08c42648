"""A year's target typed in, split to months and members so that everything adds up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from salesdash.analysis.allocate import UNITS
from salesdash.analysis.margins import split_grid
from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.charts.figure import Column, Figure
from salesdash.figures.build import dimension_column, filter_names
from salesdash.figures.target_history import ALL, MONTHS, History, history
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Lang, Text, join, plain
from salesdash.units import MONEY, RATIO, write
from salesdash.warehouse.ask import Ask

METHODS: Mapping[str, Text] = {
    "even": Text("平均", "Evenly"),
    "history": Text("按去年同月", "By last year's months"),
}
UNIT_NAMES: Mapping[str, Text] = {
    "one": Text("元", "¥1"),
    "hundred": Text("百元", "¥100"),
    "thousand": Text("千元", "¥1,000"),
    "wan": Text("万元", "¥10,000"),
}
SECTION = Text("把全年目标拆分到月", "Split a year's target to months")
YEAR, METHOD = Text("年份", "Year"), Text("拆分方式", "Split")
WHOLE = Text("全年目标（万元）", "Year's target (¥10,000)")
STEP, ACROSS = Text("精确到", "In steps of"), Text("同时拆分到", "And to")
MONTHS_ONLY = "months"
BY = ("region", "channel", "category", "salesperson", "product")
MOST_MEMBERS = 60
PLANNING_BEGINS = 9  # from this month on the next year is offered first
TYPED_IN = UNITS["wan"]  # targets are spoken of in 万元
TITLE = Text("{year}年目标拆分到{what}", "{year} target split to {what}")
TO_MONTHS = Text("月", "months")
TO_BOTH = Text("{dimension}和月", "{dimension} and month")
MONTH, TOTAL, SHARE = Text("月份", "Month"), Text("合计", "Total"), Text("占比", "Share")
PART = Text("目标", "Target")
BEFORE, ASKED = Text("上年同月", "Same month, year before"), Text("要求增长", "Growth asked")
ADDS_UP = Text(
    "{wan} 万元{how}拆分，精确到{unit}：{cells} 个数加起来正好是总额。",
    "{total} split {how} in steps of {unit}: the {cells} parts add up to it exactly.",
)
HOW: Mapping[str, Text] = {
    "even": Text("平均", "evenly"),
    "history": Text("按 {year} 年同月销售额", "by the sales of the same months of {year}"),
}
CARRIED_ON = Text(
    "{year} 年的{months}还没有结束，用 {before} 年同月乘以 {year} 年已结束月份的增长（{growth}）代替。",
    "{months} {year} have not ended; the same months of {before} stand in, "
    "times the growth of the months ended ({growth}).",
)
CARRIED_AS_IS = Text(
    "{year} 年的{months}还没有结束，用 {before} 年同月代替。",
    "{months} {year} have not ended; the same months of {before} stand in.",
)
NO_MEMBERS = Text(
    "没有历史销售额可以依据，未分到目标，请单独确定：{names}。",
    "No sales to go by, so no target is given; set one by hand: {names}.",
)
NO_MONTHS = Text(
    "没有历史销售额可以依据的月份未分到目标：{names}；可改用平均拆分。",
    "No sales to go by, so no target is given in {names}; an even split would give one.",
)
BELOW_ZERO = Text(
    "有 {n} 处历史销售额为负数（退货多于销售），按零计。",
    "{n} parts of the history are below zero (more returned than sold) and count as zero.",
)
UNIT_AND_DAY = Text("单位：元 · 历史数据截至 {day}", "Unit: ¥ · History to {day}")


def years(scope: Scope) -> dict[str, Text]:
    """The running year and the next, first the one that is being planned."""
    running = scope.as_of.year
    both = (running, running + 1)
    offered = both[::-1] if scope.as_of.month >= PLANNING_BEGINS else both
    return {str(year): Period.parse(str(year)).name for year in offered}


def dimensions(ask: Ask) -> dict[str, Text]:
    """Months only, or also a dimension with no more members than a table can show."""
    found = {key: DIMENSIONS[key].name for key in BY if 1 < len(ask.members(key)) <= MOST_MEMBERS}
    return {MONTHS_ONLY: Text("只按月", "Months only"), **found}


def suggested(ask: Ask, scope: Scope, year: int) -> float:
    """A total to begin with, in 万元: the year's target where one is loaded, else last year's sales."""
    whole = Period.parse(str(year))
    until_the_end = replace(scope.over(whole), as_of=whole.last_day)
    target = ask(["sales", "target"], (), until_the_end)["target"].iloc[0]
    if pd.notna(target):
        return float(target) / float(TYPED_IN)
    return float(round(history(ask, scope, year).total / Fraction(TYPED_IN)))


def typed(amount: float) -> Decimal:
    """What was typed in 万元, as exact 元."""
    return Decimal(str(amount)) * TYPED_IN


def split_of_year(
    ask: Ask,
    scope: Scope,
    year: int,
    total: Decimal,
    method: str = "even",
    unit: str = "thousand",
    across: str = MONTHS_ONLY,
) -> Figure:
    """The total in 元 over the year's months, and beside them over the members of `across`.

    Raises what `allocate.split` raises: the total is no whole number of units, or there is
    nothing to split by.
    """
    dimension = None if across == MONTHS_ONLY else across
    known = history(ask, scope, year, dimension)
    grid = split_grid(total, _weights(known, method), UNITS[unit])
    lacks = _lacks(known, method)
    lang = scope.lang
    if dimension:
        frame = _by_member(grid, lacks, dimension, lang)
        columns = (
            dimension_column(dimension, lang),
            *(Column(str(m), _month_name(m)[lang], MONEY) for m in MONTHS),
            Column("total", TOTAL[lang], MONEY),
        )
    else:
        frame = _by_month(grid[ALL], lacks, known.known[ALL], lang)
        columns = _MONTH_COLUMNS[lang]
    what = TO_BOTH.format(dimension=_lower(DIMENSIONS[dimension].name)) if dimension else TO_MONTHS
    return Figure(
        "target_split", TITLE.format(year=year, what=what)[lang], lang, frame, columns,
        sentence=_sentence(total, known, method, unit, len(grid) * 12 - len(lacks))[lang],
        context=_context(scope, year)[lang], metrics=("target", "sales"), scale=scope.scale,
        notes=tuple(note[lang] for note in _notes(known)) if method == "history" else (),
    )  # fmt: skip


_MONTH_COLUMNS: dict[Lang, tuple[Column, ...]] = {
    lang: (
        Column("month", MONTH[lang]),
        Column("target", PART[lang], MONEY),
        Column("share", SHARE[lang], RATIO),
        Column("before", BEFORE[lang], MONEY),
        Column("asked", ASKED[lang], RATIO),
    )
    for lang in ("zh", "en")
}


def _weights(known: History, method: str) -> dict[str, dict[str, Fraction]]:
    """The weights by member and month, whose keys sort as the months do."""
    return {
        member: {_key(m): Fraction(1) if method == "even" else own[m] for m in MONTHS}
        for member, own in known.weights.items()
    }


def _lacks(known: History, method: str) -> set[tuple[str, int]]:
    """The cells that get nothing because there is no history to go by."""
    if method == "even":
        return set()
    members, months = known.empty_members(), known.empty_months()
    return {(who, m) for who in known.members for m in MONTHS if who in members or m in months}


def _by_member(
    grid: Mapping[str, Mapping[str, Decimal]],
    lacks: set[tuple[str, int]],
    dimension: str,
    lang: Lang,
) -> pd.DataFrame:
    rows = [
        {
            dimension: member,
            **{str(m): _given(own[_key(m)], (member, m) in lacks) for m in MONTHS},
            "total": _given(
                sum(own.values(), Decimal(0)), all((member, m) in lacks for m in MONTHS)
            ),
        }
        for member, own in grid.items()
    ]
    frame = pd.DataFrame(rows)
    amounts = [c for c in frame.columns if c != dimension]
    frame[amounts] = frame[amounts].astype(float)
    sums = frame[amounts].sum(min_count=1)
    return pd.concat([frame, pd.DataFrame([{dimension: TOTAL[lang], **sums}])], ignore_index=True)


def _by_month(
    own: Mapping[str, Decimal],
    lacks: set[tuple[str, int]],
    before: Mapping[int, Fraction],
    lang: Lang,
) -> pd.DataFrame:
    total = sum(own.values(), Decimal(0))
    rows = [
        _row(_month_name(m)[lang], _given(own[_key(m)], (ALL, m) in lacks), total, before.get(m))
        for m in MONTHS
    ]
    whole = sum(before.values(), Fraction(0)) if len(before) == len(MONTHS) else None
    return pd.DataFrame([*rows, _row(TOTAL[lang], total, total, whole)]).astype(
        dict.fromkeys(("target", "share", "before", "asked"), float)
    )


def _row(
    name: str, target: Decimal | None, total: Decimal, before: Fraction | None
) -> dict[str, object]:
    base = before if before and before > 0 else None
    return {
        "month": name,
        "target": target,
        "share": float(target / total) if target is not None and total else None,
        "before": None if before is None else float(before),
        "asked": float(Fraction(target) / base - 1) if base and target is not None else None,
    }


def _given(amount: Decimal, lacks: bool) -> Decimal | None:
    return None if lacks else amount


def _sentence(total: Decimal, known: History, method: str, unit: str, cells: int) -> Text:
    return ADDS_UP.format(
        wan=f"{total / TYPED_IN:,.4f}".rstrip("0").rstrip("."),
        total="¥" + f"{total:,.2f}".removesuffix(".00"),
        how=HOW[method].format(year=known.year - 1),
        unit=UNIT_NAMES[unit],
        cells=cells,
    )


def _notes(known: History) -> list[Text]:
    found = []
    carried = [m for m in known.carried if m not in known.empty_months()]
    if carried:
        told = CARRIED_AS_IS if known.growth is None else CARRIED_ON
        found.append(
            told.format(
                year=known.year - 1,
                before=known.year - 2,
                months=join([_month_name(m) for m in carried]),
                growth=write(float(known.growth or 1) - 1, RATIO, signed=True),
            )
        )
    if known.empty_members():
        names = join([plain(member) for member in known.empty_members()])
        found.append(NO_MEMBERS.format(names=names))
    if known.empty_months():
        found.append(NO_MONTHS.format(names=join([_month_name(m) for m in known.empty_months()])))
    if known.below_zero:
        found.append(BELOW_ZERO.format(n=known.below_zero))
    return found


def _context(scope: Scope, year: int) -> Text:
    parts = [Period.parse(str(year)).name]
    if scope.filters:
        parts.append(filter_names(scope))
    parts.append(UNIT_AND_DAY.format(day=Period.of(scope.as_of, "day").name))
    return join(parts, zh=" · ", en=" · ")


def _key(month: int) -> str:
    return f"{month:02}"


def _month_name(month: int) -> Text:
    name = Period.parse(f"2000-{month:02}").name
    return Text(f"{month}月", name.en.split()[0])


def _lower(name: Text) -> Text:
    return Text(name.zh, name.en.lower())
