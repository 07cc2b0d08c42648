"""From where on something in the data proposes a risk: the limits of the signals, which a workspace may set."""

from __future__ import annotations

from salesdash.catalog.model import Rule
from salesdash.text import Text
from salesdash.units import POINTS, RATIO

SIGNAL_RULES = (
    Rule(
        "signal_top",
        Text("信号：最大客户占比", "Signal: share of the largest customer"),
        Text(
            "最大客户占近 12 个月销售额超过这个比例，提示依赖一个客户",
            "Beyond this share of the sales of 12 months the company leans on one customer",
        ),
        0.20, RATIO, most=1,
    ),
    Rule(
        "signal_top_five",
        Text("信号：前五大客户占比", "Signal: share of the five largest"),
        Text(
            "前五大客户合计占近 12 个月销售额超过这个比例，提示过于集中",
            "Beyond this share of the sales of 12 months the company leans on five customers",
        ),
        0.50, RATIO, most=1,
    ),
    Rule(
        "signal_drop",
        Text("信号：渠道销售下降", "Signal: channel down by"),
        Text(
            "渠道近 3 个月销售额同比下降达到这个比例，且份额也在降",
            "From this fall of 3 months' sales on last year on, a channel that loses share as well is told",
        ),
        0.20, RATIO, most=1,
    ),
    Rule(
        "signal_price",
        Text("信号：均价下降", "Signal: average price down by"),
        Text(
            "产品近 3 个月均价同比下降达到这个比例，而销量没有变",
            "From this fall of a product's average price on last year on, where its volume is flat",
        ),
        0.05, RATIO, most=1,
    ),
    Rule(
        "signal_flat",
        Text("信号：销量不变", "Signal: volume flat within"),
        Text(
            "销量同比变化小于这个比例，算没有变（我们的规则）",
            "A volume that changed by less than this on last year is flat (our rule)",
        ),
        0.05, RATIO, most=1,
    ),
    Rule(
        "signal_share",
        Text("信号：市场份额下降", "Signal: market share down by"),
        Text(
            "近 12 个月市场份额比再前 12 个月下降达到这么多个百分点",
            "From so many points of market share lost against the 12 months before on",
        ),
        0.01, POINTS, most=1,
    ),
    Rule(
        "signal_turnover",
        Text("信号：周转率下降", "Signal: turnover down by"),
        Text(
            "库存周转率同比下降达到这个比例（我们的规则）",
            "From this fall of inventory turnover on last year on (our rule)",
        ),
        0.10, RATIO, most=1,
    ),
    Rule(
        "signal_pace",
        Text("信号：人员进度", "Signal: pace of a salesperson"),
        Text(
            "连续两个月都不到目标的这个比例",
            "Below this part of target in two months running",
        ),
        0.80, RATIO, most=2,
    ),
    Rule(
        "signal_returns",
        Text("信号：退货率上升", "Signal: return rate up by"),
        Text(
            "近 3 个月退货率同比上升达到这么多个百分点（我们的规则）",
            "From this rise of 3 months' return rate on last year on, in points (our rule)",
        ),
        0.01, POINTS, most=1,
    ),
    Rule(
        "signal_again",
        Text("信号：再次提示", "Signal: comes back when worse by"),
        Text(
            "忽略过的事项，比忽略时再恶化这个比例才会再次出现（我们的规则）",
            "What was dismissed comes back once it is worse than then by this part (our rule)",
        ),
        0.20, RATIO,
    ),
)  # fmt: skip
