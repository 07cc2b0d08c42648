"""Expenses that look like orders: what the columns say beside the money decides."""

from __future__ import annotations

import re
from typing import Literal

from salesdash.catalog.sheets.selling import ORDERS, SPEND
from salesdash.intake.recognition.evidence import beside, speaking
from salesdash.intake.recognition.lookalikes.kinds_of_lines import kinds_of_lines
from salesdash.intake.tables.context.subject import is_purpose
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.number_grid import says_total
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.texts import headers
from salesdash.intake.texts.headers import MatchedColumn, plain
from salesdash.intake.texts.metric_headers import is_actual
from salesdash.intake.texts.numbers import parse
from salesdash.intake.texts.pieces import names_a_count

# One of these belongs to an order: whom, what and how many, under which number.
_OF_AN_ORDER = {
    "order_id",
    "customer",
    "customer_id",
    "product",
    "product_id",
    "quantity",
    "unit_price",
    "salesperson",
    "channel",
    "region",
    "province",
    "city",
    "segment",
    "subcategory",
    "promotion",
    "discount",
    "cost",
    "profit",
    "status",
    "ship_date",
}
# All that a fee and an expense have in common; and to whom, or for how many, a fee is charged.
_PLAIN_SPEND = {"date", "spend", "region"}
_CHARGED = {"customer", "customer_id", "quantity", "unit_price"}
# Words of a line of any ledger: no name of a product.
_REMARKS = frozenset(
    map(plain, ["description", "title", "item", "item description", "产品", "内容"])
)
# Shares of the words that name expenses. Measured: files are read alike from 0.45 to 0.8 and 0.25 to 0.55.
MOSTLY, SOME = 0.6, 0.4
_RUNNING = re.compile(
    r"\brent\b|salar|payroll|wages|utilit|insurance|tax|electric|房租|租金|工资|薪|水电|社保|税|折旧|差旅|招待|办公费|"
    r"miete|gehalt|gehälter|steuer|versicherung|strom|alquiler|sueldo|n[oó]mina|seguro|impuesto|loyer|salaire|imp[oô]t|"
    r"[eé]lectricit|affitto|stipend|bollett|impost[ae]|huur|salaris|energie|belasting|aluguel|sal[aá]rio|energia|"
    r"家賃|地代|給与|給料|水道|光熱|保険料|租税"
)
_SUBSCRIBED = re.compile(
    r"席位|[座坐]席|订阅|会员|套餐|授权|年费|月费|\bseats?\b|licen[sc]e|subscri|membership|\blizenz|\babo\b|licencia"
)
_CAMPAIGN = re.compile(r"campaign|ad ?set|ad ?group|推广计划|投放|广告")


def is_order(table: Table, columns: dict[str, MatchedColumn]) -> bool:
    """Whether what stands beside date and amount is that of an order, or nothing does."""
    fields = {key: c for key, c in columns.items() if c.sure and not _is_remark(table, key, c)}
    plain_money = [c.index for key, c in fields.items() if key in ("order_date", "amount")]
    beside = set(columns_of_words(table)) - set(plain_money)
    return not beside or not _OF_AN_ORDER.isdisjoint(fields)


def _is_remark(table: Table, key: str, column: MatchedColumn) -> bool:
    return key == "product" and plain(table.headers[column.index]) in _REMARKS


def are_expenses(
    table: Table, columns: dict[str, MatchedColumn], file: str
) -> Literal["yes", "perhaps", "no"]:
    """Whether what would be orders was spent: by a header that only expenses have, else by words
    that name expenses. `columns` are those of the orders."""
    columns = {
        key: c for key, c in columns.items() if key != "customer" or _share(table, c.index) < MOSTLY
    }  # an account is a customer, or what money goes to
    lines = {"order_id", "quantity", "unit_price", "customer", "product_id"} & set(columns)
    named = [h for h in table.headers if _is_purpose(h)] or speaking(table, SPEND)
    if lines or not {"order_date", "amount"} <= set(columns) or _is_settled(table):
        return "no"
    if named or _is_total_of_spend(table, columns["amount"], file):
        return "yes"
    claimed = {
        c.index
        for key, c in columns.items()
        if key in _OF_AN_ORDER and not _is_remark(table, key, c)
    }
    words = [i for i in columns_of_words(table) if i not in claimed]
    if any(_share(table, i) >= MOSTLY and _are_running_costs(table, i) for i in words):
        return "yes"
    if any(_share(table, i) >= SOME for i in words):
        return "perhaps"
    advertised = any(_CAMPAIGN.search(headers.spoken(header)) for header in table.headers)
    return "perhaps" if advertised and "product" not in columns else "no"


