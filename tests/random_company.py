"""A small company by dice: every dataset, with the gaps and oddities that real ones have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.stores import Rows

CHANNELS = ("天猫", "京东", "抖音", "品牌门店", "区域经销", "企业直销")
REGIONS = ("华东", "华南", "华北")
PEOPLE = ("张伟", "李娜", "王芳", "刘洋")
PRODUCTS = ("咖啡机", "磨豆机", "净水机", "烤箱", "滤芯")
COMPETITORS = ("甲公司", "乙公司")
STAGES = ("lead", "qualified", "proposal", "negotiation")
FIRST, LAST = date(2023, 1, 2), date(2025, 8, 13)
DAYS = (LAST - FIRST).days
MONTHS = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]


def company(seed: int, orders: int = 400) -> dict[str, Rows]:
    """All datasets by key, as `asked` takes them; the same seed makes the same company."""
    dice = Random(seed)
    customers = [f"客户{n:03}" for n in range(max(4, orders // 5))]
    lines = _orders(dice, orders, customers)
    return {
        "orders": lines,
        "targets": _targets(dice),
        "spend": _spend(dice),
        "customers": _rows(dice, [{"customer": c} for c in customers], _customer),
        "opportunities": _rows(dice, [{"opportunity_id": f"D{n}"} for n in range(orders)], _deal),
        "tickets": _rows(dice, [{"ticket_id": f"T{n}"} for n in range(orders)], _ticket),
        "surveys": _rows(dice, [{"customer": dice.choice(customers)} for _ in range(orders)], _survey),
        "market": _market(dice),
        "returns": [
            {"order_id": line["order_id"], "product": line["product"]}
            for line in dice.sample(lines, len(lines) // 20)
            if line["product"]
        ],
        "people": [{"salesperson": who, "team": dice.choice("AB")} for who in PEOPLE],
        "products": [{"product": p, "cost": dice.randint(20, 90)} for p in PRODUCTS],
        "visits": [
            {"customer": dice.choice(customers), "date": _day(dice, since=LAST - timedelta(90))}
            for _ in range(orders // 4)
        ],
    }  # fmt: skip


def _rows(dice: Random, rows: Rows, more: Callable[[Random], dict[str, Any]]) -> Rows:
    return [row | more(dice) for row in rows]


def _orders(dice: Random, count: int, customers: list[str]) -> Rows:
    lines: Rows = []
    for n in range(count):
        day = _day(dice)
        # later ones come later: there are new customers to the end
        known = customers[: 1 + len(customers) * (date.fromisoformat(day) - FIRST).days // DAYS]
        shared = {
            "order_id": f"O{n}",
            "order_date": day,
            "customer": _or_none(dice, dice.choice(known), 0.03),
            "channel": _or_none(dice, dice.choice(CHANNELS), 0.05),
            "region": _or_none(dice, dice.choice(REGIONS), 0.05),
            "salesperson": dice.choice(PEOPLE),
            "status": dice.choices([None, "cancelled", "returned"], [90, 5, 5])[0],
            "ship_date": _or_none(Random(n), _later(Random(n), day, 6), 0.1),
        }
        for product in dice.sample(PRODUCTS, dice.randint(1, 3)):
            quantity = _or_none(dice, dice.randint(1, 20), 0.1)
            amount = round(dice.uniform(100, 9000), 2) * dice.choices([1, -1], [97, 3])[0]
            cost = _or_none(dice, round(amount * dice.uniform(0.4, 1.1), 2), 0.2)
            sold = {"product": product, "quantity": quantity, "amount": amount, "cost": cost}
            lines.append(shared | sold | _list_price(amount, quantity))
    return [*lines, lines[0] | {"order_id": "last", "order_date": str(LAST), "status": None}]


def _list_price(amount: float, quantity: int | None) -> dict[str, Any]:
    """A tenth is taken off what costs more than 1,000, nothing off the rest."""
    if quantity is None:
        return {"unit_price": None, "discount": None}
    rate = 0.1 if amount > 1000 else 0
    return {"unit_price": round(amount / quantity / (1 - rate), 2), "discount": rate}


def _targets(dice: Random) -> Rows:
    return [
        {"period": month, "region": region, "amount": dice.randint(20_000, 60_000)}
        for month in MONTHS
        for region in REGIONS
    ]


def _spend(dice: Random) -> Rows:
    return [
        {
            "date": month,
            "channel": channel,
            "purpose": _or_none(dice, dice.choice(("promotion", "content", "service")), 0.1),
            "spend": dice.randint(500, 9000),
            "budget": dice.randint(500, 9000),
            "leads": dice.randint(0, 40),
            "inventory": dice.randint(5_000, 20_000),
        }
        for month in MONTHS[: MONTHS.index(f"{LAST:%Y-%m}") + 1]
        for channel in CHANNELS
    ]


def _customer(dice: Random) -> dict[str, Any]:
    return {
        "industry": dice.choice(("餐饮", "酒店")),
        "segment": dice.choice(("中小企业", "大型企业")),
        "influence": _or_none(dice, dice.randint(1, 5), 0.3),
        "renewal_date": _or_none(dice, _day(dice), 0.3),
        "renewed": dice.choice((True, False, None)),
        "last_visit": _or_none(dice, _day(dice), 0.5),
    }


def _deal(dice: Random) -> dict[str, Any]:
    met = date.fromisoformat(_day(dice))
    closed = met + timedelta(dice.randint(1, 120))
    outcome = dice.choice(("won", "lost", "open")) if closed <= LAST else "open"
    return {
        "stage": "won" if outcome == "won" else dice.choice(STAGES),
        "outcome": outcome,
        "amount": dice.randint(1000, 90_000),
        "channel": dice.choice(CHANNELS),
        "owner": dice.choice(PEOPLE),
        "first_contact": str(met),
        "closed": None if outcome == "open" else str(closed),
    }


def _ticket(dice: Random) -> dict[str, Any]:
    opened = datetime.fromisoformat(_day(dice)) + timedelta(minutes=dice.randint(0, 1439))
    answered = opened + timedelta(hours=dice.uniform(0.1, 60))
    solved = answered + timedelta(hours=dice.uniform(0.1, 60))
    return {
        "opened": str(opened),
        "first_response": _or_none(dice, str(answered), 0.05),
        "resolved": _or_none(dice, str(solved), 0.1),
        "channel": dice.choice(CHANNELS),
        "kind": dice.choice(("complaint", "fault")),
        "csat": _or_none(dice, dice.randint(1, 5), 0.4),
    }


def _survey(dice: Random) -> dict[str, Any]:
    return {
        "date": _day(dice),
        "channel": dice.choice(CHANNELS),
        "csat": _or_none(dice, dice.randint(1, 5), 0.2),
        "nps": _or_none(dice, dice.randint(0, 10), 0.2),
    }


def _market(dice: Random) -> Rows:
    rows: Rows = []
    for month in MONTHS[: MONTHS.index(f"{LAST:%Y-%m}") + 1]:
        size = dice.randint(500_000, 900_000)
        rows += [
            {
                "period": month,
                "market_size": size,
                "competitor": competitor,
                "competitor_sales": dice.randint(50_000, 200_000),
                "competitor_price": dice.randint(80, 120),
                "own_price": 100,
                "product": "咖啡机",
            }
            for competitor in COMPETITORS
        ]
    return rows


def _day(dice: Random, since: date = FIRST) -> str:
    return str(since + timedelta(days=dice.randint(0, (LAST - since).days)))


def _later(dice: Random, day: str, most: int) -> str:
    return str(date.fromisoformat(day) + timedelta(dice.randint(0, most)))


def _or_none(dice: Random, value: Any, share: float) -> Any:
    """The value, or nothing in that share of the cases."""
    return None if dice.random() < share else value
