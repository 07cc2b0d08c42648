"""The sheets about single customers: the customer file, deals, visits, tickets, ratings and returned goods."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from sample_data.company import AS_OF, FIELD, SEED
from sample_data.customers import Customer
from sample_data.names import INDUSTRIES, NamePool
from sample_data.sheets import rows_of
from sample_data.stories import story

STAGES = ("初步接触", "需求确认", "方案报价", "商务谈判", "签约")
LOST_AT = (0.34, 0.30, 0.22, 0.14, 0.0)
LOST_PER_WON = 2.0
OPEN_DEALS = 96
DAYS_TO_CLOSE = (4.0, 7.6)
TICKET_KINDS = {"故障": 0.38, "安装": 0.24, "咨询": 0.26, "投诉": 0.12}
TICKETS_PER_ORDER = 0.075
HOURS_TO_ANSWER = (9.0, 0.85)
HOURS_TO_RESOLVE = (28.0, 0.62)
SURVEYS_PER_ORDER = 0.085
RATINGS = (0.01, 0.02, 0.05, 0.42, 0.50)
RECOMMENDATIONS = {10: 0.33, 9: 0.28, 8: 0.20, 7: 0.11, 6: 0.04, 5: 0.02, 4: 0.01, 2: 0.01}
RETURN_REASONS = ("质量问题", "运输破损", "型号不符", "客户改变需求")
VISIT_KINDS = ("上门", "电话", "视频")
VISIT_NOTES = ("例行回访，使用正常", "介绍新品", "了解扩店计划", "跟进耗材补货", "培训店员操作")
DAYS_BETWEEN_VISITS = {"high": 27, "middle": 80}
VISITS_SKIPPED_LATELY = 0.06
SILENT_LAST_VISIT = date(2025, 6, 12)
SILENT_COMPLAINT = datetime(2025, 8, 5, 10, 20)  # noqa: DTZ001 - a sheet knows no zones
CONTRACTED, RENEWED = 0.5, 0.9
CONTRACTED_CHANNELS = ("企业直销", "区域经销")


def customer_file(
    customers: list[Customer], lines: pd.DataFrame, visited: pd.DataFrame
) -> pd.DataFrame:
    """One row per customer that has ordered."""
    rng = np.random.default_rng(SEED + 5)
    last_visit = visited.groupby("customer")["date"].max()
    buyers = set(lines["customer"])
    return pd.DataFrame(
        {
            "customer": customer.name.zh,
            "industry": customer.industry,
            "segment": customer.segment,
            "influence": customer.influence,
            "region": customer.desk.region.name.zh,
            "owner": customer.desk.person.name.zh,
            **_renewal(customer, rng),
            "last_visit": last_visit.get(customer.name.zh),
        }
        for customer in customers
        if customer.name.zh in buyers
    )


def _renewal(customer: Customer, rng: np.random.Generator) -> dict[str, object]:
    due = date(2025, 1, 1) + timedelta(days=int(rng.integers(0, 540)))
    kept = rng.random() < RENEWED and (customer.left is None or customer.left > due)
    contracted = (
        rng.random() < CONTRACTED
        and customer.came + timedelta(days=300) < due
        and (customer.left is None or customer.left > due - timedelta(days=60))
    )
    if customer.channel.name.zh not in CONTRACTED_CHANNELS or not contracted:
        return {"renewal_date": None, "renewed": None}
    return {
        "renewal_date": due,
        "renewed": None if due > AS_OF else "是" if kept else "否",
    }


def value_tiers(customers: list[Customer], lines: pd.DataFrame) -> dict[str, str]:
    """Those a company would call high and middle: by money, frequency and influence of 12 months."""
    since = AS_OF.replace(year=AS_OF.year - 1)
    year = lines[(lines["order_date"] > since) & (lines["status"] != "已取消")]
    by_customer = year.groupby("customer").agg(
        money=("amount", "sum"), orders=("order_id", "nunique")
    )
    influence = pd.Series({c.name.zh: (c.influence - 1) / 4 for c in customers})
    rank = by_customer.rank(pct=True)
    score = 0.5 * rank["money"] + 0.3 * rank["orders"] + 0.2 * influence.reindex(rank.index)
    place = score.rank(pct=True, ascending=False)
    # A little more generous than the rule, so that nobody near the cut goes unvisited.
    return {
        str(name): "high" if at <= 0.24 else "middle" for name, at in place.items() if at <= 0.52
    }


def visits(customers: list[Customer], lines: pd.DataFrame) -> pd.DataFrame:
    """The last twelve months' visits: high monthly, middle quarterly, the silent one until June."""
    rng = np.random.default_rng(SEED + 6)
    tiers = value_tiers(customers, lines)
    first = lines.groupby("customer")["order_date"].min()
    silent = story("silent_key_customer").members["customer"]
    rows = []
    for customer in customers:
        tier = tiers.get(customer.name.zh)
        if tier is None:
            continue
        apart = DAYS_BETWEEN_VISITS[tier]
        skipped = rng.random() < VISITS_SKIPPED_LATELY
        day = AS_OF - timedelta(days=int(rng.integers(0, apart)) + 32 * skipped)
        if customer.name.zh in silent:
            day = SILENT_LAST_VISIT
        while day > max(first[customer.name.zh], AS_OF - timedelta(days=365)):
            workday = day - timedelta(days=max(0, day.weekday() - 4))
            rows.append(
                {
                    "customer": customer.name.zh,
                    "date": workday,
                    "kind": str(rng.choice(VISIT_KINDS, p=(0.5, 0.35, 0.15))),
                    "owner": customer.desk.person.name.zh,
                    "note": str(rng.choice(VISIT_NOTES)),
                }
            )
            day -= timedelta(days=apart + int(rng.integers(-3, 4)))
    return pd.DataFrame(rows).sort_values(["date", "customer"]).reset_index(drop=True)


