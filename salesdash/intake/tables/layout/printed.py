"""Sums that a sheet prints around a table: in a title, beside it, or in a remark below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from salesdash.intake.texts import numbers
from salesdash.intake.texts.headers import simplified, spoken

_SUM = (
    r"(?:(?:销售|成交|订单|出货|营业|交易)?(?:合\s*计|总\s*计|共\s*计|总\s*和)(?:总?金额|销售额?|营业额)?|"
    r"(?:销售|成交|订单|交易|营业|合计|出货)?总(?:金额|销售额|额|营业额)|売上合計|売上合计|総計|総売上|総额|"
    r"(?<![a-z])(?:(?:grand|sales|net|gross|order) )?tota(?:l(?:s|e)?|al)(?: (?:sales|amount|revenue|value|turnover|"
    r"umsatz|ventas|ventes|vendas|vendite|omzet|importe|general|gén[ée]ral|ht|ttc|de ventas|des ventes))?|"
    r"(?<![a-z])(?:gesamt|end)?summe|(?<![a-z])gesamt(?:umsatz|betrag|summe)?|umsatz gesamt|"
    r"(?<![a-z])(?:(?:suma|somme|soma)(?: total)?|(?:importe|montant) total))"
)
_FIGURE = (
    r"(?:rmb|cny|usd|eur|gbp|人民币|[¥￥$€£])?\s*-?\d(?:[\d.,'\u00a0\u202f ]*\d)?\s*"
    r"(?:[万亿千百]{1,2}元?|元|円|圆|rmb|cny|usd|eur|gbp|[¥￥$€£])?"
)
# With a colon any figure may follow; without one it has to look like money.
_TOLD = re.compile(
    rf"(?P<label>{_SUM})\s*(?P<colon>[:：=])?\s*(?P<figure>{_FIGURE})(?P<rest>\s*\S{{0,6}})",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"[^:：\d]{{0,12}}?{_SUM}(?:\s*[(（][^)）]*[)）])?\s*[:：=]?", re.IGNORECASE)
# What is counted is no money: 合计：3 单, Total: 12 orders; nor is a share.
_COUNTED = re.compile(
    r"\s*(?:%|％|[单笔件个箱家人条行台次天户套只张份页]|orders?|rows?|items?|pcs|pieces?|units?|kg|customers?|"
    r"lines?|stück|stk|uds|kunden|clientes?|clients?|commandes?|pedidos?)",
    re.IGNORECASE,
)
# Before the label these say that it is the sum of something else, or of another time.
_OF_ANOTHER = re.compile(
    r"(?:上[月年周期季]|去年|同期|累计|目标|计划|任务|预算|成本|退款|退货|费用|数量|件数|单数|户数|运费|税额?|优惠|折扣|利润|"
    r"last (?:year|month|week)|target|cost|refund|discount|tax|profit|vorjahr|vormonat|anterior|ziel|"
    r"objetivo|objectif)\S{0,3}\s*$",
    re.IGNORECASE,
)
MARKS: tuple[numbers.Mark, ...] = (".", ",")
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Printed:
    """A sum in words, what it may be (its point may part thousands), and how far it is rounded.

    `has_unit`: it says in which unit it is. `is_own`: it can be that of no other table.
    """

    words: str
    values: tuple[Decimal, ...]
    rounding: Decimal
    has_unit: bool
    is_own: bool = True

    def agrees(self, amount: Decimal, unit: Decimal) -> bool:
        """Whether it is the amount, in the unit of the table where it states none."""
        sizes = (Decimal(1),) if self.has_unit or unit == 1 else (Decimal(1), unit)
        return any(
            abs(value * size - amount) <= self.rounding * size
            for value in self.values
            for size in sizes
        )


def printed_in(cells: Sequence[str]) -> tuple[Printed, ...]:
    """The sums in lines of cells: a label with its figure in one cell, or in the next."""
    sums: list[Printed] = []
    for cell, after in pairwise((*cells, "")):
        text = simplified(cell)
        in_words = [
            each for mention in _TOLD.finditer(text) if (each := _sum_mentioned(text, mention))
        ]
        label = _LABEL.fullmatch(text)
        if not in_words and label and not _OF_ANOTHER.match(text) and (one := _sum(after, after)):
            in_words = [replace(one, words=f"{cell} {after}")]
        sums += in_words
    return tuple(dict.fromkeys(sums))


def shared(printed: Iterable[Printed]) -> tuple[Printed, ...]:
    """The same, where they may be those of several tables together."""
    return tuple(replace(each, is_own=False) for each in printed)


def _sum_mentioned(text: str, mention: re.Match[str]) -> Printed | None:
    if _COUNTED.match(mention["rest"]) or _OF_ANOTHER.search(text[: mention.start()]):
        return None
    printed = _sum(mention["figure"], text[mention.start() : mention.end("figure")])
    if printed is None or mention["colon"]:
        return printed
    looks_like_money = printed.has_unit or re.search(r"\d[.,]\d|[¥￥$€£]|元", mention["figure"])
    return printed if looks_like_money else None


def _sum(figure: str, words: str) -> Printed | None:
    readings = [numbers.parse(figure, mark) for mark in MARKS]
    read = [each for each in readings if each and "counted" not in each.traits and not each.percent]
    if not read:
        return None
    digits = re.search(r"[.,](\d+)\D*$", figure)
    places = len(digits[1]) if digits else 0
    sized = "unit" in read[0].traits
    size = _size(figure) if sized else Decimal(1)
    rounding = HALF * size / 10 ** (0 if places == 3 and not sized else places)
    has_unit = sized or "currency" in read[0].traits
    return Printed(
        words.strip(), tuple(dict.fromkeys(each.value for each in read)), rounding, has_unit
    )


def _size(figure: str) -> Decimal:
    """The size that the figure states: 万 → 10000."""
    words = spoken(figure)
    one = numbers.parse("1" + re.sub(r"[\d.,'\s\u00a0\u202f¥￥$€£-]", "", words))
    return one.value if one else Decimal(1)
