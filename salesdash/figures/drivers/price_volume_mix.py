"""Why sales moved: by price, volume and mix, and by customers, their orders and what each brought."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from salesdash.analysis.drivers import Sold, exact, price_volume_mix
from salesdash.analysis.factors import Buying, buying
from salesdash.catalog.metrics import METRICS
from salesdash.charts.column import Column
from salesdash.charts.compared import gap
from salesdash.charts.figure import Figure, in_one_unit
from salesdash.charts.rows import number
from salesdash.figures.comparison import comparison_of, no_base, notes_on_time
from salesdash.figures.drivers.wording import CHANGE, sides_of, whole_words
from salesdash.figures.events import note_on_events
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask

PART = Text("原因", "Driver")
PRICE_TITLE = Text(
    "销售额为什么变了：新品、价格、销量与结构",
    "Why sales moved: new products, price, volume and mix",
)
NEW, LOST = Text("新品", "New products"), Text("停售产品", "Products no longer sold")
PRICE, VOLUME, MIX = Text("价格", "Price"), Text("销量", "Volume"), Text("产品结构", "Product mix")
UNCOUNTED = Text("未填数量的订单", "Lines without a quantity")
PRICES = Text("价格影响最大的是{products}", "Prices moved most for {products}")
PRICE_RULE = Text(
    "两期都卖的产品：价格 = Σ（现价 − 原价）× 现销量；销量 = 总销量变化 × 原平均价；其余为产品结构。",
    "Of products sold in both periods: price = Σ (price now − before) × quantity now; volume = change "
    "of the total quantity × mean price before; mix is the rest.",
)

BUYING_TITLE = Text(
    "销售额为什么变了：客户、频次与客单价", "Why sales moved: customers, frequency and order value"
)
CUSTOMERS, FREQUENCY = Text("客户数", "Customers"), Text("人均订单数", "Orders per customer")
VALUE = Text("客单价", "Order value")
FACTORS = Text(
    "客户 {c0} → {c1} 个，人均 {f0} → {f1} 单，客单价 {v0} → {v1}",
    "customers {c0} → {c1}, orders per customer {f0} → {f1}, order value {v0} → {v1}",
)
BUYING_RULE = Text(
    "销售额 = 客户数 × 人均订单数 × 客单价；变化按对数平均（LMDI）分摊，与先后顺序无关。",
    "Sales = customers × orders per customer × order value; the change is shared by logarithmic "
    "mean (LMDI), in no order.",
)
NO_LOGARITHM = Text(
    "有一期的销售额或客户数不是正数，无法这样拆开。",
    "In one of the periods sales or customers are not positive: this split cannot be made.",
)

MOSTLY = Text("，影响最大的是{most}", "; mostly {most}")

Step = tuple[Text, Decimal]


def by_price(ask: Ask, scope: Scope) -> Figure:
    """The change of sales as new and lost products, price, volume and mix; adds up to the last unit."""
    missing = ask.missing(METRICS["price"]) + (
        () if ask.has("orders.product") else ("orders.product",)
    )
    sides = _sides(ask, scope, ["sales"])
    if missing or sides is None:
        return _nothing("price_volume_mix", PRICE_TITLE, scope, missing, no_base(ask, scope))
    before, now = (exact(side["sales"]) for side in sides)
    other = scope.compared(comparison_of(scope))
    effects = price_volume_mix(_sold(ask, other), _sold(ask, scope))
    steps: list[Step] = [
        (NEW, effects.new),
        (LOST, effects.lost),
        (PRICE, effects.price),
        (VOLUME, effects.volume),
        (MIX, effects.mix),
        (UNCOUNTED, effects.uncounted + now - before - effects.whole),
    ]
    steps = [(name, amount) for name, amount in steps if amount or name in (PRICE, VOLUME, MIX)]
    dearest = sorted(effects.prices.items(), key=lambda item: -abs(item[1]))[:2]
    products = _listed([(plain(name), amount) for name, amount in dearest if amount], scope)
    more = PRICES.format(products=products) if products.en else None
    return _figure(
        ask, "price_volume_mix", PRICE_TITLE, steps, (before, now), scope, more, PRICE_RULE
    )


def by_customers(ask: Ask, scope: Scope) -> Figure:
    """The change of sales as customers × orders per customer × order value; adds up."""
    missing = ask.missing(METRICS["customers"])
    sides = _sides(ask, scope, ["sales", "customers", "orders"])
    if missing or sides is None:
        return _nothing("customers_times_value", BUYING_TITLE, scope, missing, no_base(ask, scope))
    one, other = (Buying(s["customers"], s["orders"], exact(s["sales"])) for s in sides)
    effects = buying(one, other)
    if effects is None or not (one.customers and other.customers):
        return _nothing("customers_times_value", BUYING_TITLE, scope, (), NO_LOGARITHM)
    steps = [(CUSTOMERS, effects.customers), (FREQUENCY, effects.frequency), (VALUE, effects.value)]
    factors = FACTORS.format(
        **{
            f"{name}{i}": words
            for i, side in enumerate((one, other))
            for name, words in _factors(side, scope).items()
        }
    )
    ends = one.sales, other.sales
    return _figure(
        ask, "customers_times_value", BUYING_TITLE, steps, ends, scope, factors, BUYING_RULE
    )


def _factors(side: Buying, scope: Scope) -> dict[str, object]:
    return {
        "c": f"{side.customers:,.0f}",
        "f": f"{side.orders / side.customers:.2f}" if side.customers else "–",
        "v": write(float(side.sales) / side.orders if side.orders else None, MONEY, scope.scale),
    }


def _sides(ask: Ask, scope: Scope, keys: Sequence[str]) -> list[dict[str, float]] | None:
    """The metrics before and now; None where a side has no sales."""
    other = scope.compared(comparison_of(scope))
    sides = [ask(keys, [], side).iloc[0] for side in (other, scope) if side]
    amounts = [{key: number(side[key]) or 0.0 for key in keys} for side in sides]
    return (
        amounts
        if len(amounts) == 2 and all(number(s["sales"]) is not None for s in sides)
        else None
    )


def _sold(ask: Ask, scope: Scope | None) -> dict[str, Sold]:
    """What each product brought, its lines without a quantity left out where others have one."""
    frame = ask(["sales", "price_over", "price_under"], ["product"], scope)
    frame = frame[frame["product"].notna() & frame["sales"].notna()]
    return {
        str(product): Sold(exact(sales))
        if (count := number(quantity)) is None
        else Sold(exact(number(amount) or 0.0), exact(count))
        for product, sales, amount, quantity in frame.itertuples(index=False)
    }


def _figure(
    ask: Ask,
    key: str,
    title: Text,
    steps: Sequence[Step],
    ends: tuple[Decimal, Decimal],
    scope: Scope,
    more: Text | None,
    rule: Text,
) -> Figure:
    frame = pd.DataFrame(
        {"part": [name for name, _ in steps], "moved": [float(a) for _, a in steps]}
    )
    part, moved = Column("part", PART), Column("moved", CHANGE, MONEY)
    before, now = (float(end) for end in ends)
    start, end = sides_of(scope, "sales")
    written = in_one_unit(scope, frame, (moved,), before, now)
    largest = sorted((s for s in steps if s[1]), key=lambda s: -abs(s[1]))
    most = _listed(largest[:1], written)
    clauses = [words for words in (_listed(largest, written), more) if words and words.en]
    return Figure.of(
        scope,
        key,
        title,
        frame,
        (part, moved),
        lambda look: gap.waterfall(frame, part, moved, look, start=(start, before), end=(end, now)),
        sentence=(
            whole_words(METRICS["sales"], before, now, written, levels=False)
            + (MOSTLY.format(most=most) if most else BLANK)
            + Text("。", ".")
        ),
        metrics=("sales",),
        also=(before, now),
        notes=(
            *([join(clauses, zh="；", en="; ") + Text("。", ".")] if clauses else []),
            rule,
            *note_on_events(ask, scope, scope.elapsed),
            *notes_on_time(scope),
        ),
    )


def _listed(steps: Sequence[Step], scope: Scope) -> Text:
    return join(
        [
            name + Text(" ", " ") + write(float(amount), MONEY, scope.scale, signed=True)
            for name, amount in steps
        ]
    )


def _nothing(key: str, title: Text, scope: Scope, missing: tuple[str, ...], why: Text) -> Figure:
    return Figure.lacking(
        scope,
        key,
        title,
        sentence=BLANK if missing else why,
        metrics=("sales",),
        missing=missing,
    )