def opportunities(customers: list[Customer], lines: pd.DataFrame, names: NamePool) -> pd.DataFrame:
    """Each new field customer was won; twice as many prospects were lost; some are still open."""
    rng = np.random.default_rng(SEED + 7)
    first = lines.groupby("customer")["order_date"].min()
    field = [c for c in customers if c.desk.person.reach == FIELD]
    won = [c for c in field if not c.known_at_start and c.name.zh in first]
    rows: list[dict[str, object]] = []
    for customer in won:
        closed = first[customer.name.zh] - timedelta(days=int(rng.integers(0, 4)))
        rows.append(_deal(customer, customer.name.zh, closed, len(STAGES) - 1, "赢单", rng))
        for _ in range(rng.poisson(LOST_PER_WON)):
            day = min(closed + timedelta(days=int(rng.integers(-15, 16))), AS_OF)
            reached = int(rng.choice(len(STAGES), p=LOST_AT))
            rows.append(_deal(customer, _prospect(customer, names, rng), day, reached, "输单", rng))
    for _ in range(OPEN_DEALS):
        like = field[rng.integers(len(field))]
        reached = int(rng.choice(4, p=(0.34, 0.28, 0.22, 0.16)))
        day = AS_OF + timedelta(days=int(rng.integers(3, 20)))
        deal = _deal(like, _prospect(like, names, rng), day, reached, "进行中", rng)
        rows.append(deal | {"closed": None})
    frame = pd.DataFrame(rows, dtype=object)
    frame = frame[(frame["created"] <= AS_OF) & (frame["created"] >= date(2023, 1, 1))]
    frame = frame.sort_values(["created", "customer"]).reset_index(drop=True)
    frame.insert(0, "opportunity_id", [f"OP{n:05d}" for n in range(1, len(frame) + 1)])
    return frame


def _prospect(like: Customer, names: NamePool, rng: np.random.Generator) -> str:
    industry = next(i for i in INDUSTRIES if i.name.zh == like.industry)
    return names.take(like.desk.region, industry, rng).zh


def _deal(
    like: Customer, name: str, closed: date, reached: int, outcome: str, rng: np.random.Generator
) -> dict[str, object]:
    took = max(3, round(rng.gamma(*DAYS_TO_CLOSE)))
    contact = closed - timedelta(days=took)
    return {
        "customer": name,
        "channel": like.channel.name.zh,
        "owner": like.desk.person.name.zh,
        "stage": STAGES[reached],
        "amount": round(float(np.clip(rng.lognormal(10.9, 0.7), 8e3, 8e5)) / 100) * 100,
        "first_contact": contact,
        "created": contact + timedelta(days=min(took, int(rng.integers(0, 4)))),
        "closed": closed,
        "outcome": outcome,
    }


