"""The order lines: every customer in its own rhythm, the sums of months, desks and channels as planned."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from sample_data.company import (
    AS_OF,
    CHANNELS,
    LIST_PRICE_LEVEL,
    PRODUCTS,
    PROMOTIONS,
    SEED,
    Channel,
    Product,
)
from sample_data.customers import Customer
from sample_data.names import INDUSTRIES
from sample_data.plan import DAY_WEIGHTS, DAYS, DESKS, actual_sales, month_index, promoted
from sample_data.stories import story

LINES_AN_ORDER = (0.36, 0.30, 0.20, 0.10, 0.04)
FAVOURED = 3.0
CANCELLED_SMALL_ORDERS = 0.036
RETURNED_LINES = 0.022
SHIPPING_DAYS = {0: 0.12, 1: 0.46, 2: 0.27, 3: 0.11, 4: 0.04}
STRAY_LATE_LINES = 0.012
VOLUME_DISCOUNTS = ((4.0, 0.025), (2.0, 0.02), (1.0, 0.01))
FITTING_ROUNDS = 12
SWAY = 0.35
SECOND_ORDER_SOONER = 0.6


@dataclass(frozen=True)
class Order:
    customer: Customer
    day: date
    last_known: bool


def order_lines(customers: list[Customer]) -> pd.DataFrame:
    """One row per order line up to the fixed date; money in whole cents, names in Chinese."""
    rng = np.random.default_rng(SEED + 2)
    orders = sorted(
        (order for customer in customers for order in _orders_of(customer, rng)),
        key=lambda order: (order.day, order.customer.name.zh),
    )
    rows: list[dict[str, object]] = []
    wishes: list[float] = []
    number, previous = 0, date.min
    for order in orders:
        number = number + 1 if order.day == previous else 1
        previous = order.day
        order_id = f"SO{order.day:%Y%m%d}{number:03d}"
        for row, wish in _lines_of(order, order_id, rng):
            rows.append(row)
            wishes.append(wish)
    lines = pd.DataFrame(rows)
    lines["quantity"] = _fitted_quantities(lines, np.array(wishes), rng)
    return _priced(lines)


def _orders_of(customer: Customer, rng: np.random.Generator) -> list[Order]:
    """Order days, evenly apart in demand time: busy weeks pass quickly and holidays slowly."""
    weights = DAY_WEIGHTS[customer.channel.reach]
    demand_time = np.cumsum(weights / weights.mean())
    last = min(customer.left or AS_OF, AS_OF)
    came = (customer.came - DAYS[0]).days
    clock = demand_time[came] - 1e-6
    if customer.known_at_start:
        clock += rng.uniform(0, customer.rhythm)
    days: list[date] = []
    while True:
        at = int(np.searchsorted(demand_time, clock))
        if at >= len(DAYS) or DAYS[at] > last:
            break
        if not days or days[-1] != DAYS[at]:
            days.append(DAYS[at])
        sway = np.clip(rng.normal(1.0, customer.steadiness), 1 - SWAY, 1 + SWAY)
        sooner = SECOND_ORDER_SOONER if len(days) == 1 and not customer.known_at_start else 1.0
        clock += customer.rhythm * sway * sooner
    if customer.name.zh in story("silent_key_customer").members["customer"]:
        days[-1] = last
    return [Order(customer, day, day == days[-1]) for day in days]


def _promotion_of(order: Order) -> str:
    hangover = story("promotion_hangover")
    if (
        order.customer.channel.name.zh in hangover.members["channel"]
        and hangover.since <= order.day <= hangover.until
    ):
        return hangover.members["promotion"][0]
    return promoted(order.day) if order.customer.channel.reach == "online" else ""


def _lines_of(
    order: Order, order_id: str, rng: np.random.Generator
) -> list[tuple[dict[str, object], float]]:
    customer, channel = order.customer, order.customer.channel
    favours = next(i.favours for i in INDUSTRIES if i.name.zh == customer.industry)
    liking = np.array([p.popularity * (FAVOURED if p.category == favours else 1) for p in PRODUCTS])
    count = 1 + rng.choice(len(LINES_AN_ORDER), p=LINES_AN_ORDER)
    chosen = rng.choice(len(PRODUCTS), count, replace=False, p=liking / liking.sum())
    # Only small or passing customers cancel: a cancelled order would make a large one look silent.
    may_cancel = customer.size < 1 and not order.last_known
    cancelled = rng.random() < CANCELLED_SMALL_ORDERS and may_cancel
    promotion = _promotion_of(order)
    lines = []
    for index in chosen:
        product = PRODUCTS[index]
        shipped = order.day + timedelta(days=_days_to_ship(product, order.day, rng))
        returned = rng.random() < RETURNED_LINES and shipped + timedelta(days=20) <= AS_OF
        row: dict[str, object] = {
            "order_id": order_id,
            "order_date": order.day,
            "customer": customer.name.zh,
            "segment": customer.segment,
            "channel": channel.name.zh,
            "region": customer.desk.region.name.zh,
            "salesperson": customer.desk.person.name.zh,
            "product": product.name.zh,
            "category": product.category,
            "unit_price": _unit_price(product, channel, order.day),
            "unit_cost": _unit_cost(product, order.day),
            "discount_rate": _discount_rate(customer, promotion),
            "promotion": promotion or None,
            "status": _status(cancelled, returned, shipped),
            "ship_date": None if cancelled or shipped > AS_OF else shipped,
            "desk": DESKS.index(customer.desk),
        }
        wish = product.usual_quantity * customer.size**0.55 * rng.lognormal(0, 0.3)
        lines.append((row, wish))
    return lines


def _days_to_ship(product: Product, day: date, rng: np.random.Generator) -> int:
    late = story("late_supply")
    if product.category in late.members["category"] and day >= late.since:
        if rng.random() < late.magnitude["late_share"]:
            return int(
                rng.integers(int(late.magnitude["days_from"]), int(late.magnitude["days_to"]) + 1)
            )
    elif rng.random() < STRAY_LATE_LINES:
        return int(rng.integers(8, 13))
    return int(rng.choice(list(SHIPPING_DAYS), p=list(SHIPPING_DAYS.values())))


def _status(cancelled: bool, returned: bool, shipped: date) -> str:
    if cancelled:
        return "已取消"
    if shipped > AS_OF:
        return "待发货"
    if returned:
        return "已退货"
    return "已发货" if shipped + timedelta(days=7) > AS_OF else "已完成"


def _unit_price(product: Product, channel: Channel, day: date) -> int:
    """In cents, rounded to whole yuan as on a price tag."""
    price = product.list_price * LIST_PRICE_LEVEL[day.year] * channel.price
    conflict = story("price_conflict")
    if (
        product.name.zh in conflict.members["product"]
        and channel.name.zh in conflict.members["channel"]
        and conflict.since <= day <= conflict.until
    ):
        price *= conflict.magnitude["price"]
    return round(price) * 100


def _unit_cost(product: Product, day: date) -> int:
    return round(product.list_price * LIST_PRICE_LEVEL[day.year] * product.cost_rate * 100)


def _discount_rate(customer: Customer, promotion: str) -> float:
    hangover = story("promotion_hangover")
    volume = next((rate for size, rate in VOLUME_DISCOUNTS if customer.size >= size), 0.0)
    if promotion in hangover.members["promotion"]:
        return max(volume, hangover.magnitude["discount"])
    for yearly in PROMOTIONS:
        if yearly.name.zh == promotion:
            return max(volume, yearly.discount)
    return volume


def _fitted_quantities(
    lines: pd.DataFrame, wishes: npt.NDArray[np.float64], rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Whole quantities whose money agrees with the plan by desk and month and by channel and month."""
    sales = actual_sales()
    months = np.array([month_index(day) for day in lines["order_date"]])
    desks = lines["desk"].to_numpy()
    channels = np.array([[c.name.zh for c in CHANNELS].index(c) for c in lines["channel"]])
    counted = (lines["status"] != "已取消").to_numpy()
    price = lines["unit_price"].to_numpy() / 100 * (1 - lines["discount_rate"].to_numpy())
    # One fixed draw per line keeps the rounding the same from round to round, so that it settles.
    rounding = rng.random(len(lines))
    factor = np.ones(len(lines))
    quantity = np.ones(len(lines), dtype=np.int64)
    for _ in range(FITTING_ROUNDS):
        for wanted, member in ((sales.sum(axis=0), channels), (sales.sum(axis=1), desks)):
            quantity = np.maximum(1, np.floor(wishes * factor + rounding)).astype(np.int64)
            made = np.zeros_like(wanted)
            np.add.at(made, (member, months), quantity * price * counted)
            ratio = np.divide(wanted, made, out=np.ones_like(wanted), where=made > 0)
            factor *= ratio[member, months]
    return np.maximum(1, np.floor(wishes * factor + rounding)).astype(np.int64)


def _priced(lines: pd.DataFrame) -> pd.DataFrame:
    gross = lines["quantity"] * lines["unit_price"]
    discount = (gross * lines["discount_rate"]).round().astype("int64")
    return lines.assign(
        discount=discount,
        amount=gross - discount,
        cost=lines["quantity"] * lines["unit_cost"],
    ).drop(columns=["unit_cost", "discount_rate", "desk"])
