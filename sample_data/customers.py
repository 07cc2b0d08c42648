"""Who buys: when each customer came, its size and rhythm, and when it left."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sample_data.company import AS_OF, CHANNELS, SEED, START, Channel, Name
from sample_data.names import INDUSTRIES, NamePool
from sample_data.plan import (
    DAY_WEIGHTS,
    DAYS,
    DESKS,
    MONTH_OF_DAY,
    MONTHS,
    UP_TO_NOW,
    Desk,
    expected_sales,
    month_index,
)
from sample_data.stories import Story, story

KNOWN_AT_START = 560
NEW_A_MONTH = {2023: 19, 2024: 27, 2025: 41}
ONE_OFF_SHARE = 0.10
MEDIAN_DAYS_BETWEEN_ORDERS = {True: 66, False: 165}
LONGEST_DAYS = {"small": 190, "large": 72}
YEARLY_CHURN = {"small": 0.20, "large": 0.07}
LARGE_STAY_AFTER = date(2024, 8, 1)
SIZE_OF_LARGE = 0.95


@dataclass(frozen=True)
class Customer:
    """size 1 is usual; rhythm in days of average demand; left: no order after that day."""

    name: Name
    desk: Desk
    channel: Channel
    industry: str
    segment: str
    influence: int
    size: float
    rhythm: float
    steadiness: float
    came: date
    left: date | None
    known_at_start: bool


def make_customers(names: NamePool) -> list[Customer]:
    rng = np.random.default_rng(SEED + 1)
    desk_shares = expected_sales().sum(axis=2)
    desk_shares /= desk_shares.sum(axis=0)
    served = np.zeros_like(desk_shares)
    arrivals: list[tuple[int, Story | None, bool]] = [(0, None, True)] * KNOWN_AT_START
    for month, (year, _) in enumerate(MONTHS[: int(MONTH_OF_DAY[UP_TO_NOW].max()) + 1]):
        share = UP_TO_NOW[month == MONTH_OF_DAY].mean()
        count = rng.poisson(NEW_A_MONTH[year] * share)
        arrivals += [(month, None, False)] * count
    hangover = story("promotion_hangover")
    promoted_month = month_index(hangover.since)
    arrivals += [(promoted_month, hangover, False)] * int(hangover.magnitude["new_customers"])

    customers = [_silent_one()]
    for month, promotion, known in arrivals:
        channel = _channel_of(promotion, rng)
        c = CHANNELS.index(channel)
        # To the desk furthest behind its share: by lot, a small desk could start with nobody.
        d = int(np.argmax(desk_shares[:, c] * (served[:, c].sum() + 1) - served[:, c]))
        served[d, c] += 1
        desk = DESKS[d]
        industry = INDUSTRIES[rng.choice(len(INDUSTRIES), p=_industry_shares(channel))]
        size = float(np.clip(rng.lognormal(0.25 if known else -0.45, 0.85), 0.15, 12))
        came = _arrival_day(month, promotion, known, channel, rng)
        customers.append(
            Customer(
                name=names.take(desk.region, industry, rng),
                desk=desk,
                channel=channel,
                industry=industry.name.zh,
                segment="大型企业" if size * rng.lognormal(0, 0.4) > 1.9 else "中小企业",
                influence=int(np.clip(round(2.3 + np.log(size) + rng.normal(0, 0.7)), 1, 5)),
                size=size,
                rhythm=_rhythm(size, known, rng),
                steadiness=rng.uniform(0.15, 0.3),
                came=came,
                left=_leaving_day(came, size, known, promotion, rng),
                known_at_start=known,
            )
        )
    return customers


def _silent_one() -> Customer:
    silent = story("silent_key_customer")
    zh = silent.members["customer"][0]
    desk = next(d for d in DESKS if d.person.name.zh == "陆文博")
    return Customer(
        name=Name(zh, "Shanghai Lanting Hotel Management Co., Ltd."),
        desk=desk,
        channel=CHANNELS[0],
        industry="酒店",
        segment="大型企业",
        influence=5,
        size=silent.magnitude["size"],
        rhythm=silent.magnitude["days_between_orders"],
        steadiness=0.15,
        came=date(2023, 1, 9),
        left=silent.since,
        known_at_start=True,
    )


def _channel_of(promotion: Story | None, rng: np.random.Generator) -> Channel:
    if promotion:
        return next(c for c in CHANNELS if c.name.zh in promotion.members["channel"])
    return CHANNELS[rng.choice(len(CHANNELS), p=[c.customer_share for c in CHANNELS])]


def _industry_shares(channel: Channel) -> list[float]:
    """Distributors are traders and nobody else is."""
    trading = channel.name.zh == "区域经销"
    shares = [i.share if (i.name.zh == "商贸") == trading else 0.0 for i in INDUSTRIES]
    return [share / sum(shares) for share in shares]


def _rhythm(size: float, known: bool, rng: np.random.Generator) -> float:
    days = MEDIAN_DAYS_BETWEEN_ORDERS[known] * size**-0.5 * rng.lognormal(0, 0.25)
    return float(np.clip(days, 9, LONGEST_DAYS["large" if size >= SIZE_OF_LARGE else "small"]))


def _arrival_day(
    month: int, promotion: Story | None, known: bool, channel: Channel, rng: np.random.Generator
) -> date:
    if known:
        return START
    open_days = (month == MONTH_OF_DAY) & UP_TO_NOW
    if promotion:
        open_days &= np.array([promotion.since <= day <= promotion.until for day in DAYS])
    weights = DAY_WEIGHTS[channel.reach] * open_days
    return DAYS[rng.choice(len(DAYS), p=weights / weights.sum())]


def _leaving_day(
    came: date, size: float, known: bool, promotion: Story | None, rng: np.random.Generator
) -> date | None:
    """Large customers that would leave lately stay: the silent one shall be the only one."""
    large = size >= SIZE_OF_LARGE
    years = rng.exponential(1 / YEARLY_CHURN["large" if large else "small"])
    one_off = rng.random() < ONE_OFF_SHARE and not known and not large
    if promotion or one_off:
        return came
    left = came.toordinal() + round(years * 365)
    if left >= AS_OF.toordinal() or (large and left >= LARGE_STAY_AFTER.toordinal()):
        return None
    return date.fromordinal(left)
