"""The settings by what people come for: one group is open at a time, and its name is in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from salesdash.catalog.model import registry
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.settings import backups_desk, choice, push_desk, rates_desk, workdays
from salesdash.ui.settings.members import (
    channels_desk,
    core_products_desk,
    floor_prices_desk,
    spellings_desk,
)
from salesdash.ui.settings.numbers import definitions_desk, limits_desk

GROUP = Text("设置", "Settings")


@dataclass(frozen=True, slots=True)
class SettingsGroup:
    """One group. `about` says what is found in it, for whoever searches."""

    key: str
    name: Text
    about: Text
    desk: Callable[[Screen], None]


def products(screen: Screen) -> None:
    core_products_desk.desk(screen)
    floor_prices_desk.desk(screen)


GROUPS = registry(
    (
        SettingsGroup(
            definitions_desk.KEY,
            Text("数字的含义", "Definitions"),
            Text(
                "每个指标怎么算、公式、单位、出处，每张表认得哪些列名",
                "How each number is computed, formula, unit, source, headers that a sheet may have",
            ),
            definitions_desk.desk,
        ),
        SettingsGroup(
            limits_desk.KEY,
            Text("阈值与规则", "Limits and rules"),
            Text(
                "红绿灯的达标线和预警线、负责人，客户分层、发货、响应、回访的判断标准",
                "Green and amber limits and owners of the lights; what tiers, shipping, answers and visits go by",
            ),
            limits_desk.desk,
        ),
        SettingsGroup(
            "workdays",
            Text("工作日与财年", "Workdays"),
            Text(
                "节假日、调休、公司自己的休息日、财年从几月开始",
                "Public holidays, days off of your own, first month of the fiscal year",
            ),
            workdays.desk,
        ),
        SettingsGroup(
            "money",
            Text("币种与汇率", "Currency"),
            Text(
                "记账币种、金额用元还是万元或亿元、外币每个月的汇率",
                "The currency kept, the unit in which money is written, the monthly rates of other currencies",
            ),
            rates_desk.desk,
        ),
        SettingsGroup(
            "channels",
            Text("渠道类型", "Channel kinds"),
            Text(
                "渠道是直销、代理、经销、门店还是平台，线上还是线下；评估级别和上次评估日期",
                "Which channels are direct, agents, distributors, stores or marketplaces; online or offline; reviews",
            ),
            channels_desk.desk,
        ),
        SettingsGroup(
            "products",
            Text("产品", "Products"),
            Text(
                "标出核心（主推、重点）产品，填每个产品的底价（最低价）",
                "Mark the core products; the floor price of each, below which it may not be sold",
            ),
            products,
        ),
        SettingsGroup(
            "names",
            Text("名称", "Names"),
            Text(
                "合并同一个客户、渠道、区域、人员的不同写法",
                "Merge several spellings of one customer, channel, region or person",
            ),
            spellings_desk.desk,
        ),
        SettingsGroup(
            "push",
            Text("推送", "Push"),
            Text(
                "把每周简报发到企业微信、钉钉、飞书群或邮箱",
                "Send the week's brief to WeCom, DingTalk or Feishu groups, webhooks or by mail",
            ),
            push_desk.desk,
        ),
        SettingsGroup(
            "backups",
            Text("备份与恢复", "Backups"),
            Text(
                "立即备份、下载备份、恢复到以前的一天",
                "Back up now, download a backup, restore an earlier day",
            ),
            lambda screen: backups_desk.desk(screen.warehouse, screen.lang),
        ),
    )
)


def show(screen: Screen) -> None:
    """The choice of a group, and the group chosen."""
    names = {key: group.name for key, group in GROUPS.items()}
    GROUPS[choice.part(screen, "group", GROUP, names)].desk(screen)
