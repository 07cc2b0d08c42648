"""The sentences of the page of channels: who earns its cost, who grows, and what is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from salesdash.analysis.channels.efficiency import Course, Earner, by_growth, by_roi, by_sales
from salesdash.catalog.dimensions import DIMENSIONS, member_name
from salesdash.figures.build import in_a_line
from salesdash.figures.ties import alike, each, named
from salesdash.period import Period
from salesdash.text import BLANK, Text, join
from salesdash.units import MULTIPLE, RATIO, write

INSTEAD = Text(
    "订单里没有渠道，先按{dimension}比较。",
    "The orders name no channel, so this compares by {dimension}. ",
)
ADD_CHANNEL = Text(
    "在订单表加一列“渠道”（如 天猫、直销、经销），或在人员表写明每人的渠道，"
    "就能看出每个渠道的费用、投入产出比和带来的客户。",
    "Add a column “Channel” (Tmall, direct …) to the orders or to the people to see what each costs, returns "
    "and wins.",
)
NOTHING_SOLD = Text(
    "这段时间没有销售，或者退的不比卖的少，没有占比可算。",
    "Nothing was sold in this period, or as much was taken back: there are no shares.",
)
TABLE = Text("{dimension}对比：产出与投入", "By {dimension}: what each brings and costs")
COURSES: Mapping[Course, Text] = {
    "rising": Text("在上升", "rising"),
    "falling": Text("在下降", "falling"),
    "level": Text("持平", "level"),
}
BEST = Text(
    "{name}的投入产出比最高（{roi}{course}）", "{name} earns most on its spend (ROI {roi}{course})"
)
BEST_ALIKE = Text(
    "{name}的投入产出比最高（各 {roi}）", "{name} earn most on their spend (ROI {roi} each)"
)
ALL_EARN = Text("{n} 个的投入产出比都是 {roi}。", "All {n} earn alike on their spend (ROI {roi}).")
ONLY = Text(
    "只有{name}算得出投入产出比（{roi}{course}）",
    "Only {name} has a known return on its spend (ROI {roi}{course})",
)
WORST = Text("，{name}最低（{roi}{course}）{but}。", "; {name} earns least ({roi}{course}){but}.")
WORST_ALIKE = Text("，{name}最低（各 {roi}）。", "; {name} earn least ({roi} each).")
BUT_GROWS = Text("，销售额却增长 {growth}", ", though its sales grow by {growth}")
AND_SHRINKS = Text("，销售额也下降 {growth}", ", and its sales shrink by {growth}")
ON_BEFORE = Text("，去年同期 {before}，{course}", ", last year {before}: {course}")
TOP_SELLER = Text(
    "{name}卖得最多，{each}占 {share}", "{name} {n:sells|sell} most, {share} of the total{each}"
)
SELLS_MOST = Text("{name}卖得最多", "{name} {n:sells|sell} most")
ONLY_SELLER = Text("销售额全部来自{name}", "All sales come from {name}")
# The first and the last, by how the first does.
Extremes = Mapping[Course, Text]
BY_GROWTH: Extremes = {
    "rising": Text(
        "；{best}增长最快（{up}），{worst}最慢（{low}）",
        "; {best} {n:grows|grow} fastest ({up}), {worst} slowest ({low})",
    ),
    "level": Text(
        "；{best}持平，{worst}降幅最大（{low}）",
        "; {best} {n:is|are} level, {worst} fell most ({low})",
    ),
    "falling": Text(
        "；{best}降幅最小（{up}），{worst}降幅最大（{low}）",
        "; {best} {n:shrinks|shrink} least ({up}), {worst} most ({low})",
    ),
}
NO_SPEND = Text(
    "本期没有分{dimension}的费用，看不出谁值得投入。",
    "Spend by {dimension} in this period is not known, so who earns it is open.",
)
STOP = Text("。", ".")
ALL_ALIKE: Mapping[Course, Text] = {
    "rising": Text("{n} 个全部在增长", "All {n} grow"),
    "level": Text("{n} 个大体持平", "All {n} hold steady"),
    "falling": Text("{n} 个全部在下降", "All {n} shrink"),
}
OF_ALL = Text("{n} 个中，{each}", "Of {n}, {each}")
SOME: Mapping[Course, Text] = {
    "rising": Text("{n} 个在增长", "{n} {n:grows|grow}"),
    "level": Text("{n} 个持平", "{n} {n:holds|hold} steady"),
    "falling": Text("{n} 个在下降", "{n} {n:shrinks|shrink}"),
}
_OF_ALL_COURSES = Text(
    "：{best}最好（{up}），{worst}最差（{low}）",
    ": {best} {n:does|do} best ({up}), {worst} worst ({low})",
)
EXTREMES: Extremes = {
    "rising": _OF_ALL_COURSES,
    "level": Text(
        "：{best}持平，{worst}最差（{low}）", ": {best} {n:is|are} level, {worst} did worst ({low})"
    ),
    "falling": _OF_ALL_COURSES,
}
BOUGHT = Text(
    "{names}的销售额在增长，投入产出比却在下降：增长是用费用换来的。",
    "{names}: sales grow while the return on spend falls, so the growth is bought.",
)
NONE_BOUGHT = Text(
    "没有以降低投入产出比换取增长的情况。", "Nobody's growth is bought with a falling ROI."
)
LARGEST = Text("{name}最大，{each}占 {share}", "{name} {n:is|are} the largest with {share}{each}")
LARGEST_NAME = Text("{name}最大", "{name} {n:is|are} the largest")
LARGEST_FEW = Text("；前 {n} 个合计占 {both}", "; the top {n} make {both}")


def _recent(zh: str, en: str) -> Extremes:
    said = Text(f"近三个月与{zh}比：", f"Last three months against the {en}: ")
    of_each: Extremes = {
        "rising": Text(
            "{best}最快（{up}），{worst}最慢（{low}）。",
            "{best} fastest ({up}), {worst} slowest ({low}).",
        ),
        "level": Text(
            "{best}持平，{worst}降幅最大（{low}）。", "{best} level, {worst} fell most ({low})."
        ),
        "falling": Text(
            "{best}降幅最小（{up}），{worst}降幅最大（{low}）。",
            "{best} shrank least ({up}), {worst} most ({low}).",
        ),
    }
    return {how: said + words for how, words in of_each.items()}


RECENT = {
    12: _recent("去年同期", "year before"),
    3: _recent("前三个月", "three before"),
}  # months back
OF_PERIOD = Text("{name}（{period}）", "{name} ({period})")
IN_PERIOD = Text("{period}：{told}", "{period}: {told}")
BESIDE = Text("{name} · {period}", "{name} · {period}")
TOP = 3
LAST_MONTHS = 3
WHOLE = 1 - 1e-9  # of the sales


def answer(members: Sequence[Earner], dimension: str) -> Text:
    """Best and worst by ROI; where it is not known, by sales and growth."""
    ranked = by_roi(members)
    if not ranked:
        return _by_sales_only(members, dimension)
    best, worst = ranked[0], ranked[-1]
    words = BEST if len(ranked) > 1 or len(members) == 1 else ONLY
    first, last = _leading(ranked, _roi), _leading(ranked[::-1], _roi)[::-1]
    if 1 < len(ranked) == len(first):
        return ALL_EARN.format(n=len(ranked), roi=write(best.roi, MULTIPLE))
    best_words = (words if len(first) == 1 else BEST_ALIKE).format(
        name=_names(first, dimension), roi=write(best.roi, MULTIPLE), course=_course(best)
    )
    if len(ranked) == 1:
        return best_words + STOP
    return best_words + (WORST if len(last) == 1 else WORST_ALIKE).format(
        name=_names(last, dimension),
        roi=write(worst.roi, MULTIPLE),
        course=_course(worst),
        but=_but(worst),
    )


def in_period(period: Period, sentence: Text) -> Text:
    """The answer of another period than the page's, which it names."""
    return IN_PERIOD.format(period=period.name, told=sentence)


