"""What a customer buys, and what those like him buy that he does not, in money."""

from __future__ import annotations

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.build import dimension_column, metric_column
from salesdash.figures.customers.one_customer.answer import as_standing
from salesdash.scope import Scope
from salesdash.text import Text
from salesdash.units import COUNT, MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.customers.happened import not_bought

BOUGHT = Text("买了什么：近 12 个月", "What was bought: 12 months")
OPENINGS = Text("相似客户在买、这位客户没买的", "Bought by similar customers, not by this one")
BUYERS, TYPICAL = (
    Text("相似客户里几位在买", "Of them buy it"),
    Text("一年一般买", "Typical, a year"),
)
BIGGEST = Text(
    "最大的机会是{line}：最相似的 {similar} 位客户里 {buyers} 位在买，一般一年 {money}。",
    "The largest opening is {line}: {buyers} of the {similar} most similar customers buy it, {money} a year each.",
)
NONE = Text("相似客户买的，这位客户都在买。", "This customer buys whatever similar ones buy.")
NOTHING = Text("近 12 个月没有买过产品。", "No product was bought in 12 months.")
HOW = Text(
    "我们的规则：按近 12 个月买的产品有多少相同，取最相似的 {similar} 位客户；"
    "至少 {least} 位在买的才列出，金额取中位数。",
    "Our rule: the {similar} customers who share most of the products of 12 months; what at least {least} of "
    "them buy, at the median of their money.",
)
SIMILAR, LEAST, MOST = 30, 3, 8


def bought(ask: Ask, scope: Scope, customer: str) -> Figure:
    """His products, the most money first."""
    of = "product" if ask.has("orders.product") else "category"
    one = as_standing(ask, scope, customer)
    if one is None or not ask.has(f"orders.{of}"):
        return Figure.lacking(scope, "customer_products", BOUGHT, missing=("orders.product",))
    frame = ask(["sales", "orders"], (of,), one.scope).dropna(subset=["sales"])
    frame = frame.sort_values("sales", ascending=False, kind="stable", ignore_index=True)
    if frame.empty:
        return Figure.lacking(scope, "customer_products", BOUGHT, sentence=NOTHING)
    columns = (dimension_column(of), metric_column("sales"), metric_column("orders"))
    return Figure.of(
        one.scope, "customer_products", BOUGHT, frame, columns, metrics=("sales", "orders")
    )


def openings(ask: Ask, scope: Scope, customer: str) -> Figure:
    """What those most like him buy that he does not: how many of them, and how much."""
    of = "product" if ask.has("orders.product") else "category"
    one = as_standing(ask, scope, customer)
    if one is None or not ask.has(f"orders.{of}"):
        return Figure.lacking(scope, "customer_openings", OPENINGS, missing=("orders.product",))
    frame = not_bought(ask, scope.as_of, customer, SIMILAR, LEAST).head(MOST)
    if frame.empty:
        return Figure.lacking(scope, "customer_openings", OPENINGS, sentence=NONE)
    frame = frame.rename(columns={"line": of})
    first = frame.iloc[0]
    columns = (
        dimension_column(of),
        Column("buyers", BUYERS, COUNT),
        Column("amount", TYPICAL, MONEY),
    )
    similar = int(first["alike"])
    return Figure.of(
        one.customers.year, "customer_openings", OPENINGS, frame, columns,
        sentence=BIGGEST.format(
            line=first[of], similar=similar, buyers=int(first["buyers"]),
            money=write(first["amount"], MONEY, scope.scale),
        ),
        metrics=("sales",), notes=(HOW.format(similar=SIMILAR, least=LEAST),),
    )  # fmt: skip