def _sample_of_orders(lines: pd.DataFrame, share: float, rng: np.random.Generator) -> pd.DataFrame:
    orders = lines[lines["status"] != "已取消"].drop_duplicates("order_id")
    silent = story("silent_key_customer").members["customer"]
    return orders[(rng.random(len(orders)) < share) & ~orders["customer"].isin(silent)]


def tickets(lines: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(SEED + 8)
    silent = story("silent_key_customer").members["customer"][0]
    rows: list[dict[str, object]] = [
        {
            "opened": SILENT_COMPLAINT,
            "first_response": SILENT_COMPLAINT + timedelta(hours=75, minutes=10),
            "resolved": SILENT_COMPLAINT + timedelta(hours=262, minutes=40),
            "customer": silent,
            "channel": "企业直销",
            "kind": "投诉",
            "priority": "高",
            "csat": 1,
        }
    ]
    for order in rows_of(_sample_of_orders(lines, TICKETS_PER_ORDER, rng)):
        day = order.order_date + timedelta(days=int(rng.integers(5, 90)))
        minute = int(rng.integers(0, 60 * 10))
        opened = datetime.combine(day, time(8, 30)) + timedelta(minutes=minute)
        answered = rng.lognormal(np.log(HOURS_TO_ANSWER[0]), HOURS_TO_ANSWER[1])
        resolved = max(
            answered + 0.5, rng.lognormal(np.log(HOURS_TO_RESOLVE[0]), HOURS_TO_RESOLVE[1])
        )
        kind = str(rng.choice(list(TICKET_KINDS), p=list(TICKET_KINDS.values())))
        priority = str(rng.choice(("高", "中", "低"), p=(0.2, 0.5, 0.3)))
        rows.append(
            {
                "opened": opened,
                "first_response": opened + timedelta(minutes=round(answered * 60)),
                "resolved": opened + timedelta(minutes=round(resolved * 60)),
                "customer": order.customer,
                "channel": order.channel,
                "kind": kind,
                "priority": priority,
                "csat": int(rng.choice((1, 2, 3, 4, 5), p=RATINGS)),
            }
        )
    frame = pd.DataFrame(rows)
    frame = frame[frame["resolved"] < datetime.combine(AS_OF, time(23, 59))]
    return frame.sort_values(["opened", "customer"]).reset_index(drop=True)


def surveys(lines: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(SEED + 9)
    silent = story("silent_key_customer").members["customer"][0]
    rows = [
        {"date": date(2025, 8, 18), "customer": silent, "channel": "企业直销", "csat": 2, "nps": 3}
    ]
    for order in rows_of(_sample_of_orders(lines, SURVEYS_PER_ORDER, rng)):
        rows.append(
            {
                "date": order.order_date + timedelta(days=int(rng.integers(7, 30))),
                "customer": order.customer,
                "channel": order.channel,
                "csat": int(rng.choice((1, 2, 3, 4, 5), p=RATINGS)),
                "nps": int(rng.choice(list(RECOMMENDATIONS), p=list(RECOMMENDATIONS.values()))),
            }
        )
    frame = pd.DataFrame(rows)
    frame = frame[frame["date"] <= AS_OF]
    return frame.sort_values(["date", "customer"]).reset_index(drop=True)


def returns(lines: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(SEED + 10)
    back = lines[lines["status"] == "已退货"]
    days = rng.integers(4, 20, len(back))
    frame = pd.DataFrame(
        {
            "order_id": back["order_id"],
            "date": [
                d + timedelta(days=int(n)) for d, n in zip(back["ship_date"], days, strict=True)
            ],
            "product": back["product"],
            "amount": back["amount"],
            "reason": rng.choice(RETURN_REASONS, len(back), p=(0.35, 0.25, 0.15, 0.25)),
        }
    )
    return frame.sort_values(["date", "order_id"]).reset_index(drop=True)
