"""The sheets that the company's management keeps: targets, spend, market, people, products."""

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from sample_data.company import (
    AS_OF,
    CHANNELS,
    LIST_PRICE_LEVEL,
    PEOPLE,
    PRODUCTS,
    PURPOSES,
    REGIONS,
    SEED,
    Channel,
    Name,
    names_of,
)
from sample_data.customers import Customer
from sample_data.plan import (
    DESKS,
    MONTHS,
    actual_sales,
    elapsed,
    expected_sales,
    month_index,
    targets,
)
from sample_data.stories import story

COST_OF_SALES = 0.65
TURNS_A_YEAR = 6.8
OUTLETS_LEVEL = {2023: 1.0, 2024: 1.06, 2025: 1.12}
OVER_BUDGET = {True: 1.12, False: 0.99}
VISITS_PER_LEAD = {"企业直销": 0, "区域经销": 0, "品牌门店": 14}
VISITS_PER_LEAD_ONLINE = 42
MARKET_SHARE = (0.146, 0.156)
COMPETITORS: tuple[tuple[Name, float, str, float], ...] = tuple(
    zip(
        names_of(
            "恒厨科技=Hengchu Tech", "鼎味设备=Dingwei Equipment", "蓝焰厨电=Lanyan Appliances"
        ),
        (0.182, 0.121, 0.094),
        ("半自动咖啡机 C2", "制冰机 I60", "封口机 S3"),
        (1.02, 0.98, 0.97),
        strict=True,
    )
)
TEAMS = {"field": "销售部", "online": "电商部"}


def month_text(month: int) -> str:
    year, number = MONTHS[month]
    return f"{year}-{number:02d}"


def region_targets() -> pd.DataFrame:
    """Long: period, region, amount in yuan; all months of the three years."""
    by_desk = targets()
    return pd.DataFrame(
        {
            "period": month_text(m),
            "region": region.name.zh,
            "amount": int(sum(by_desk[d, m] for d, k in enumerate(DESKS) if k.region is region)),
        }
        for m in range(len(MONTHS))
        for region in REGIONS
    )


def salesperson_targets() -> pd.DataFrame:
    """Wide: one row per salesperson, a column per month of 2025, in 万元."""
    by_desk = targets()
    months = [m for m, (year, _) in enumerate(MONTHS) if year == AS_OF.year]
    rows = []
    for person in PEOPLE:
        own = [d for d, desk in enumerate(DESKS) if desk.person is person]
        row: dict[str, object] = {"salesperson": person.name.zh}
        for m in months:
            row[month_text(m)] = float(sum(by_desk[d, m] for d in own)) / 10_000
        rows.append(row)
    return pd.DataFrame(rows)


def spend(customers: list[Customer]) -> pd.DataFrame:
    """One row per month, channel and purpose; what is counted once a channel stands on its first row."""
    rng = np.random.default_rng(SEED + 3)
    made, expected = actual_sales().sum(axis=0), expected_sales().sum(axis=0)
    rows: list[dict[str, object]] = []
    for c, channel in enumerate(CHANNELS):
        roi = _return_on_spend(channel)
        profit = (1 - COST_OF_SALES) * channel.price
        paid = made[c] * profit / (1 + roi)
        planned = expected[c] * profit / (1 + roi) / OVER_BUDGET[_overspends(channel)]
        reached = _reach(channel, _arrivals(customers, channel), expected[c], rng)
        for m in range(len(MONTHS)):
            closed = m > month_index(AS_OF)
            noise = rng.normal(1.0, 0.03, len(PURPOSES))
            for p, purpose in enumerate(PURPOSES):
                row: dict[str, object] = {
                    "date": month_text(m),
                    "channel": channel.name.zh,
                    "purpose": purpose.zh,
                    "spend": None
                    if closed
                    else _hundreds(paid[m] * channel.purposes[p] * noise[p]),
                    "budget": _hundreds(planned[m] * channel.purposes[p]),
                }
                if p == 0 and not closed:
                    row |= {field: values[m] for field, values in reached.items()}
                rows.append(row)
    columns = ["date", "channel", "purpose", "spend", "budget", "leads", "visits", "inventory"]
    frame = pd.DataFrame(rows, columns=[*columns, "outlets"], dtype=object)
    return frame.sort_values("date", kind="stable").reset_index(drop=True)


def _overspends(channel: Channel) -> bool:
    return channel.name.zh in story("falling_roi").members["channel"]


def _return_on_spend(channel: Channel) -> npt.NDArray[np.float64]:
    if _overspends(channel):
        told = story("falling_roi").magnitude
        return np.linspace(told["roi_first_month"], told["roi_last_month"], len(MONTHS))
    return np.repeat(channel.roi, 12)