def is_sold_to_somebody(
    table: Table, columns: dict[str, MatchedColumn], purpose: MatchedColumn | None
) -> bool:
    """Whether a customer stands beside what is but called a purpose (Concepto, Poste) and names no
    expenses. `columns` are those of the orders."""
    if not {"order_date", "amount", "customer"} <= set(columns) or speaking(table, SPEND):
        return False
    return purpose is not None and _share(table, purpose.index) < SOME


def is_settlement(table: Table) -> bool:
    """Whether what was sold stands beside the fees that were taken off it, as their signs say."""
    return _is_settled(table) and any(
        {read.value < 0 for text in table.sample(i) if (read := parse(text))} == {True, False}
        for i in range(len(table.headers))
    )


def _is_settled(table: Table) -> bool:
    """Whether it is the settlement of a shop: prices beside the fees and taxes of each order."""
    return any(kinds_of_lines(table, i) for i in columns_of_words(table))


def _is_total_of_spend(table: Table, amount: MatchedColumn, file: str) -> bool:
    """Whether the money is but called a total, in a table whose names speak of spend and not of sales."""
    speaks = beside(table, SPEND, file) > 0 and not beside(table, ORDERS, file)
    return speaks and says_total(table.headers[amount.index])


def may_be_charged(table: Table, columns: dict[str, MatchedColumn]) -> bool:
    """Whether what would be spent may as well be a fee that somebody was charged: beside the money
    stands who or how many (客户, 席位, Nights), or a word for what people subscribe to, and nothing
    that only expenses have. `columns` are those of the spend."""
    used = {c.index for c in columns.values()}
    beside = [header for i, header in enumerate(table.headers) if i not in used]
    if not {*_PLAIN_SPEND, "channel"}.issuperset(columns) or not set(beside).isdisjoint(
        speaking(table, SPEND)
    ):
        return False
    fields = {charge.field.key for h in beside if (charge := headers.match(h, ORDERS))}
    if not _CHARGED.isdisjoint(fields) or any(map(names_a_count, beside)):
        return True
    words = (i for i in range(len(table.headers)) if i not in used)
    return any(_SUBSCRIBED.search(headers.spoken(w)) for i in words for w in table.sample(i))


def may_be_sold(table: Table, columns: dict[str, MatchedColumn], file: str) -> bool:
    """Whether what stands beside a budget may as well be what was sold, which has budgets too: it is called no
    more than an amount, and nothing around it speaks of expenses. `columns` are those of the spend."""
    if not {"budget", "spend"} <= columns.keys() <= _PLAIN_SPEND | {"budget", "channel"}:
        return False
    header = table.headers[columns["spend"].index]
    is_bare = headers.match(header, ORDERS) is not None or is_actual(header)
    return is_bare and not beside(table, SPEND, file)


def _are_running_costs(table: Table, index: int) -> bool:
    """Whether some of the words name what nobody sells: rent, wages, taxes."""
    return any(_RUNNING.search(headers.spoken(word)) for word in table.sample(index))


def _is_purpose(header: str) -> bool:
    match = headers.match(header, SPEND)
    return (
        match is not None and match.field.key == "purpose" and headers.match(header, ORDERS) is None
    )


def _share(table: Table, index: int) -> float:
    """How many of the different words of a column are names of expenses."""
    words = set(table.sample(index))
    return sum(map(is_purpose, words)) / len(words) if len(words) > 1 else 0.0


def purpose_of(table: Table, columns: dict[str, MatchedColumn]) -> int | None:
    """The column whose words name expenses, where no header does."""
    used = {key: c.index for key, c in columns.items()}
    free = [i for i in columns_of_words(table) if i not in used.values()]
    return next((i for i in free if _share(table, i) >= SOME), None)
