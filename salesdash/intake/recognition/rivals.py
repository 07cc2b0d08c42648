"""Columns of money beside the amount that may as well be it: those that differ from it decide the figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.intake.recognition.amounts import before_refunds, first_numbers, product_of
from salesdash.intake.recognition.by_values.figures import figure_columns
from salesdash.intake.recognition.named import says_sales
from salesdash.intake.tables.context.subject import is_of_a_life
from salesdash.intake.tables.layout.across import ANY_YEAR
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.amount_headers import amount_order, says_money
from salesdash.intake.texts.headers import MatchedColumn, spoken
from salesdash.intake.texts.pieces import names_a_count
from salesdash.intake.texts.sample_values import NEARLY, Sample
from salesdash.intake.texts.times.dates import read_days

# Chosen: half the price is the most that a discount takes off nearly every line, and no tax adds as much; of
# 120 real tables none is asked about in vain.
LEAST, MOST = Decimal("0.5"), Decimal("1.5")
_PRICE = re.compile(r"(?<![进购本])价(?!税)|price|preis|precio|prix")
_OF_A_PAYMENT = re.compile(
    r"[付收回汇]款|支付|到[账帐]|结[算款]|对账|回单|缴费|paid|payment|settle|payout"
)
GLANCE = 1_000  # lines
_RATE = re.compile(r"折|扣|佣|率|discount|commission|rate|rabatt")
FAR = 10  # times the price of a piece, chosen: no list price is so much more than what is paid
FEWEST = 3  # lines, so that no chance makes two columns alike


def rivalled(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """The columns with a doubt about the amount where a further one, under a name that nobody declared, says
    of the same lines that they are money, and other money: the one that is paid goes first."""
    amount = columns["amount"]
    price = columns.get("unit_price") if "quantity" not in columns else None
    paid = [price.index] if price and amount_order(table.headers[price.index]) == 0 else []
    near = [
        i
        for i in (*figure_columns(table, samples, columns), *paid)
        if says_money(table.headers[i])
        and not names_a_count(table.headers[i])
        and not samples[i].state_a_measure
        and _is_of_the_same_lines(table, amount.index, i, columns.get("quantity"))
    ]
    refund = columns.get("refund")
    if refund:  # what refunds leave would have them taken off twice
        net = {
            i for i in near if before_refunds(table, i, refund.index, [amount.index]) is not None
        }
        near = [i for i in near if i not in net]
        amount = replace(amount, others=(*amount.others, *sorted(net)))
    if not near:
        return columns | {"amount": amount}
    first, *rest = sorted(
        (amount.index, *near), key=lambda i: (amount_order(table.headers[i]), i != amount.index)
    )
    doubt = MatchedColumn(first, sure=False, others=amount.others, rivals=tuple(rest))
    others = {key: c for key, c in columns.items() if key != "unit_price" or c.index not in near}
    return others | {"amount": doubt}


def unless_paid(
    table: Table, samples: Sequence[Sample], columns: dict[str, MatchedColumn]
) -> dict[str, MatchedColumn]:
    """The columns with a doubt about the day where it is that of a payment or settlement, and another column
    has the same day or an earlier one on every line: that goes first."""
    day = columns.get("order_date")
    if day is None or not _OF_A_PAYMENT.search(spoken(table.headers[day.index])):
        return columns
    claimed = {c.index for key, c in columns.items() if key != "ship_date"}
    paid = _days_of(table, day.index)
    before = [
        i
        for i, header in enumerate(table.headers)
        if i not in claimed
        and samples[i].are_days
        and not (is_of_a_life(header) or _OF_A_PAYMENT.search(spoken(header)))
        and _are_before(_days_of(table, i), paid)
    ]
    if not before:
        return columns
    rest = {key: column for key, column in columns.items() if column.index != before[0]}
    doubt = MatchedColumn(before[0], sure=False, rivals=(*before[1:], day.index))
    return rest | {"order_date": doubt}


def _days_of(table: Table, index: int) -> list[date | None]:
    text = table.texts[index].text.slice(0, GLANCE)
    days: list[date | None] = read_days(text, year=ANY_YEAR).starts.to_pylist()
    return days


def _are_before(days: Sequence[date | None], others: Sequence[date | None]) -> bool:
    """Whether nearly every line has an earlier day than its other one, or the same, and some an earlier."""
    known = [(one, other) for one, other in zip(days, others, strict=True) if one and other]
    late = sum(one > other for one, other in known)
    full = sum(day is not None for day in days) >= sum(day is not None for day in others)
    return full and late <= (1 - NEARLY) * len(known) and any(one < other for one, other in known)


def unless_priced(table: Table, columns: dict[str, MatchedColumn]) -> dict[str, MatchedColumn]:
    """The columns with the figures below 销售 as whoever sold, where quantity × price is other money."""
    parts = [columns.get(key) for key in ("amount", "quantity", "unit_price")]
    amount, quantity, price = parts
    if not (amount and quantity and price) or not says_sales(table.headers[amount.index]):
        return columns
    figures, many, each = (first_numbers(table, part.index) for part in parts if part)
    worth = product_of(many, each)
    if 2 * _near(worth, figures) > len(worth) - worth.null_count:
        return columns
    rest = {key: column for key, column in columns.items() if key != "amount"}
    if amount.others:
        rest["amount"] = MatchedColumn(amount.others[0], others=amount.others[1:])
    return {"salesperson": MatchedColumn(amount.index)} | rest


def unless_rate(table: Table, columns: dict[str, MatchedColumn]) -> dict[str, MatchedColumn]:
    """The columns with what is called a price and says which part of another price is paid (定价 50, 折扣价 0.8) as
    the discount on that; a share or a rate of no price is none either."""
    price = columns.get("unit_price")
    if price is None:
        return columns
    samples = {i: Sample(table.sample(i)) for i in (price.index, *price.others)}
    shares = [i for i, sample in samples.items() if sample.are_shares]
    if not shares:
        return columns
    rest = {key: column for key, column in columns.items() if key != "unit_price"}
    claimed = {column.index for column in rest.values()}
    named = [
        i for i, h in enumerate(table.headers) if i not in claimed and _PRICE.search(spoken(h))
    ]
    header, sample = table.headers[shares[0]], samples[shares[0]]
    is_rate = bool(_RATE.search(spoken(header))) or sample.have_percents
    least = 1 if is_rate else FAR * sample.usual
    whole = (i for i in (price.index, *named) if Sample(table.sample(i)).usual > least)
    if (index := next(whole, None)) is not None:
        others = tuple(i for i in price.others if i not in (index, *shares))
        discount = {"discount": MatchedColumn(shares[0])}
        return discount | rest | {"unit_price": MatchedColumn(index, price.sure, others)}
    return rest if is_rate and price.index in shares else columns


def differing(
    table: Table, one: int, other: int, lines: pa.Array | None = None
) -> tuple[int, Decimal]:
    """On how many of the first lines two columns of money differ, and by how much in all; `lines` are those
    that count."""
    gaps = pc.subtract(first_numbers(table, one), first_numbers(table, other))
    if lines is not None:
        gaps = pc.filter(gaps, lines.slice(0, len(gaps)))
    many = pc.sum(pc.not_equal(gaps, pa.scalar(0, gaps.type))).as_py() or 0
    return many, abs(pc.sum(gaps).as_py() or Decimal(0))


def _is_of_the_same_lines(
    table: Table, amount: int, other: int, quantity: MatchedColumn | None
) -> bool:
    """Whether the other column has much the same money line by line, not the very same, and is no price."""
    money, beside = first_numbers(table, amount), first_numbers(table, other)
    if quantity and _always(
        pc.equal(product_of(first_numbers(table, quantity.index), beside), money)
    ):
        return False
    known = len(money) - money.null_count
    is_near = known >= FEWEST and _near(money, beside) > NEARLY * known
    return is_near and differing(table, amount, other)[0] > 0


def _near(money: pa.Array, beside: pa.Array) -> int:
    """On how many lines the other money is much the same."""
    low, high = (pc.multiply(pc.abs(money), pa.scalar(times)) for times in (LEAST, MOST))
    size = pc.abs(beside)
    near = pc.and_(pc.greater_equal(size, low), pc.less_equal(size, high))
    return pc.sum(near).as_py() or 0


def _always(lines: pa.Array) -> bool:
    return bool(pc.all(lines).as_py()) and lines.null_count < len(lines)
