"""The field that a column goes by: what its header names, held against the units in which its cells are
written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdash.catalog.model import Dataset, Field, Kind
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.catalog.words.vocabulary import COMMISSION
from salesdash.intake.texts import headers
from salesdash.intake.texts.currencies import led_by_currency
from salesdash.intake.texts.metric_headers import counts_things, is_of_another_thing, target_metric
from salesdash.intake.texts.pieces import is_price_of_a_piece
from salesdash.intake.texts.sample_values import Sample

# Behind every name that the catalogue lists.
BY_FORM = 1_000

# The people of sales, or what was sold: figures below it tell.
_SALES = re.compile(r".*销售")
_NAME = re.compile(r"\s*(?:(?:full|first|last|display) ?)?name\s*|\s*姓名\s*", re.IGNORECASE)
_EMPLOYED = re.compile(
    rf"\bemp(?:l(?:oyee)?s?)?\b|\bstaff\b|payroll|\bbonus(?! points)|salary|\bhired\b|{COMMISSION}|"
    r"工号|员工|部门|奖金|工资|入职|\bteam\b|\bquota\b|\battainment\b"
)
_OF_A_BUYER = re.compile(r"电话|手机|地址|付清|结清|欠|赊|村|收货")
_OF_SELLERS = re.compile(
    r"sales performance|\bby (?:sales ?)?(?:reps?|person|people|team)\b|\bsales ?(?:people|team|reps?)\b|leader ?board"
)
# Whatever was achieved is sales: 签单业绩, 业绩合计; not what was aimed at, paid for it, or achieved at another time.
_ACHIEVED = re.compile(
    r"(?!.*(?:目标|任务|计划|指标|预算|率|排名|名次|占比|[上去前]|同期|同比|环比|累计|年度|全年|提成|奖|差|底薪))"
    r"(?:.{0,4}业绩(?:额|金额|合计|总[计额]|完成额?|实际|数)?|销额)"
)
_OF_GOODS = {"order_id", "product", "product_id", "quantity", "unit_price"}
_COUPON = re.compile(r"coupon|voucher|券")


def named(header: str, sample: Sample, dataset: Dataset) -> headers.Match | None:
    if dataset is ORDERS and sample.are_order_numbers:
        return headers.Match(ORDERS.field("order_id"), 0)
    match = _by_header(header, dataset)
    if match and match.field.key == "salesperson" and _states_sales(header, sample):
        return headers.Match(ORDERS.field("amount"), BY_FORM) if dataset is ORDERS else None
    if match and match.field == ORDERS.field("promotion") and _is_money_off(header, sample):
        return headers.Match(ORDERS.field("discount"), BY_FORM)
    if match is None or not is_sum(match.field):
        return match
    if weighs(header, sample):
        return _as_quantity(match, dataset)
    if sample.are_prices and match.field == ORDERS.field("amount"):  # 12元/kg
        return headers.Match(ORDERS.field("unit_price"), BY_FORM)
    return match


def _is_money_off(header: str, sample: Sample) -> bool:
    """Whether a coupon is told by what it takes off, and not by its name."""
    return _COUPON.search(headers.spoken(header)) is not None and sample.fits(
        ORDERS.field("discount"), header
    )


def of_the_staff(
    columns: dict[str, headers.MatchedColumn], names: Sequence[str], titles: Sequence[str]
) -> dict[str, headers.MatchedColumn]:
    """The columns of orders with those who sold in place of customers, where no more than a Name stands
    beside what only employees have, or below a title that speaks of them and beside no goods."""
    customer = columns.get("customer")
    if customer is None or "salesperson" in columns or not _NAME.fullmatch(names[customer.index]):
        return columns
    is_told = _OF_GOODS.isdisjoint(columns) and any(
        _OF_SELLERS.search(headers.spoken(title)) for title in titles
    )
    if not (is_told or any(_EMPLOYED.search(headers.spoken(name)) for name in names)):
        return columns
    rest = {key: column for key, column in columns.items() if key != "customer"}
    return rest | {"salesperson": customer}


def of_buyers(
    columns: dict[str, headers.MatchedColumn], names: Sequence[str]
) -> dict[str, headers.MatchedColumn]:
    """The columns of orders with customers in place of those who sold, where no more than a 姓名 stands beside goods
    and beside what is only written down of buyers: a telephone, an address, whether they have paid."""
    seller = columns.get("salesperson")
    if seller is None or "customer" in columns or not _NAME.fullmatch(names[seller.index]):
        return columns
    if _OF_GOODS.isdisjoint(columns) or not any(_OF_A_BUYER.search(name) for name in names):
        return columns
    rest = {key: column for key, column in columns.items() if key != "salesperson"}
    return rest | {"customer": seller}


def weighs(header: str, sample: Sample) -> bool:
    """Whether the header or the cells state a unit of things, so that it is no sum of money: Amount (kg),
    23.4kg."""
    return counts_things(header) or sample.state_a_measure


def achieves(header: str) -> bool:
    """Whether the header names what somebody achieved, in sales: 开卡业绩, 销额."""
    return _ACHIEVED.fullmatch(headers.without_unit(header)) is not None


def says_sales(header: str) -> bool:
    """Whether the header is a word that means whoever sells or what was sold: 销售, 本周销售."""
    return _SALES.fullmatch(headers.without_unit(header)) is not None


def _states_sales(header: str, sample: Sample) -> bool:
    """Whether figures stand below such a word that are no numbers of people, or are said to be money or those
    of a time."""
    may_be_people = header.strip() == "销售" and sample.may_be_codes
    return sample.are_figures and says_sales(header) and not may_be_people


def _by_header(header: str, dataset: Dataset) -> headers.Match | None:
    base = re.sub(r" \(\d+\)$", "", header)
    banner, _, _ = base.rpartition(headers.BETWEEN)
    if dataset is ORDERS and is_of_another_thing(banner):
        return None  # the date and amount of an instalment are not those of the order
    declared = headers.match(base, dataset)
    if dataset is ORDERS and declared is None and is_price_of_a_piece(base):
        return headers.Match(ORDERS.field("unit_price"), BY_FORM)
    if dataset is ORDERS and declared is None and achieves(base):
        return headers.Match(ORDERS.field("amount"), BY_FORM)
    if declared is None and (led := led_by_currency(base)):
        declared = headers.match(led[1], dataset)
    if declared is None and dataset.key == "targets" and target_metric(base):
        return headers.Match(dataset.field("amount"), 1)
    return declared


def _as_quantity(match: headers.Match, dataset: Dataset) -> headers.Match | None:
    is_amount = match.field == ORDERS.field("amount") and dataset is ORDERS
    return headers.Match(ORDERS.field("quantity"), BY_FORM + match.rank) if is_amount else None


def is_sum(field: Field) -> bool:
    """Whether it is a sum of money: a price stays one, whatever the measure beside it."""
    return field.kind is Kind.MONEY and field.key not in ("unit_price", "unit_cost")