def _hundreds(amount: float) -> int:
    return round(amount / 100) * 100


def _arrivals(customers: list[Customer], channel: Channel) -> npt.NDArray[np.float64]:
    """New customers a month, smoothed: leads come before and after those they turn into."""
    came = [month_index(c.came) for c in customers if c.channel is channel and not c.known_at_start]
    counts = pd.Series(np.bincount(came, minlength=len(MONTHS)).astype(float))
    return counts.rolling(5, center=True, min_periods=1).mean().to_numpy()


def _reach(
    channel: Channel,
    arrivals: npt.NDArray[np.float64],
    expected: npt.NDArray[np.float64],
    rng: np.random.Generator,
) -> dict[str, list[int]]:
    past = elapsed(channel.reach)
    per_lead = VISITS_PER_LEAD.get(channel.name.zh, VISITS_PER_LEAD_ONLINE)
    smooth = pd.Series(expected).rolling(3, center=True, min_periods=1).mean().to_numpy()
    leads, visits, inventory, outlets = [], [], [], []
    for m, (year, _) in enumerate(MONTHS):
        wanted = arrivals[m] * past[m] / channel.lead_conversion
        leads.append(round(wanted * rng.normal(1.0, 0.05)))
        visits.append(round(leads[-1] * per_lead * rng.normal(1.0, 0.06)))
        stock = smooth[m] * 12 * COST_OF_SALES / TURNS_A_YEAR * rng.normal(1.0, 0.03)
        inventory.append(_hundreds(stock))
        outlets.append(round(channel.outlets * OUTLETS_LEVEL[year]))
    reached = {"leads": leads, "visits": visits, "inventory": inventory, "outlets": outlets}
    return {field: values for field, values in reached.items() if any(values)}


def market(lines: pd.DataFrame) -> pd.DataFrame:
    """A row with the market's size for each closed month, then one per competitor."""
    rng = np.random.default_rng(SEED + 4)
    booked = lines[lines["status"] != "已取消"]
    own = booked.groupby([month_index(day) for day in booked["order_date"]])["amount"].sum() / 100
    price = {product.name.zh: product.list_price for product in PRODUCTS}
    rows: list[dict[str, object]] = []
    last = month_index(AS_OF)
    for m in range(last):
        share = float(np.interp(m, (0, last - 1), MARKET_SHARE)) * rng.normal(1.0, 0.012)
        size = round(own[m] / share / 10_000) * 10_000
        rows.append({"period": month_text(m), "market_size": size})
        for rival, rival_share, product, level in COMPETITORS:
            own_price = round(price[product] * LIST_PRICE_LEVEL[MONTHS[m][0]])
            rows.append(
                {
                    "period": month_text(m),
                    "competitor": rival.zh,
                    "competitor_sales": _hundreds(size * rival_share * rng.normal(1.0, 0.03)),
                    "product": product,
                    "competitor_price": round(own_price * level * rng.normal(1.0, 0.008)),
                    "own_price": own_price,
                }
            )
    columns = ["period", "market_size", "competitor", "competitor_sales", "product"]
    return pd.DataFrame(rows, columns=[*columns, "competitor_price", "own_price"], dtype=object)


def people() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "salesperson": person.name.zh,
            # A person who looks after several regions has none of its own.
            "region": person.regions[0] if len(person.regions) == 1 else None,
            "team": TEAMS[person.reach],
            "manager": person.manager,
        }
        for person in PEOPLE
    )


def events() -> pd.DataFrame:
    """What the management noted beside its curves; promotions are in the orders already."""
    late = story("late_supply")
    noted = (
        (date(2024, 9, 2), None, "武汉展厅开业", "其他", None, "华中", None),
        (date(2025, 1, 28), date(2025, 2, 4), "春节放假", "节假日", None, None, None),
        (date(2025, 6, 2), None, "西南大区经理离任", "人员", None, "西南", None),
        (late.since, date(2025, 9, 30), "净水供货延迟", "缺货", None, None, None),
    )
    return pd.DataFrame(
        noted, columns=["date", "until", "event", "kind", "channel", "region", "product"]
    )


def products() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "product": product.name.zh,
            "category": product.category,
            "list_price": round(product.list_price * LIST_PRICE_LEVEL[AS_OF.year]),
            "cost": round(product.list_price * LIST_PRICE_LEVEL[AS_OF.year] * product.cost_rate, 2),
            "core": "是" if product.core else "否",
        }
        for product in PRODUCTS
    )
