"""Spend beside something else, in one column or in one for each channel (`天猫费用`, `tv_S`): a table of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from salesdash.catalog.sheets.selling import ORDERS, SPEND
from salesdash.catalog.words.vocabulary import MEDIA
from salesdash.intake.tables.context.subject import (
    holds_days,
    holds_figures,
    in_language_of,
    is_channel,
)
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.texts.currencies import owner_of
from salesdash.intake.texts.headers import match, spoken, stands_for
from salesdash.intake.texts.metric_headers import names_sales
from salesdash.text import Text

NAME = Text("费用", "spend")
# Whose spend it is, and the words that say that it is spend; `_S` is what models of a marketing mix
# call it, beside impressions (`_I`) and clicks (`_P`).
_BETWEEN = r"[\s_\-·:：]*"
_SPEND = (
    rf"(.+?){_BETWEEN}(?:(?:ad ?)?(?:spend(?:ing)?|spent|costs?)|(?:广告|推广|营销|投放|渠道)?费用?|花费|投放|支出)",
    r"(?:spend|costs?)[\s_\-]+(.+)",
    r"(.+)_s",
)
_ALL = re.compile(r"(?:总|全部|所有|整体|累计|全)(?:体|渠道|平台)?|all|overall")
MOSTLY = 0.5
# What a sum of orders has; any other field is of a single one.
_OF_A_SUM = {
    "order_date",
    "amount",
    "channel",
    "region",
    "category",
    "segment",
    "cost",
    "profit",
    "refund",
    "currency",
}
# Spend under whatever name, where it says that it went to advertising: 投流花费, TikTok ad spend.
_ADVERTISED = re.compile(
    r".*(?:花费|消耗|广告费|推广费|投[流放](?:费用?)?|\bad(?:vertising)? (?:spend|costs?))"
)


@dataclass(frozen=True, slots=True)
class SpendBeside:
    """The spend with its days and currency, whose columns are named by their channels; what else the table holds,
    None where that is nothing; and what is known of the spend."""

    spend: Table
    rest: Table | None
    answers: Mapping[str, str]


def spend_beside(table: Table) -> SpendBeside | None:
    """The spend of channels that stands across in a table of one row a day; None where there is none.

    A table of several rows a day has rows for something else, for which such columns are costs.
    """
    days = [i for i in range(len(table.headers)) if holds_days(table, i)]
    if beside_sales := _beside_sales(table, days):
        return beside_sales
    if len(days) != 1 or len(table.held[days[0]].unique()) < table.height:
        return None
    members = next((columns for way in _SPEND if (columns := _members(table, way))), None)
    if members is None:
        return None
    others = [i for i in range(len(table.headers)) if i not in members]
    is_more = any(holds_figures(table, i) for i in others if i != days[0])
    name, of = table.name, ""
    if is_more:
        name = " · ".join(filter(None, (table.name, in_language_of(table.headers, NAME))))
        of = f"{name}:"
    of_all = [days[0], *(i for i in others if owner_of(table.headers[i]) is not None)]
    across = table.only([*of_all, *members])
    spend = replace(
        across,
        headers=(*(table.headers[i] for i in of_all), *members.values()),
        name=name,
        paths=((),) * (len(of_all) + len(members)),
        levels=(),
        printed=(),
    )
    meaning = {"dataset": "spend", "measure": "spend", "across": "channel"}
    return SpendBeside(
        spend,
        table.only(others) if is_more else None,
        {f"{of}{key}": answer for key, answer in meaning.items()},
    )


def _beside_sales(table: Table, days: Sequence[int]) -> SpendBeside | None:
    """The only spend in a table of what was sold, by time and perhaps by channel or region; None in a list of orders,
    for whose lines it is a cost."""
    declared = [match(header, ORDERS) for header in table.headers]
    fields = {hit.field.key for hit in declared if hit}
    figures = [i for i in range(len(table.headers)) if holds_figures(table, i)]
    sold = [i for i in figures if names_sales(h := table.headers[i]) and not says_total(h)]
    spent = [i for i in figures if _is_spend(table.headers[i])]
    if len(days) != 1 or len(sold) != 1 or len(spent) != 1 or not fields <= _OF_A_SUM:
        return None
    labels = [i for i in range(len(table.headers)) if i not in figures]
    name = " · ".join(filter(None, (table.name, in_language_of(table.headers, NAME))))
    rest = table.only([i for i in range(len(table.headers)) if i not in spent])
    spend = replace(table.only(sorted({*labels, *days, *spent})), name=name, printed=())
    told = {
        "dataset": "spend",
        "column:spend": table.headers[spent[0]],
        "column:date": table.headers[days[0]],
    }
    return SpendBeside(spend, rest, {f"{name}:{key}": answer for key, answer in told.items()})


def _is_spend(header: str) -> bool:
    """Whether the header says that it is spend, and neither what was sold nor what goods have cost."""
    others = ("amount", "cost")
    is_named = stands_for(header, SPEND, "spend") or _ADVERTISED.fullmatch(spoken(header).strip())
    return bool(is_named) and not any(stands_for(header, ORDERS, key) for key in others)


def _members(table: Table, way: str) -> dict[int, str] | None:
    """By column, whose spend it is; None unless several are named so, most as channels are."""
    members = {
        i: hit[1].strip()
        for i, header in enumerate(table.headers)
        if (hit := re.fullmatch(way, header.strip(), re.IGNORECASE)) and holds_figures(table, i)
    }
    members = {i: name for i, name in members.items() if name and not _are_all(name)}
    known = [name for name in members.values() if is_channel(name) or name.casefold() in MEDIA]
    is_told = len(members) > 1 and len(known) > MOSTLY * len(members)
    return members if is_told and len(set(members.values())) == len(members) else None


def _are_all(name: str) -> bool:
    """Whether the name is that of all channels together."""
    return says_total(name) or _ALL.fullmatch(name.casefold()) is not None
