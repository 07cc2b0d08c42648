"""What is planted in the sample company: the generator obeys it, the reader and the tests are told from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sample_data.company import AS_OF


@dataclass(frozen=True)
class Story:
    """members: field → Chinese names; until: last day of it; magnitude: what the generator applies."""

    key: str
    zh: str
    en: str
    members: Mapping[str, tuple[str, ...]]
    since: date
    until: date
    magnitude: Mapping[str, float]


STORIES = (
    Story(
        "region_misses_target",
        "西南区 2025 年 6 月起达不成目标：线下约为目标的 90 %，线上约 66 %；其他大区都在正常范围。",
        "Southwest misses its target from June 2025: field sales come to about 90 % of plan, online "
        "to about 66 %; every other region stays within its normal range.",
        {"region": ("西南",)},
        date(2025, 6, 1),
        AS_OF,
        {"field": 0.90, "online": 0.66},
    ),
    Story(
        "falling_roi",
        "天猫销售额逐年增长，但费用增长更快，投入产出比从 2023 年的约 1.4 一路降到约 0.6（2025 年）。",
        "Tmall's sales grow every year, but its spend grows faster: the return on it falls from "
        "about 1.4 in 2023 to about 0.6 in 2025.",
        {"channel": ("天猫",)},
        date(2023, 1, 1),
        AS_OF,
        {"roi_first_month": 1.65, "roi_last_month": 0.40},
    ),
    Story(
        "silent_key_customer",
        "大客户上海澜庭酒店管理有限公司一向约十天下一单，2025 年 8 月 22 日之后再无订单；"
        "此前有一起久拖未决的投诉和一次差评，6 月 12 日之后无人回访。",
        "Shanghai Lanting Hotel Management Co., Ltd., a key customer that ordered about every ten "
        "days, has placed no order since 22 August 2025, after a complaint that dragged on and a "
        "poor rating; nobody has visited it since 12 June.",
        {"customer": ("上海澜庭酒店管理有限公司",)},
        date(2025, 8, 22),
        AS_OF,
        {"days_between_orders": 10, "size": 9.0},
    ),
    Story(
        "promotion_hangover",
        "京东 2025 年 3 月的“开店季满减”销售冲高，4 月、5 月回落到平常以下，带来的新客几乎不再购买。",
        "JD.com's “Opening season” promotion of March 2025 makes a spike, April and May fall below "
        "normal, and the new customers it brought hardly ever buy again.",
        {"channel": ("京东",), "promotion": ("开店季满减",)},
        date(2025, 3, 10),
        date(2025, 3, 31),
        {"spike": 1.95, "dip": 0.66, "dip_months": 2, "new_customers": 42, "discount": 0.05},
    ),
    Story(
        "price_conflict",
        "封口机 S3 于 2025 年 8 月至 10 月在抖音的成交价比其他渠道低 16 % 左右，别的产品没有这种价差。",
        "From August to October 2025 the cup sealer S3 sells on Douyin about 16 % below every other "
        "channel; no other product has such a gap.",
        {"product": ("封口机 S3",), "channel": ("抖音",)},
        date(2025, 8, 1),
        date(2025, 10, 31),
        {"price": 0.84},
    ),
    Story(
        "late_supply",
        "净水设备 2025 年 7 月起供货延迟：约七成订单行下单 10 至 24 天后才发货，其他品类仍在 4 天以内；"
        "全公司晚发货比例超过 10 %。",
        "Water products ship late since July 2025: about seven lines in ten leave 10 to 24 days "
        "after the order, while all other categories still leave within 4; over 10 % of the "
        "company's lines are late.",
        {"category": ("净水设备",)},
        date(2025, 7, 1),
        AS_OF,
        {"late_share": 0.72, "days_from": 10, "days_to": 24},
    ),
    Story(
        "star_salesperson",
        "沈佳宁 2025 年各月都远超个人目标，约为目标的 127 %。",
        "Shen Jianing is far above her own target in every month of 2025, at about 127 % of it.",
        {"salesperson": ("沈佳宁",)},
        date(2025, 1, 1),
        AS_OF,
        {"against_plan": 1.30},
    ),
    Story(
        "salesperson_in_trouble",
        "王海峰 2025 年 7 月起每月只做到个人目标的三分之二左右，连续多期低于应有进度的 80 %。",
        "Wang Haifeng makes only about two thirds of his target each month since July 2025: under "
        "80 % of pace for several periods running.",
        {"salesperson": ("王海峰",)},
        date(2025, 7, 1),
        AS_OF,
        {"against_plan": 0.66},
    ),
    Story(
        "whipping_the_fast_ox",
        "鞭打快牛：华南 2024 年增长约 38 %，2025 年计划又要它增长三成五以上，其他大区只要 13 % 至 19 %。",
        "Success is punished: South grew by about 38 % in 2024 and the plan of 2025 asks it for "
        "over 35 % again, while the other regions are asked for 13 to 19 %.",
        {"region": ("华南",)},
        date(2025, 1, 1),
        date(2025, 12, 31),
        {"growth_2024": 1.38, "growth_2025": 1.36},
    ),
)

_BY_KEY = {story.key: story for story in STORIES}


def story(key: str) -> Story:
    return _BY_KEY[key]
