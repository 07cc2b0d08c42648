"""What the receipt says of returns and renewals, which only the whole store can tell."""

from __future__ import annotations

import duckdb

from salesdash.text import Text
from salesdash.units import COUNT, write

BOTH_FORMS = Text(
    "退货有两种记法：标记退货 {marked} 行，负数行 {credited} 行。"
    "同一订单，或同一客户、产品和金额两处都有的，只计一次。",
    "Returns come in two forms: marked rows {marked}, negative lines {credited}. What is both, by its order or by "
    "customer, product and amount, counts once.",
)
NET_AMOUNTS = Text(
    "这份导出里全额退款的订单金额为 0，说明金额已扣除退款；退款仍计入退货额，净销售额不再重复扣减。",
    "Orders refunded in full stand at 0 in this export: its amounts are after refunds. Refunds count as returns, "
    "and net sales are not lessened by them once more.",
)
BLANK_RENEWALS = Text(
    "{n} 位客户续约日已过而“是否续约”空着，按未续约计。",
    "Customers past their renewal date with “Renewed” left blank: {n}. They count as not renewed.",
)
MARKS = (
    "SELECT (SELECT count(*) FROM live.returns WHERE returned IS DISTINCT FROM false) "
    "+ count(*) FILTER (amount > 0 AND (status = 'returned' OR refund <> 0)), count(*) FILTER (amount < 0) "
    "FROM live.orders WHERE status IS DISTINCT FROM 'cancelled'"
)
REFUNDED = (
    "SELECT count(*) FILTER (amount = 0) * 2 >= count(*) AND count(*) > 0 FROM live.orders "
    "WHERE import_id = ? AND sheet = ? AND refund <> 0 AND status IS DISTINCT FROM 'cancelled'"
)
BLANKS = (
    "SELECT count(DISTINCT customer) FROM live.customers WHERE renewed IS NULL "
    "AND renewal_date < (SELECT max(order_date) FROM live.orders) "
    "AND EXISTS (FROM live.customers WHERE renewed IS NOT NULL)"
)


def notes(
    db: duckdb.DuckDBPyConnection, dataset: str, import_id: int, sheet: str
) -> tuple[Text, ...]:
    """What is to be said of a table that has just been stored, beside what the table itself told."""
    sentences: list[Text] = []
    if dataset in ("orders", "returns"):
        marked, credited = db.execute(MARKS).fetchone() or (0, 0)
        if marked and credited:
            sentences.append(
                BOTH_FORMS.format(marked=write(marked, COUNT), credited=write(credited, COUNT))
            )
    if dataset == "orders" and db.execute(REFUNDED, [import_id, sheet]).fetchone() == (True,):
        sentences.append(NET_AMOUNTS)
    if dataset in ("orders", "customers"):
        blank = db.execute(BLANKS).fetchone()
        if blank and blank[0]:
            sentences.append(BLANK_RENEWALS.format(n=write(blank[0], COUNT)))
    return tuple(sentences)