def of_period(name: Text, period: Period | None, asked: Period | None) -> Text:
    """A name with its period, where that is not the one asked about; its year is plain from the page."""
    if period is None or period == asked:
        return name
    return BESIDE.format(name=name, period=period.short_name)


def table_title(dimension: str) -> Text:
    return TABLE.format(dimension=lower(dimension))


def growth(members: Sequence[Earner], dimension: str) -> Text:
    """How many grow and how many shrink, and the two extremes."""
    courses = [earner.sales_course for earner in members if earner.sales_course]
    if len(courses) < 2:
        return BLANK
    parts = [words.format(n=n) for key, words in SOME.items() if (n := courses.count(key))]
    template = ALL_ALIKE[courses[0]] if len(parts) == 1 else OF_ALL
    ranked = by_growth(members)
    return (
        template.format(n=len(courses), each=join(parts))
        + _extremes(EXTREMES, _grown(ranked, dimension))
        + STOP
    )


def bought_growth(members: Sequence[Earner], dimension: str) -> Text:
    """Who buys growth with a falling return; nothing where no course of ROI is known."""
    if not any(earner.roi_course for earner in members):
        return BLANK
    buyers = [_who(earner, dimension) for earner in members if earner.buys_its_growth]
    return BOUGHT.format(names=join(buyers)) if buyers else NONE_BOUGHT


