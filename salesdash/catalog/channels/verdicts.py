"""What to do with a channel's budget: the four verdicts, and the rules by which one is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from salesdash.catalog.model import registry
from salesdash.text import Text

Evidence = Literal["profit", "profit_before", "paid", "extra_spend", "marginal", "growth"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, and the light in whose colour and shape it is shown."""

    key: str
    word: Text
    light: Literal["green", "amber", "red", "grey"]


@dataclass(frozen=True, slots=True)
class VerdictLimit:
    """What a rule asks of a figure: `least` or more, and less than `below`, each a number or the key
    of a rule that is set. A figure that is not known fails unless `or_unknown`."""

    figure: Evidence
    least: float | str | None = None
    below: float | str | None = None
    or_unknown: bool = False


@dataclass(frozen=True, slots=True)
class VerdictRule:
    """Its verdict where all limits hold. `why` says so with `{marginal}`, `{extra}` (by how much spend
    changed, without its sign), `{growth}` and `{loss}`; `brief` in a few words, for a headline."""

    key: str
    verdict: str
    limits: tuple[VerdictLimit, ...]
    brief: Text
    why: Text


VERDICTS = registry(
    (
        Verdict("more", Text("加", "More"), "green"),
        Verdict("hold", Text("保", "Hold"), "grey"),
        Verdict("less", Text("收", "Less"), "amber"),
        Verdict("stop", Text("停", "Stop"), "red"),
    )
)
MARGINAL = Text("边际回报", "Marginal return")
MARGINAL_MEANS = Text(
    "（毛利的变化 − 费用的变化）÷ 费用的变化：最后多花的 1 元，收回本钱之外还赚了几元。"
    "与去年同期比，只算两年都有数据的月份；费用变化不到 {extra_spend_from} 时不算",
    "(change of gross profit − change of spend) / change of spend: what the last yuan spent earned beyond "
    "itself. Against the same period last year, over months known on both sides; not reckoned while spend "
    "changed by less than {extra_spend_from}",
)
DOUBT = Text("一年的差额，不是证明", "one year's difference, no proof")

