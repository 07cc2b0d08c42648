"""What each channel's spend brought where the sales name no channel: told by how both moved, with its doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd

from salesdash.analysis.channels.attribution import Brought
from salesdash.analysis.channels.attribution import brought as estimate
from salesdash.catalog.channels.attribution import ATTRIBUTION
from salesdash.catalog.dimensions import member_name
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.channels.side_by_side import ROI
from salesdash.figures.comparison import capital
from salesdash.period import DAY, Grain, Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, MULTIPLE
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import is_on_sales
from salesdash.warehouse.questions.channels.spend_grain import spend_grain

A_YEAR: dict[Grain, float] = {"week": 365.25 / 7, "month": 12}
NEEDS = ("spend.spend", "spend.channel")
SALES, PROFIT = Text("销售额", "sales"), Text("毛利", "gross profit")
TITLE = Text(
    "每 1 元渠道费用带来多少{earned}", "What each 1 of a channel's spend brought in {earned}"
)
EACH = Text("每 1 元带来", "Each 1 brought")
LOW, HIGH = Text("下限", "From"), Text("上限", "To")
BROUGHT, READING = Text("带来的{earned}", "{earned} it brought"), Text("判断", "Verdict")
PAYS, LOSES, OPEN = (
    plain(f"{SHAPES[light]} ") + words
    for light, words in (
        ("green", Text("收回费用", "Pays")),
        ("red", Text("没有收回", "Does not pay")),
        ("grey", Text("看不出", "Cannot be told")),
    )
)
PAY = Text("{names}收回了费用", "{names} {n:pays|pay}")
LOSE = Text("{names}没有收回费用", "{names} {n:does|do} not pay")
UNTOLD = Text("{names}看不出", "{names} cannot be told")
HOW = Text(
    "销售额没有写明渠道，这里按涨落估算：{n} 个{period}里，{earned}随各渠道费用一起涨落多少（同时扣除趋势和季节）。"
    "只看当{period}，不算滞后的效果；一起涨落不等于由它带来，不是证明。",
    "The sales name no channel, so this is estimated from how {earned} moved with the spend of each in {n} {period}s, "
    "beside a trend and the seasons. It looks at the same {period} alone and at nothing that comes later; what moves "
    "together need not be due to it: no proof.",
)
BAND = Text(
    "下限至上限是 {errors} 个标准误：整段高于 1 元是收回费用，整段低于 1 元是没有收回，跨过 1 元就看不出。"
    "相邻几{period}相像时，实际的误差更大。",
    "From and to are {errors} standard errors: all above 1 pays, all below 1 does not, and what lies on both sides "
    "cannot be told. Where one {period} is much like the next, the doubt is larger.",
)
PERIODS: dict[Grain, Text] = {"week": Text("周", "week"), "month": Text("月", "month")}


def brought(ask: Ask, scope: Scope) -> Figure | None:
    """One row per channel: spend, what each 元 of it brought with its band, and the return that makes. None
    where the sales name channels themselves, or where weeks and months are too few to tell."""
    if not all(map(ask.has, NEEDS)) or ask.members("channel") or scope.filters:
        return None
    grain = spend_grain(ask)
    metric = "sales" if is_on_sales(ask) else "gross_profit"
    if (span := _covered(ask, scope, grain)) is None or ask.missing(metric):
        return None
    earned, spent = _earned_and_spent(ask, scope.over(span), grain, metric)
    seasons = [day.month for day in spent.index]
    estimates = estimate(earned, spent, seasons, A_YEAR[grain], ATTRIBUTION)
    if not estimates:
        return None
    frame = _frame(estimates, spent)
    earns = PROFIT if metric == "gross_profit" else SALES
    columns = (
        dimension_column("channel"), Column("reading", READING, is_light=True), metric_column("spend"),
        Column("each", EACH, MULTIPLE), Column("low", LOW, MULTIPLE), Column("high", HIGH, MULTIPLE),
        Column("roi", ROI, MULTIPLE),
        Column("brought", capital(BROUGHT.format(earned=earns)), MONEY, is_detail=True),
    )  # fmt: skip
    return Figure.of(
        scope.over(span), "channel_brought", TITLE.format(earned=earns), frame, columns,
        sentence=_sentence(estimates), metrics=("spend", metric),
        notes=(
            HOW.format(earned=earns, n=len(spent), period=PERIODS[grain]),
            BAND.format(errors=f"{ATTRIBUTION.errors:g}", period=PERIODS[grain]),
        ),
    )  # fmt: skip


def verdict(ask: Ask, scope: Scope) -> Text:
    """Who pays and who does not, as a headline says it; blank where nobody can tell."""
    if (figure := brought(ask, scope)) is None:
        return BLANK
    return Text(figure.sentence.zh.rstrip("。"), figure.sentence.en.rstrip("."))


def _covered(ask: Ask, scope: Scope, grain: Grain) -> Period | None:
    """The whole weeks or months up to the as-of date over which both orders and spend are known."""
    sides = [ask.coverage.get(key) for key in ("orders", "spend")]
    known = [(side.first_day, side.last_day) for side in sides if side and side.first_day]
    if len(known) < len(sides):
        return None
    first = max(start for start, _ in known)
    last = min(scope.as_of, *(end for _, end in known if end))
    start, end = Period.of(first, grain), Period.of(last + DAY, grain).start
    begins = start.start if first - start.start < timedelta(days=1) else start.end
    return Period(begins, end) if begins < end else None


def _earned_and_spent(
    ask: Ask, over: Scope, grain: Grain, metric: str
) -> tuple[pd.Series[float], pd.DataFrame]:
    """What was earned by week or month, and what was spent by channel, under the first day of each; what
    is not stated in a covered one is 0."""
    assert over.period is not None
    parts = {str(part): part.start for part in over.period.split(grain)}
    sold = ask([metric], (grain,), over).dropna(subset=[grain])
    spent = ask(["spend"], ("channel", grain), over).dropna()
    earned = sold.set_index(grain)[metric].astype(float).reindex(list(parts)).fillna(0.0)
    wide = spent.pivot(index=grain, columns="channel", values="spend").astype(float)
    wide = wide.reindex(list(parts)).fillna(0.0).set_axis(pd.Index(parts.values()))
    return earned, wide.loc[:, (wide != 0).any()]


def _frame(attributed: Sequence[Brought], spent: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for one in attributed:
        low, high = one.band(ATTRIBUTION.errors)
        paid = float(spent[one.channel].sum())
        rows.append(
            (one.channel, paid, one.each, low, high, one.each * paid, one.each - 1, _reading(one))
        )
    columns = ["channel", "spend", "each", "low", "high", "brought", "roi", "reading"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values("each", ascending=False, kind="stable", ignore_index=True)


def _reading(one: Brought) -> Text:
    low, high = one.band(ATTRIBUTION.errors)
    return PAYS if low > 1 else LOSES if high < 1 else OPEN


def _sentence(attributed: Sequence[Brought]) -> Text:
    """Who pays, who does not, of whom it cannot be told."""
    sentences = []
    for reading, words in ((PAYS, PAY), (LOSES, LOSE), (OPEN, UNTOLD)):
        if names := [
            member_name("channel", o.channel) for o in attributed if _reading(o) is reading
        ]:
            sentences.append(words.format(names=join(names), n=len(names)))
    return join(sentences, zh="；", en="; ") + Text("。", ".")