def largest(members: Sequence[Earner], dimension: str) -> Text:
    """How much hangs on the largest, and on the few largest."""
    ranked = by_sales(members)
    if not ranked or sum(map(_sold, ranked)) <= 0:
        return NOTHING_SOLD
    shares = [earner.share for earner in ranked if earner.share is not None]
    if not shares:
        first = _leading(ranked, _sold)
        return LARGEST_NAME.format(name=_names(first, dimension), n=len(first)) + STOP
    largest_words = _part(LARGEST, ranked, shares[0], dimension)
    if len(shares) <= TOP or shares[0] >= WHOLE:
        return largest_words + STOP
    both = write(sum(shares[:TOP]), RATIO, limits=(1.0,))
    return largest_words + LARGEST_FEW.format(n=TOP, both=both) + STOP


def recent_course(frame: pd.DataFrame, dimension: str) -> Text:
    """Who grew most and least in the last months that ended, against the same of the year before, in a first year
    against those before."""
    months = sorted(frame["month"].unique())
    back = next((n for n in RECENT if len(months) >= n + LAST_MONTHS), None)
    if back is None:
        return BLANK
    wide = frame.pivot(index=dimension, columns="month", values="sales")
    now = wide[months[-LAST_MONTHS:]].sum(axis=1)
    before = wide[months[-LAST_MONTHS - back : -back]].sum(axis=1, min_count=LAST_MONTHS)
    changed = (now / before.where(before > 0) - 1).dropna().sort_values(kind="stable")
    if len(changed) < 2:
        return BLANK
    ranked = [
        (member_name(dimension, name), float(rate)) for name, rate in changed.iloc[::-1].items()
    ]
    return _extremes(RECENT[back], ranked)


def lower(dimension: str) -> Text:
    name = DIMENSIONS[dimension].name
    return Text(name.zh, name.en.lower())


def _by_sales_only(members: Sequence[Earner], dimension: str) -> Text:
    sellers, growing = by_sales(members), by_growth(members)
    if sum(map(_sold, sellers)) <= 0:
        return NOTHING_SOLD
    share = sellers[0].share
    if share is None:
        first = _leading(sellers, _sold)
        sentence = SELLS_MOST.format(name=_names(first, dimension), n=len(first))
    else:
        sentence = _part(TOP_SELLER, sellers, share, dimension)
    sentence += _extremes(BY_GROWTH, _grown(growing, dimension))
    return sentence + STOP


def _part(words: Text, sellers: Sequence[Earner], share: float, dimension: str) -> Text:
    """What the largest has of the whole, to which nobody took from it; where that is all, no share and
    no rank."""
    if share >= WHOLE:
        return ONLY_SELLER.format(name=_who(sellers[0], dimension))
    first = _leading(sellers, _sold)
    return words.format(
        name=_names(first, dimension),
        n=len(first),
        each=each(len(first)),
        share=write(share, RATIO, limits=(1.0,)),
    )


def _roi(earner: Earner) -> float:
    return earner.roi or 0.0


def _sold(earner: Earner) -> float:
    return earner.sales or 0.0


def _leading(ranked: Sequence[Earner], by: Callable[[Earner], float]) -> Sequence[Earner]:
    """The first, and whoever equals it."""
    return ranked[: alike([by(earner) for earner in ranked])]


def _names(earners: Sequence[Earner], dimension: str) -> Text:
    return named([_who(earner, dimension) for earner in earners])


def _course(earner: Earner) -> Text:
    if earner.roi_course is None:
        return BLANK
    return ON_BEFORE.format(
        before=write(earner.roi_before, MULTIPLE), course=COURSES[earner.roi_course]
    )


def _but(earner: Earner) -> Text:
    """What its sales do, where they say something about a poor return."""
    if earner.sales_course == "rising":
        return BUT_GROWS.format(growth=write(earner.growth, RATIO))
    if earner.sales_course == "falling":
        return AND_SHRINKS.format(growth=write(abs(earner.growth or 0.0), RATIO))
    return BLANK


def _who(earner: Earner, dimension: str) -> Text:
    return in_a_line(member_name(dimension, earner.name))


def _grown(ranked: Sequence[Earner], dimension: str) -> list[tuple[Text, float]]:
    return [(_who(earner, dimension), earner.growth or 0.0) for earner in ranked]


def _extremes(words: Extremes, ranked: Sequence[tuple[Text, float]]) -> Text:
    """The first and the last by name; nothing where they read alike, for then nobody leads."""
    if len(ranked) < 2:
        return BLANK
    up, low = _signed(ranked[0][1]), _signed(ranked[-1][1])
    if up == low:
        return BLANK
    best, worst = (
        [name for name, _ in order[: alike([rate for _, rate in order])]]
        for order in (ranked, ranked[::-1])
    )
    course: Course = "level" if up == _signed(0.0) else "rising" if ranked[0][1] > 0 else "falling"
    return words[course].format(
        best=named(best), n=len(best), up=up, worst=named(worst[::-1]), low=low
    )


def _signed(growth: float | None) -> Text:
    return write(growth, RATIO, signed=True)