MORE_SPENT, LESS_SPENT = VerdictLimit("extra_spend", least=0), VerdictLimit("extra_spend", below=0)
LOSES = VerdictLimit("profit", below=0)
UNPAID = VerdictLimit(
    "paid", below=0.005
)  # not a cent is spent on it any more: there is nothing left to cut
PAYS, IDLES = (
    VerdictLimit("marginal", least="more_from"),
    VerdictLimit("marginal", below="less_below"),
)
# The first whose limits hold decides; the last asks nothing, so that one always does. The order and the
# limits are ours: there is no standard. Nothing here can call for more where more spend brought no more profit.
VERDICT_RULES: tuple[VerdictRule, ...] = (
    VerdictRule(
        "loses_on",
        "stop",
        (
            LOSES,
            VerdictLimit("profit_before", below=0),
            VerdictLimit("marginal", below="more_from", or_unknown=True),
            VerdictLimit("growth", below=0),
        ),
        Text("连续两年亏，销售额还在降", "a loss two years running, and sales shrink"),
        Text(
            "扣掉费用亏 {loss}，去年同期也亏，销售额还下降 {growth}",
            "loses {loss} after its cost, lost last year too, and sales shrink by {growth}",
        ),
    ),
    VerdictRule(
        "loses_unpaid",
        "less",
        (LOSES, UNPAID),
        Text("没有费用也亏 {loss}", "loses {loss} without any spend"),
        Text(
            "没有花费用，毛利是负的，亏 {loss}：卖得比成本低",
            "nothing is spent on it and it still loses {loss}: it sells below cost",
        ),
    ),
    VerdictRule(
        "stopped_at_a_loss",
        "hold",
        (UNPAID, LESS_SPENT, PAYS),
        Text(
            "费用已停，每省 1 元少赚 {marginal} 元", "spend has ended, each 1 saved lost {marginal}"
        ),
        Text(
            "费用已经停了，比去年同期少花 {extra}，每少花 1 元少赚 {marginal} 元：值得考虑恢复一部分",
            "spend has ended: {extra} less than a year before, and each 1 saved lost {marginal} of profit. "
            "Consider taking a part of it up again",
        ),
    ),
    VerdictRule(
        "stopped",
        "hold",
        (UNPAID, LESS_SPENT),
        Text("费用已停", "spend has ended"),
        Text(
            "费用已经停了，比去年同期少花 {extra}，没有再可减的",
            "spend has ended: {extra} less than a year before, and nothing is left to cut",
        ),
    ),
    VerdictRule(
        "turns_round",
        "hold",
        (LOSES, MORE_SPENT, PAYS),
        Text(
            "还在亏，但多花 1 元多赚 {marginal} 元",
            "still a loss, but a marginal return of {marginal}",
        ),
        Text(
            "扣掉费用还亏 {loss}，但多花 1 元多赚 {marginal} 元",
            "loses {loss} after its cost, but its marginal return is {marginal}",
        ),
    ),
    VerdictRule(
        "loses",
        "less",
        (LOSES,),
        Text("扣掉费用亏 {loss}", "loses {loss} after its cost"),
        Text("毛利不够付费用，亏 {loss}", "its gross profit does not pay its cost: loses {loss}"),
    ),
    VerdictRule(
        "earns_no_more",
        "less",
        (MORE_SPENT, IDLES),
        Text("多花的 {extra}没有多赚", "{extra} more, no gain"),
        Text(
            "多花了 {extra}，边际回报只有 {marginal}，不到 {less_below}",
            "{extra} more was spent at a marginal return of {marginal}, below {less_below}",
        ),
    ),
    VerdictRule(
        "cut_cost_nothing",
        "hold",
        (LESS_SPENT, IDLES),
        Text("少花 {extra}，没有少赚", "{extra} less spent cost no profit"),
        Text(
            "少花了 {extra}，费后利润没有跟着少：保持现在的费用",
            "{extra} less was spent and hardly any profit lost: keep to what it costs now",
        ),
    ),
    VerdictRule(
        "earns_more",
        "more",
        (MORE_SPENT, PAYS, VerdictLimit("growth", least=0)),
        Text("多花 1 元多赚 {marginal} 元", "marginal {marginal}"),
        Text(
            "多花了 {extra}，每 1 元收回本钱后多赚 {marginal} 元，达到 {more_from} 元；销售额没有下降",
            "{extra} more was spent at a marginal return of {marginal}, at least {more_from}, while sales hold or grow",
        ),
    ),
    VerdictRule(
        "cut_too_far",
        "hold",
        (LESS_SPENT, PAYS),
        Text("少花 1 元少赚 {marginal} 元", "each 1 saved lost {marginal}"),
        Text(
            "少花了 {extra}，每少花 1 元少赚 {marginal} 元：不要再减",
            "{extra} less was spent, and each 1 saved lost {marginal} of profit: cut no further",
        ),
    ),
    VerdictRule(
        "earns_while_shrinking",
        "hold",
        (MORE_SPENT, PAYS, VerdictLimit("growth", below=0)),
        Text("多花的钱有回报，销售额却没有增长", "more spend pays, but sales do not grow"),
        Text(
            "多花 1 元多赚 {marginal} 元，但销售额没有增长",
            "its marginal return is {marginal}, but sales do not grow",
        ),
    ),
    VerdictRule(
        "earns_unseen",
        "hold",
        (MORE_SPENT, PAYS),
        Text("多花的钱有回报，去年同期没有销售额可比", "more spend pays, with no sales a year ago"),
        Text(
            "多花 1 元多赚 {marginal} 元，但去年同期没有销售额可比，看不出是不是在增长",
            "its marginal return is {marginal}, but there were no sales a year ago to tell their growth by",
        ),
    ),
    VerdictRule(
        "earns_a_little",
        "hold",
        (VerdictLimit("marginal", least="less_below", below="more_from"),),
        Text("边际回报 {marginal}，不高不低", "marginal return {marginal}, neither high nor low"),
        Text(
            "边际回报 {marginal}，在 {less_below} 到 {more_from} 之间",
            "a marginal return of {marginal}, between {less_below} and {more_from}",
        ),
    ),
    VerdictRule(
        "spends_alike",
        "hold",
        (VerdictLimit("extra_spend", least=float("-inf")),),
        Text("费用和去年差不多", "spend is about last year's"),
        Text(
            "扣掉费用有盈余；费用与去年同期相差不到 {extra_spend_from}，看不出多花的钱有没有用",
            "earns its cost; spend is within {extra_spend_from} of last year's, which tells nothing of more",
        ),
    ),
    VerdictRule(
        "earns",
        "hold",
        (),
        Text("扣掉费用有盈余", "earns its cost"),
        Text(
            "扣掉费用有盈余；没有去年同期可比，看不出多花的钱有没有用",
            "earns its cost; there is no year before to tell what more spend brings",
        ),
    ),
)
